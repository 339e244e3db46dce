import { useEffect } from 'react';
import { engine, useEngine } from '../client/index.ts';

export type Theme = 'light' | 'dark';
export type Palette = 'red-green' | 'orange-blue';

/** Looks are settings of the workspace, so that window and browser show the same. Light unless chosen otherwise. */
export function useLooks(): { readonly theme: Theme; readonly palette: Palette } {
  const { data } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const theme = data?.theme === 'dark' ? 'dark' : 'light';
  const palette = data?.palette === 'orange-blue' ? 'orange-blue' : 'red-green';
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.palette = palette;
    window.dispatchEvent(new Event('plugsight-looks'));
  }, [theme, palette]);
  return { theme, palette };
}

export function chooseLooks(changes: { readonly theme?: Theme; readonly palette?: Palette }): void {
  void engine().workspace.changeSettings(changes);
}
