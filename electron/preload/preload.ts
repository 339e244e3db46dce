import * as electron from 'electron';
import { contextBridge, ipcRenderer } from 'electron';
import { shellChannels } from '../../shared/contract/shell-channels.ts';

/** The one bridge between page and shell: named questions, nothing of Electron itself. */
contextBridge.exposeInMainWorld('plugsight', {
  engine: () => ipcRenderer.invoke(shellChannels.engine),
  chooseFolder: (title: string) => ipcRenderer.invoke(shellChannels.chooseFolder, { title }),
  chooseFiles: (request: unknown) => ipcRenderer.invoke(shellChannels.chooseFiles, request),
  chooseSavePath: (request: unknown) => ipcRenderer.invoke(shellChannels.chooseSavePath, request),
  showInFolder: (path: string) => ipcRenderer.invoke(shellChannels.showInFolder, { path }),
  setWork: (work: readonly string[]) => ipcRenderer.invoke(shellChannels.setWork, { work }),
  // Electron 32 took `path` off dropped files and put it here.
  pathOf: (file: File & { path?: string }) =>
    'webUtils' in electron ? electron.webUtils.getPathForFile(file) : (file.path ?? ''),
  onMenu: (listener: (command: string) => void) => {
    const forward = (_event: unknown, command: string) => listener(command);
    ipcRenderer.on(shellChannels.menu, forward);
    return () => {
      ipcRenderer.removeListener(shellChannels.menu, forward);
    };
  },
});
