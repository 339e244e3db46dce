import { z } from 'zod';

/** `url`: the WebSocket's; `http`: origin of pictures and uploads; or why there is no engine, in a sentence. */
export const engineAnswerSchema = z.union([
  z.object({ url: z.string(), http: z.string(), token: z.string() }),
  z.object({ trouble: z.string() }),
]);
export type EngineAnswer = z.infer<typeof engineAnswerSchema>;
export type EngineAddress = Exclude<EngineAnswer, { trouble: string }>;

export const chooseFolderSchema = z.object({ title: z.string().max(200) });
export const chooseFilesSchema = z.object({
  title: z.string().max(200),
  /** Without dot, lower case; empty: every file. */
  extensions: z.array(z.string().regex(/^[a-z0-9.]{1,16}$/)).max(40),
  several: z.boolean(),
});
export const chooseSavePathSchema = z.object({ title: z.string().max(200), fileName: z.string().max(255) });
/** `folder`: one of `recentWorkspaces`; null: the system's dialog asks for it. */
export const openWorkspaceSchema = z.object({ folder: z.string().max(4096).nullable() });
export const showInFolderSchema = z.object({ path: z.string().max(4096) });

/** Sizes of the page's text in the window, percent of the usual one. */
export const textSizes = [100, 125, 150, 200] as const;
export type TextSize = (typeof textSizes)[number];
export const setTextSizeSchema = z.object({ percent: z.literal(textSizes) });

/** What the shell's preload puts into the page, but for what only a page has (`renderer/client/shell.ts`). */
export type ShellBridge = {
  /** Address and token of the engine; again after the engine was restarted. Or why there is none. */
  engine(): Promise<EngineAnswer>;
  /** Another try for an engine that was given up. */
  restartEngine(): Promise<void>;
  /** Opens another workspace in this window: one of `recentWorkspaces`, or what is chosen in the system's dialog. */
  openWorkspace(folder?: string): Promise<void>;
  /** Folders of the workspaces opened before that are still there, the last one first, without the one that is open. */
  recentWorkspaces(): Promise<string[]>;
  /** The native folder dialog; null when it was closed without a choice. */
  chooseFolder(title: string): Promise<string | null>;
  /** The native file dialog; empty when it was closed without a choice. */
  chooseFiles(request: { title: string; extensions: readonly string[]; several: boolean }): Promise<string[]>;
  /** The native save dialog; null when it was closed without a choice. */
  chooseSavePath(request: { title: string; fileName: string }): Promise<string | null>;
  /** Enlarges the whole page, as a browser's own zoom does. */
  setTextSize(percent: TextSize): Promise<void>;
  /** Shows a file or folder in the system's file manager. */
  showInFolder(path: string): Promise<void>;
  /** Calls back with the id of a command that was chosen in the menu. */
  onMenu(listener: (command: string) => void): () => void;
};
