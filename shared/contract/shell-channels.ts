/** What the page asks of the shell, over Electron's IPC; both sides check by these schemas. One channel a question. */
export const shellChannels = {
  engine: 'plugsight:engine',
  chooseFolder: 'plugsight:choose-folder',
  chooseFiles: 'plugsight:choose-files',
  chooseSavePath: 'plugsight:choose-save-path',
  showInFolder: 'plugsight:show-in-folder',
  setWork: 'plugsight:set-work',
  menu: 'plugsight:menu',
} as const;
