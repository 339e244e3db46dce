/**
 * What the shell's preload puts into the page; absent in a browser. Everything the page asks of the shell goes through here, so that
 * there is one place to see what differs between the two.
 */
export type Shell = {
  /** Address and token of the engine; again after the engine was restarted. Or why there is none. */
  engine(): Promise<EngineAddress | { readonly trouble: string }>;
  /** What is being worked on now: keeps the machine awake, and is asked about before quitting. */
  setWork(work: readonly string[]): Promise<void>;
  /** The native folder dialog; null when it was closed without a choice. */
  chooseFolder(title: string): Promise<string | null>;
  /** The native file dialog; empty when it was closed without a choice. */
  chooseFiles(request: { title: string; extensions: readonly string[]; several: boolean }): Promise<string[]>;
  /** The native save dialog; null when it was closed without a choice. */
  chooseSavePath(request: { title: string; fileName: string }): Promise<string | null>;
  /** Path of a dropped file. */
  pathOf(file: File): string;
  /** Shows a file or folder of the workspace in the system's file manager. */
  showInFolder(path: string): Promise<void>;
  /** Calls back with the name of a menu entry that was chosen. */
  onMenu(listener: (command: string) => void): () => void;
};

/** `url`: the WebSocket's; `http`: origin of pictures and uploads. */
export type EngineAddress = { readonly url: string; readonly http: string; readonly token: string };

declare global {
  interface Window {
    readonly plugsight?: Shell;
  }
}

export const shell: Shell | null = typeof window === 'undefined' ? null : (window.plugsight ?? null);
