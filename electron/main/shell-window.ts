import { basename } from 'node:path';
import { app, BrowserWindow, dialog, screen } from 'electron';
import { pageOrigin } from '../../shared/contract/page.ts';
import { failuresAfter, pauseBeforeStart } from '../supervision/index.ts';
import { isOwnPage } from './decide/addresses.ts';
import { pagePreferences } from './decide/page-preferences.ts';
import { placeWindow, smallestWindow, type WindowState } from './decide/window-state.ts';

export type WindowPlan = {
  readonly preload: string;
  readonly icon: string;
  readonly kept: WindowState | null;
  /** Called when somebody closes the window; it closes only when told to. */
  readonly onClose: () => void;
};

const pageAddress = `${pageOrigin}/index.html`;

/** The one window with the page in it, where it was the last time. */
export function openWindow(plan: WindowPlan): BrowserWindow {
  const [first, ...others] = screen.getAllDisplays().map(({ workArea }) => workArea);
  const place = placeWindow(plan.kept, [first ?? { x: 0, y: 0, width: 1440, height: 900 }, ...others]);
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    backgroundColor: '#d2d6d8',
    title: 'Plugsight',
    icon: plan.icon,
    webPreferences: pagePreferences(plan.preload, app.isPackaged),
  });
  if (place.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    event.preventDefault();
    plan.onClose();
  });
  // The title names the workspace, which the page does not know before its engine answers.
  window.on('page-title-updated', (event) => event.preventDefault());
  // No event comes before a page goes to about:blank; where it got away all the same, it is brought back.
  window.webContents.on('did-navigate', (_event, address) => {
    if (!isOwnPage(address)) void window.loadURL(pageAddress);
  });
  bringBack(window);
  return window;
}

/** Where it is, for the next start. */
export function placeOf(window: BrowserWindow): WindowState {
  return { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
}

/** Loads the page from its beginning, for this workspace. */
export function showWorkspace(window: BrowserWindow, workspace: string): void {
  window.setTitle(`${basename(workspace)} - Plugsight`);
  void window.loadURL(pageAddress);
}

/** A page whose process died is loaded again, with growing pauses; the engine and its work are not touched by that. */
function bringBack(window: BrowserWindow): void {
  let failures = 0;
  let startedAt = Date.now();
  window.webContents.on('did-finish-load', () => {
    startedAt = Date.now();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    failures = failuresAfter(failures, Date.now() - startedAt);
    const pause = pauseBeforeStart(failures);
    if (pause !== null) {
      setTimeout(() => {
        if (!window.isDestroyed()) window.webContents.reload();
      }, pause);
      return;
    }
    dialog.showErrorBox(
      'The page ended several times in a row',
      'The engine and its work go on, and what was saved is kept. Choose Reload in the View menu to try once more, or start Plugsight again.',
    );
  });
}
