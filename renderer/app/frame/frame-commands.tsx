import { useEffect, useState } from 'react';
import { shell, useEngine } from '../../client/index.ts';
import { useCommands, useRegistry } from '../commands/index.ts';
import { appCommands, goCommands, shellCommands } from '../declared-commands.ts';
import { go } from '../navigation.ts';
import { screens } from '../screens.ts';
import { chooseLooks, otherTheme, stepTextSize, useLooks } from '../theme.ts';
import { KeySheet } from './key-sheet.tsx';
import { Palette } from './palette.tsx';

/** Regions that F6 goes through, in the order of the page. */
const regions = ['.alarm', '.rail', '.main', '.status'];

/** What can be done everywhere: go to a screen, find a command, see the keys, change the theme; the menu's entries come here as well. */
export function FrameCommands() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const { theme } = useLooks();
  useOwnKeys();
  useCommands(appCommands, {
    palette: () => setOpen('palette'),
    keys: () => setOpen('keys'),
    theme: {
      title: theme === 'dark' ? 'Light theme' : 'Dark theme',
      run: () => chooseLooks({ theme: otherTheme(theme) }),
    },
    'next-region': () => focusRegion(1),
    'previous-region': () => focusRegion(-1),
  });
  useCommands(
    shellCommands,
    shell === null
      ? {}
      : {
          'open-workspace': () => void shell?.openWorkspace(),
          'larger-text': () => void stepTextSize(1),
          'smaller-text': () => void stepTextSize(-1),
          'usual-text': () => chooseLooks({ textSize: 100 }),
        },
  );
  useCommands(goCommands, Object.fromEntries(screens.map(({ id }) => [id, () => go(id)])));
  useEffect(() => shell?.onMenu((id) => useRegistry.getState().commands.get(id)?.run()), []);
  return (
    <>
      <Palette isOpen={open === 'palette'} onClose={() => setOpen(null)} />
      <KeySheet isOpen={open === 'keys'} onClose={() => setOpen(null)} />
    </>
  );
}

function focusRegion(step: 1 | -1): void {
  const places = regions
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .filter((place) => place !== null);
  const here = places.findIndex((place) => place.contains(document.activeElement));
  const next = places[(here + step + places.length) % places.length];
  if (!next) return;
  const first = next.querySelector<HTMLElement>('[aria-current], a[href], button, input, [tabindex="0"]');
  if (first && !next.matches('.main')) first.focus();
  else {
    next.tabIndex = -1;
    next.focus();
  }
}

/** The keys a person chose, from the settings into the registry. */
function useOwnKeys(): void {
  const { data } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const keys = data?.keys;
  useEffect(() => {
    if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) return;
    const ownKeys = Object.fromEntries(
      Object.entries(keys).map(([id, chosen]) => [id, Array.isArray(chosen) ? chosen.map(String) : []]),
    );
    useRegistry.setState({ ownKeys });
  }, [keys]);
}
