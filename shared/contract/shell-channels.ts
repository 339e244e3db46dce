/** Names of what the page asks of the shell over Electron's IPC, one channel a question; `menu` goes the other way. */
export const shellChannels = {
  engine: 'plugsight:engine',
  restartEngine: 'plugsight:restart-engine',
  openWorkspace: 'plugsight:open-workspace',
  recentWorkspaces: 'plugsight:recent-workspaces',
  chooseFolder: 'plugsight:choose-folder',
  chooseFiles: 'plugsight:choose-files',
  chooseSavePath: 'plugsight:choose-save-path',
  setTextSize: 'plugsight:set-text-size',
  showInFolder: 'plugsight:show-in-folder',
  menu: 'plugsight:menu',
} as const;
