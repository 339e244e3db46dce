import { useEffect } from 'react';
import type { TextSize } from '../../shared/contract/shell.ts';
import { engine, shell, tell, useEngine } from '../client/index.ts';
import { textSizeAfter, textSizeOf } from './text-size.ts';

export type Theme = 'light' | 'dark';
export type Palette = 'red-green' | 'orange-blue';
type Looks = {
  readonly theme: Theme;
  readonly palette: Palette;
  readonly textSize: TextSize;
  /** False until the settings are here; the rest are the usual looks then. */
  readonly isKnown: boolean;
};

/**
 * Looks are settings of the workspace, so that window and browser show the same. Light unless chosen otherwise. The size of the text is the
 * window's alone: a browser has its own zoom, which no page can set.
 */
export function useLooks(): Looks {
  const { data } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  return {
    theme: data?.theme === 'dark' ? 'dark' : 'light',
    palette: data?.palette === 'orange-blue' ? 'orange-blue' : 'red-green',
    textSize: textSizeOf(data?.textSize),
    isKnown: data !== undefined,
  };
}

/** Makes page and window look as chosen; once in the page. */
export function useAppliedLooks(): void {
  const { theme, palette, textSize, isKnown } = useLooks();
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.palette = palette;
    window.dispatchEvent(new Event('plugsight-looks'));
  }, [theme, palette]);
  useEffect(() => {
    // Until the settings are here the page stays as large as it was.
    if (isKnown) void shell?.setTextSize(textSize);
  }, [isKnown, textSize]);
}

export function otherTheme(theme: Theme): Theme {
  return theme === 'dark' ? 'light' : 'dark';
}

/** A step from what is stored: just after a reload the window is as large as it was while the page knows no settings yet. */
export async function stepTextSize(by: -1 | 1): Promise<void> {
  const { textSize } = await engine().workspace.settings();
  chooseLooks({ textSize: textSizeAfter(textSizeOf(textSize), by) });
}

export function chooseLooks(changes: {
  readonly theme?: Theme;
  readonly palette?: Palette;
  readonly textSize?: TextSize;
}): void {
  tell((client) => client.workspace.changeSettings(changes));
}
