import type { ShellBridge } from '../../shared/contract/shell.ts';

export type { EngineAddress } from '../../shared/contract/shell.ts';

/**
 * What the shell's preload puts into the page; absent in a browser. Everything the page asks of the shell goes through here, so that
 * there is one place to see what differs between the two.
 */
export type Shell = ShellBridge & {
  /** Path of a dropped file. */
  pathOf(file: File): string;
};

declare global {
  interface Window {
    readonly plugsight?: Shell;
  }
}

export const shell: Shell | null = typeof window === 'undefined' ? null : (window.plugsight ?? null);
