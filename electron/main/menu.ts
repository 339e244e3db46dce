import type { MenuItemConstructorOptions } from 'electron';

export type MenuActions = {
  readonly send: (command: string) => void;
  readonly restartEngine: () => void;
  readonly openWorkspace: () => void;
  readonly showWorkspace: () => void;
  readonly showLog: () => void;
};

/** The screens of the page that have a place in the menu, as the rail has them. */
export const menuScreens: readonly (readonly [id: string, name: string])[] = [
  ['overview', 'Overview'],
  ['try', 'Try it'],
  ['images', 'Images'],
  ['label', 'Label'],
  ['datasets', 'Datasets'],
  ['train', 'Train'],
  ['validate', 'Validate'],
  ['models', 'Models'],
  ['live', 'Live'],
  ['logs', 'Logs'],
  ['settings', 'Settings'],
];

/**
 * The application's menu. Entries that belong to the page go there as the id of a command, the same the palette and the keys use; keys
 * of the page are shown here and stay the page's own, because a person may change them.
 */
export function menuTemplate(actions: MenuActions, isDevelopment: boolean): MenuItemConstructorOptions[] {
  const command = (label: string, id: string, more: MenuItemConstructorOptions = {}): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => actions.send(id),
    ...more,
  });
  const shown = (accelerator: string) => ({ accelerator, registerAccelerator: false });
  return [
    {
      label: '&File',
      submenu: [
        { label: '&Open workspace…', click: actions.openWorkspace, accelerator: 'CmdOrCtrl+O' },
        { label: 'Show the workspace’s &folder', click: actions.showWorkspace },
        { type: 'separator' },
        { label: 'Start the engine &again', click: actions.restartEngine },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    { label: '&Edit', submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] },
    {
      label: '&Go',
      submenu: menuScreens.map(([id, name], at) =>
        command(name, `go.${id}`, at < 9 ? { accelerator: `CmdOrCtrl+${at + 1}` } : {}),
      ),
    },
    {
      label: '&View',
      submenu: [
        command('Light or dark &theme', 'app.theme'),
        { type: 'separator' },
        command('&Larger text', 'app.larger-text', shown('CmdOrCtrl+Plus')),
        command('&Smaller text', 'app.smaller-text', shown('CmdOrCtrl+-')),
        command('&Usual text', 'app.usual-text', shown('CmdOrCtrl+0')),
        { role: 'togglefullscreen' },
        { type: 'separator' },
        { role: 'reload' },
        ...(isDevelopment ? [{ role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      label: '&Help',
      submenu: [
        command('&Keys', 'app.keys'),
        command('&Find any command', 'app.palette', shown('CmdOrCtrl+K')),
        { type: 'separator' },
        { label: 'Show the engine’s &log', click: actions.showLog },
        { role: 'about' },
      ],
    },
  ];
}
