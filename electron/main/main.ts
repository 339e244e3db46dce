import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu, powerMonitor, session, shell } from 'electron';
import { httpOrigin } from '../../shared/contract/engine-process.ts';
import type { EngineAnswer } from '../../shared/contract/shell.ts';
import { shellChannels } from '../../shared/contract/shell-channels.ts';
import { EngineSupervisor } from '../supervision/index.ts';
import { type Parting, partingOf, partingQuestion } from './decide/parting.ts';
import { isSameFolder, recentOne, withOpened } from './decide/recent-workspaces.ts';
import { handedOver, handOver } from './decide/second-start.ts';
import { chooseWorkspace, namedWorkspace, type WorkspaceChoice } from './decide/workspace-choice.ts';
import { readKept, writeKept } from './kept-state.ts';
import { lockDownContents, lockDownSession } from './lock-down.ts';
import { menuTemplate } from './menu.ts';
import { declarePageScheme, servePage } from './page-protocol.ts';
import { answerPage } from './questions.ts';
import { openWindow, placeOf, showWorkspace } from './shell-window.ts';
import { stayAwakeWhile } from './stay-awake.ts';

/**
 * The shell: a window around the page and a parent for the engine. Everything it decides stands in `decide/`, pure; here is only what
 * Electron has to be told.
 */
const own = app.getAppPath();
/** Where the plain Node programs and their packages lie: beside Electron's archive when packed, in the repository else. */
const root = app.isPackaged ? join(process.resourcesPath, 'plugsight') : own;
const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';
const keptPath = join(app.getPath('userData'), 'window.json');
const logPath = join(app.getPath('userData'), 'logs', 'engine.log');

let window: BrowserWindow | null = null;
let open: { readonly workspace: string; readonly engine: EngineSupervisor } | null = null;
/** Origin of the engine the page was loaded for; its policy lets it call no other. */
let servedOrigin = '';
/** The way out: somebody is asked, the engine is parted from, the end. */
let leaving: 'no' | 'asking' | 'parting' | 'done' = 'no';

declarePageScheme();
app.setAppUserModelId('io.plugsight.workstation');
const words = process.argv.slice(1);
if (app.requestSingleInstanceLock(handOver({ words, workingFolder: process.cwd() }))) run();
else app.quit();

function run(): void {
  // Root on a test machine has no operating system sandbox to be in; everybody else is in it, every page.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  lockDownContents();
  app.on('second-instance', (_event, _words, _folder, given) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const second = handedOver(given);
    const named = second && namedWorkspace(second.words, second.workingFolder);
    if (named !== null && named !== open?.workspace) void changeWorkspace({ folder: named, mayCreate: true });
  });
  // The window goes first, its engine after it: only then the program.
  app.on('window-all-closed', () => undefined);
  // Everything is stored and ended by then. Electron's own way out was seen to turn for ever (25.1, once in twenty), with no window left to close.
  app.on('quit', (_event, exitCode) => endNow(exitCode));
  app.on('before-quit', (event) => {
    if (leaving === 'done') return;
    event.preventDefault();
    void askAndQuit();
  });
  void app.whenReady().then(() => {
    lockDownSession(session.defaultSession);
    servePage(join(own, 'out', 'page'), async ({ isDocument }) => {
      if (isDocument) servedOrigin = (await open?.engine.origin()) ?? '';
      return servedOrigin;
    });
    answerPage({ engine: engineForPage, restartEngine, openWorkspace, recentWorkspaces, window: () => window });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menuActions, !app.isPackaged)));
    stayAwakeWhile(async () => (await open?.engine.work()) ?? []);
    // The system does not wait for an answer; the engine ends with its work kept.
    powerMonitor.on('shutdown', () => {
      leaving = 'done';
      void open?.engine.part('idle');
    });
    const kept = readKept(keptPath);
    startEngine(
      chooseWorkspace(words, {
        workingFolder: process.cwd(),
        remembered: kept.workspace,
        documents: app.getPath('documents'),
      }),
    );
    window = openWindow({
      preload: join(own, 'out', 'shell', 'preload.cjs'),
      icon: join(root, 'resources', 'icon', 'icon.png'),
      kept: kept.window,
      onClose: () => void askAndQuit(),
    });
    window.on('closed', () => {
      window = null;
    });
    if (open) showWorkspace(window, open.workspace);
  });
}

