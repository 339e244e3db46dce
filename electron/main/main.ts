import { appendFile, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, powerSaveBlocker, screen, session } from 'electron';
import { pageOrigin } from '../../shared/contract/page.ts';
import { shellChannels } from '../../shared/contract/shell-channels.ts';
import { quitQuestion, workspaceOf } from './decide/start-words.ts';
import { placeWindow, smallestWindow } from './decide/window-state.ts';
import { EngineChild } from './engine-child.ts';
import { readKept, writeKept } from './kept-state.ts';
import { lockDownContents, lockDownSession } from './lock-down.ts';
import { menuTemplate } from './menu.ts';
import { declarePageScheme, servePage } from './page-protocol.ts';
import { answerPage } from './questions.ts';

/**
 * The shell: a window around the page and a parent for the engine. Everything it decides stands in `decide/`, pure; here is only what
 * Electron has to be told.
 */
const own = app.getAppPath();
/** Where the plain Node programs and their packages lie: beside Electron's archive when packed, in the repository else. */
const root = app.isPackaged ? join(process.resourcesPath, 'plugsight') : own;
const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';
const keptPath = join(app.getPath('userData'), 'window.json');

let window: BrowserWindow | null = null;
let engine: EngineChild | null = null;
let work: readonly string[] = [];
let awake: number | null = null;
let mayQuit = false;

declarePageScheme();
if (!app.requestSingleInstanceLock()) app.quit();
else run();

function run(): void {
  // Root on a test machine has no operating system sandbox to be in; everybody else is in it, every page.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  lockDownContents();
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (mayQuit) return;
    event.preventDefault();
    void askAndQuit();
  });
  void app.whenReady().then(() => {
    lockDownSession(session.defaultSession);
    servePage(join(own, 'out', 'page'));
    const kept = readKept(keptPath);
    const workspace = workspaceOf(process.argv.slice(1), {
      workingFolder: process.cwd(),
      remembered: kept.workspace !== null && existsSync(kept.workspace) ? kept.workspace : null,
      documents: app.getPath('documents'),
    });
    writeKept(keptPath, { ...kept, workspace });
    startEngine(workspace);
    answerPage({
      engine: () => engine?.address() ?? Promise.resolve({ trouble: 'The engine is not started yet.' }),
      window: () => window,
      onWork: (now) => {
        work = now;
        keepAwake();
      },
    });
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate(
          {
            send: (command) => window?.webContents.send(shellChannels.menu, command),
            restartEngine: () => engine?.again(),
            openWorkspace: () => void openOtherWorkspace(),
          },
          !app.isPackaged,
        ),
      ),
    );
    openWindow();
  });
}

function startEngine(workspace: string): void {
  const node = join(root, 'node_modules', 'node', 'bin', nodeName);
  const program = join(root, 'electron', 'engine', 'main.ts');
  const logs = join(app.getPath('userData'), 'logs');
  mkdirSync(logs, { recursive: true });
  engine = new EngineChild({ node, program, workspace }, (line) => {
    appendFile(join(logs, 'engine.log'), line, () => undefined);
  });
}

function openWindow(): void {
  const [first, ...others] = screen.getAllDisplays().map(({ workArea }) => workArea);
  const kept = readKept(keptPath);
  const place = placeWindow(kept.window, [first ?? { x: 0, y: 0, width: 1440, height: 900 }, ...others]);
  window = new BrowserWindow({
    ...place.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    backgroundColor: '#d2d6d8',
    title: 'Plugsight',
    webPreferences: {
      preload: join(own, 'out', 'shell', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      webviewTag: false,
      devTools: !app.isPackaged,
    },
  });
  if (place.isMaximized) window.maximize();
  window.once('ready-to-show', () => window?.show());
  window.on('close', (event) => {
    if (!window) return;
    writeKept(keptPath, {
      ...readKept(keptPath),
      window: { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() },
    });
    // Asked while the window is still there to ask in.
    if (mayQuit) return;
    event.preventDefault();
    void askAndQuit();
  });
  window.on('closed', () => {
    window = null;
  });
  void window.loadURL(`${pageOrigin}/index.html`);
}

/** The machine does not sleep while something is being worked on. */
function keepAwake(): void {
  if (work.length > 0 && awake === null) awake = powerSaveBlocker.start('prevent-app-suspension');
  if (work.length === 0 && awake !== null) {
    powerSaveBlocker.stop(awake);
    awake = null;
  }
}

async function askAndQuit(): Promise<void> {
  const question = quitQuestion(work);
  if (question && window) {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: question.message,
      detail: question.detail,
      buttons: [...question.buttons],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 0) return;
  }
  mayQuit = true;
  await engine?.stop();
  app.quit();
}

async function openOtherWorkspace(): Promise<void> {
  if (!window) return;
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open or make a workspace',
    properties: ['openDirectory', 'createDirectory'],
  });
  const [chosen] = filePaths;
  if (chosen === undefined || quitQuestion(work) !== null) return;
  writeKept(keptPath, { ...readKept(keptPath), workspace: chosen });
  await engine?.stop();
  startEngine(chosen);
  window.webContents.reload();
}
