import * as electron from 'electron';
import { contextBridge, ipcRenderer } from 'electron';
import type { ShellBridge } from '../../shared/contract/shell.ts';
import { shellChannels } from '../../shared/contract/shell-channels.ts';

/** The one bridge between page and shell: named questions, nothing of Electron itself. */
const bridge: ShellBridge & { pathOf(file: File & { path?: string }): string } = {
  engine: () => ipcRenderer.invoke(shellChannels.engine),
  restartEngine: () => ipcRenderer.invoke(shellChannels.restartEngine),
  openWorkspace: (folder) => ipcRenderer.invoke(shellChannels.openWorkspace, { folder: folder ?? null }),
  recentWorkspaces: () => ipcRenderer.invoke(shellChannels.recentWorkspaces),
  chooseFolder: (title) => ipcRenderer.invoke(shellChannels.chooseFolder, { title }),
  chooseFiles: (request) => ipcRenderer.invoke(shellChannels.chooseFiles, request),
  chooseSavePath: (request) => ipcRenderer.invoke(shellChannels.chooseSavePath, request),
  setTextSize: (percent) => ipcRenderer.invoke(shellChannels.setTextSize, { percent }),
  showInFolder: (path) => ipcRenderer.invoke(shellChannels.showInFolder, { path }),
  // Electron 32 took `path` off dropped files and put it here.
  pathOf: (file) => ('webUtils' in electron ? electron.webUtils.getPathForFile(file) : (file.path ?? '')),
  onMenu: (listener) => {
    const forward = (_event: unknown, command: string) => listener(command);
    ipcRenderer.on(shellChannels.menu, forward);
    return () => {
      ipcRenderer.removeListener(shellChannels.menu, forward);
    };
  },
};
contextBridge.exposeInMainWorld('plugsight', bridge);
