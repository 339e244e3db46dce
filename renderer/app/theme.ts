import { useEffect } from 'react';
import type { TextSize } from '../../shared/contract/shell.ts';
import { engine, shell, useEngine } from '../client/index.ts';
import { textSizeOf } from './text-size.ts';

export type Theme = 'light' | 'dark';
export type Palette = 'red-green' | 'orange-blue';

/**
 * Looks are settings of the workspace, so that window and browser show the same. Light unless chosen otherwise. The size of the text is the
 * window's alone: a browser has its own zoom, which no page can set.
 */
export function useLooks(): { readonly theme: Theme; readonly palette: Palette; readonly textSize: TextSize } {
  const { data } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const theme = data?.theme === 'dark' ? 'dark' : 'light';
  const palette = data?.palette === 'orange-blue' ? 'orange-blue' : 'red-green';
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.palette = palette;
    window.dispatchEvent(new Event('plugsight-looks'));
  }, [theme, palette]);
  const textSize = textSizeOf(data?.textSize);
  const isKnown = data !== undefined;
  useEffect(() => {
    // Until the settings are here the page stays as large as it was.
    if (isKnown) void shell?.setTextSize(textSize);
  }, [isKnown, textSize]);
  return { theme, palette, textSize };
}

export function chooseLooks(changes: {
  readonly theme?: Theme;
  readonly palette?: Palette;
  readonly textSize?: TextSize;
}): void {
  void engine().workspace.changeSettings(changes);
}
