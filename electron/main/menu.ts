import type { MenuItemConstructorOptions } from 'electron';

export type MenuActions = {
  readonly send: (command: string) => void;
  readonly restartEngine: () => void;
  readonly openWorkspace: () => void;
};

const screens: readonly (readonly [id: string, name: string])[] = [
  ['overview', 'Overview'],
  ['try', 'Try it'],
  ['images', 'Images'],
  ['label', 'Label'],
  ['datasets', 'Datasets'],
  ['train', 'Train'],
  ['validate', 'Validate'],
  ['models', 'Models'],
  ['live', 'Live'],
  ['settings', 'Settings'],
];

/** The application's menu. Entries that belong to the page go there as the id of a command, the same the palette and the keys use. */
export function menuTemplate(actions: MenuActions, isDevelopment: boolean): MenuItemConstructorOptions[] {
  const command = (label: string, id: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => actions.send(id),
    ...(accelerator ? { accelerator } : {}),
  });
  return [
    {
      label: '&File',
      submenu: [
        { label: '&Open workspace…', click: actions.openWorkspace, accelerator: 'CmdOrCtrl+O' },
        { type: 'separator' },
        { label: 'Start the engine &again', click: actions.restartEngine },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
    },
    {
      label: '&Go',
      submenu: screens.map(([id, name], at) => command(name, `go.${id}`, `CmdOrCtrl+${at + 1}`)),
    },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { role: 'togglefullscreen' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        ...(isDevelopment ? [{ role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      label: '&Help',
      submenu: [command('Keys', 'app.keys'), command('Find any command', 'app.palette')],
    },
  ];
}
