import { type BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, shell } from 'electron';
import type { z } from 'zod';
import {
  chooseFilesSchema,
  chooseFolderSchema,
  chooseSavePathSchema,
  type EngineAnswer,
  openWorkspaceSchema,
  setTextSizeSchema,
  showInFolderSchema,
} from '../../shared/contract/shell.ts';
import { shellChannels } from '../../shared/contract/shell-channels.ts';
import { mayAsk, type Sender } from './decide/sender.ts';

export type Answers = {
  readonly engine: () => Promise<EngineAnswer>;
  readonly restartEngine: () => void;
  readonly openWorkspace: (folder: string | null) => Promise<void>;
  readonly recentWorkspaces: () => Promise<string[]>;
  readonly window: () => BrowserWindow | null;
};

/** What the page may ask of the shell. Only our page's own top frame is answered, and only what fits its schema. */
export function answerPage(answers: Answers): void {
  handle(shellChannels.engine, null, () => answers.engine());
  handle(shellChannels.restartEngine, null, () => answers.restartEngine());
  handle(shellChannels.openWorkspace, openWorkspaceSchema, ({ folder }) => answers.openWorkspace(folder));
  handle(shellChannels.recentWorkspaces, null, () => answers.recentWorkspaces());
  handle(shellChannels.chooseFolder, chooseFolderSchema, async ({ title }) => {
    const chosen = await open(answers, { title, properties: ['openDirectory', 'createDirectory'] });
    return chosen[0] ?? null;
  });
  handle(shellChannels.chooseFiles, chooseFilesSchema, ({ title, extensions, several }) =>
    open(answers, {
      title,
      properties: several ? ['openFile', 'multiSelections'] : ['openFile'],
      filters: extensions.length > 0 ? [{ name: extensions.join(', '), extensions }] : [],
    }),
  );
  handle(shellChannels.chooseSavePath, chooseSavePathSchema, async ({ title, fileName }) => {
    const window = answers.window();
    const options = { title, defaultPath: fileName };
    const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
    return filePath || null;
  });
  handle(shellChannels.setTextSize, setTextSizeSchema, ({ percent }) =>
    answers.window()?.webContents.setZoomFactor(percent / 100),
  );
  handle(shellChannels.showInFolder, showInFolderSchema, ({ path }) => shell.showItemInFolder(path));
}

async function open(answers: Answers, options: Electron.OpenDialogOptions): Promise<string[]> {
  const window = answers.window();
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths;
}

function handle<S extends z.ZodType>(channel: string, schema: S | null, answer: (input: z.output<S>) => unknown): void {
  ipcMain.handle(channel, (event, input: unknown) => {
    if (!mayAsk(senderOf(event))) throw new Error('this page may not ask');
    return answer((schema ? schema.parse(input) : undefined) as z.output<S>);
  });
}

function senderOf({ senderFrame, sender }: IpcMainInvokeEvent): Sender {
  return senderFrame && { url: senderFrame.url, isTopFrame: senderFrame === sender.mainFrame };
}
