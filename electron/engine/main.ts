import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { stayWord } from '../../shared/contract/engine-process.ts';
import { pageOrigin } from '../../shared/contract/page.ts';
import { type Result, success } from '../../shared/domain/problem.ts';
import { diskFull, isDiskFull, notPermitted } from '../platform/index.ts';
import { readImagesAhead } from './images/index.ts';
import { removeEngineFile, writeEngineFile } from './server/engine-file.ts';
import { serveEngine } from './server/serve.ts';
import { workUnderWay } from './server/work-under-way.ts';
import { closeWorkspace, openWorkspace, type Workspace } from './workspace/index.ts';

/**
 * The engine: the only opener of a workspace. Prints one JSON line on stdout when it can be called (`{"ready":true,...}`) or why not
 * (`{"problem":{...}}`), and ends when a client asks or on SIGINT/SIGTERM. `--page <folder>` serves the window's page
 * to a browser (the ready line then has its address); `--window`: the parent is about to open one. `--port` and the token in
 * `PLUGSIGHT_ENGINE_TOKEN`: those of an engine that ended and is started again. With `--with-parent` it ends when its parent's pipe closes
 * and no other client is connected; while one is, it prints `{"staying":true}` and ends with the last of them. A parent that wrote
 * `stay` before lets it finish its work first. Ctrl-C in a terminal
 * reaches parent and engine alike: the parent then asks for what it wants, so that the engine does not listen to it.
 */
const { values } = parseArgs({
  options: {
    workspace: { type: 'string' },
    create: { type: 'boolean', default: false },
    'with-parent': { type: 'boolean', default: false },
    page: { type: 'string' },
    port: { type: 'string' },
    window: { type: 'boolean', default: false },
  },
});
if (values.workspace === undefined) throw new Error('--workspace is missing');

/** A connection that is still open this long after the parent's pipe closed is somebody else's. */
const partingMs = 500;

const started = await start(values.workspace);
const line = JSON.stringify(started.ok ? { ready: true, ...started.value } : { problem: started.problem });
process.stdout.write(`${line}\n`, () => {
  // The server may listen already when the start fails after all.
  if (!started.ok) process.exit(1);
});

async function start(folder: string): Promise<Result<Ready>> {
  try {
    const opened = openWorkspace(folder, { create: values.create });
    return opened.ok ? success(await serve(opened.value)) : opened;
  } catch (error) {
    const problem = isDiskFull(error) ? diskFull('Opening the workspace') : notPermitted(error);
    if (!problem) throw error;
    return { ok: false, problem };
  }
}

type Ready = { readonly url: string; readonly token: string; readonly pageAddress: string | null };

async function serve(workspace: Workspace): Promise<Ready> {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    removeEngineFile(workspace.folder);
    await closeWorkspace(workspace);
    await server.close();
    process.exit(0);
  };
  const server = await serveEngine(workspace, () => setImmediate(() => void end()), {
    page: values.page === undefined ? null : resolve(values.page),
    // No web page can have this origin; the shell may attach to an engine that a command started.
    origins: [pageOrigin],
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    ...(process.env.PLUGSIGHT_ENGINE_TOKEN ? { token: process.env.PLUGSIGHT_ENGINE_TOKEN } : {}),
  });
  // What goes wrong here is said to the first who asks for the images.
  if (values.window || values.page !== undefined) readImagesAhead(workspace).catch(() => undefined);
  writeEngineFile(workspace.folder, { url: server.url, token: server.token, pid: process.pid });
  process.on('SIGINT', () => {
    if (!values['with-parent']) void end();
  });
  process.on('SIGTERM', () => void end());
  if (values['with-parent']) {
    const parentGone = async () => {
      // A shell that was killed may leave a process behind that holds its page's connection open for ever.
      if (values.window) server.dismiss(pageOrigin);
      // The parent's own connection closes at the same time as its pipe.
      await Promise.race([server.emptied(), delay(partingMs)]);
      if (server.clientCount() > 0 || (mayFinish && isWorking())) process.stdout.write('{"staying":true}\n');
      for (;;) {
        await server.emptied();
        if (!mayFinish || !isWorking()) break;
        await delay(partingMs);
      }
      await end();
    };
    let mayFinish = false;
    const isWorking = () => workUnderWay(workspace).length > 0;
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', (text: string) => {
      if (text.trim() === stayWord) mayFinish = true;
    });
    process.stdin.once('end', () => void parentGone());
    process.stdin.on('error', () => void parentGone());
    // A parent that was killed reads nothing any more.
    process.stdout.on('error', () => undefined);
  }
  return { url: server.url, token: server.token, pageAddress: server.pageAddress() };
}