const menuActions = {
  send: (command: string) => window?.webContents.send(shellChannels.menu, command),
  restartEngine,
  openWorkspace: () => void openWorkspace(null),
  showWorkspace: () => void (open && shell.showItemInFolder(join(open.workspace, 'plugsight.db'))),
  showLog: () => shell.showItemInFolder(logPath),
};

function startEngine({ folder, mayCreate }: WorkspaceChoice): void {
  const node = join(root, 'node_modules', 'node', 'bin', nodeName);
  const program = join(root, 'electron', 'engine', 'main.ts');
  const engine = new EngineSupervisor({
    node,
    program,
    workspace: folder,
    create: mayCreate,
    page: null,
    log: logPath,
  });
  open = { workspace: folder, engine };
}

/** The page asks after every loss; its engine is started when it is not there. */
async function engineForPage(): Promise<EngineAnswer> {
  const asked = open;
  if (!asked) return { trouble: 'No workspace is open.' };
  const engine = await asked.engine.engine();
  if (engine.kind !== 'ready') return { trouble: engine.trouble };
  const kept = readKept(keptPath);
  const recent = withOpened(kept.recent, asked.workspace, process.platform);
  writeKept(keptPath, { ...kept, workspace: asked.workspace, recent });
  const http = httpOrigin(engine.url);
  // Its port was taken meanwhile: the page is loaded again under a policy that names the new one.
  if (http !== servedOrigin) {
    setImmediate(() => window?.webContents.reload());
    return { trouble: 'The engine has a new address; the page is loaded again.' };
  }
  return { url: engine.url, http, token: engine.token };
}

function restartEngine(): void {
  open?.engine.again();
}

async function openWorkspace(asked: string | null): Promise<void> {
  if (!window) return;
  if (asked !== null) {
    const folder = recentOne(readKept(keptPath).recent, asked, process.platform);
    if (folder === null) throw new Error('this workspace was not opened before');
    if (folder !== open?.workspace) await changeWorkspace({ folder, mayCreate: false });
    return;
  }
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a workspace, or an empty folder for a new one',
    properties: ['openDirectory', 'createDirectory'],
  });
  const [chosen] = filePaths;
  if (chosen !== undefined && chosen !== open?.workspace) await changeWorkspace({ folder: chosen, mayCreate: true });
}

async function recentWorkspaces(): Promise<string[]> {
  const others = readKept(keptPath).recent.filter(
    (folder) => !open || !isSameFolder(folder, open.workspace, process.platform),
  );
  const areThere = await Promise.all(
    others.map((folder) =>
      access(join(folder, 'plugsight.db')).then(
        () => true,
        () => false,
      ),
    ),
  );
  return others.filter((_, at) => areThere[at]);
}

async function changeWorkspace(choice: WorkspaceChoice): Promise<void> {
  const parting = await ask('open-another');
  if (parting === 'stay' || !window) return;
  const before = open;
  startEngine(choice);
  showWorkspace(window, choice.folder);
  await before?.engine.part(parting);
}

async function askAndQuit(): Promise<void> {
  if (leaving !== 'no') return;
  leaving = 'asking';
  const parting = await ask('quit');
  if (parting === 'stay') {
    leaving = 'no';
    return;
  }
  leaving = 'parting';
  if (window) writeKept(keptPath, { ...readKept(keptPath), window: placeOf(window) });
  // Its page would keep the engine.
  window?.destroy();
  session.defaultSession.flushStorageData();
  await open?.engine.part(parting);
  leaving = 'done';
  app.quit();
}

async function ask(before: 'quit' | 'open-another'): Promise<Parting> {
  const question = partingQuestion((await open?.engine.work()) ?? [], before);
  if (!question || !window) return 'idle';
  const labels = question.choices.map(({ label }) => label);
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: question.message,
    detail: question.detail,
    buttons: labels,
    defaultId: 0,
    cancelId: labels.length - 1,
    noLink: true,
  });
  return partingOf(question, response);
}

/** Ends the process without taking it apart first; Node's own `process.exit` is Electron's `app.exit` here. */
function endNow(exitCode: number): void {
  (process as typeof process & { reallyExit(code: number): void }).reallyExit(exitCode);
}
