import { parseArgs } from 'node:util';
import { removeEngineFile, writeEngineFile } from './server/engine-file.ts';
import { serveEngine } from './server/serve.ts';
import { closeWorkspace, openWorkspace } from './workspace/index.ts';

/**
 * The engine: the only opener of a workspace. Prints one JSON line on stdout when it can be called (`{"ready":true,...}`) or why not
 * (`{"problem":{...}}`), and ends when a client asks, when its parent's pipe closes (`--with-parent`), or on SIGINT/SIGTERM.
 */
const { values } = parseArgs({
  options: {
    workspace: { type: 'string' },
    create: { type: 'boolean', default: false },
    'with-parent': { type: 'boolean', default: false },
  },
});
if (values.workspace === undefined) throw new Error('--workspace is missing');

const opened = openWorkspace(values.workspace, { create: values.create });
if (!opened.ok) {
  process.stdout.write(`${JSON.stringify({ problem: opened.problem })}\n`);
  process.exitCode = 1;
} else {
  const workspace = opened.value;
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    removeEngineFile(workspace.folder);
    await closeWorkspace(workspace);
    await server.close();
    process.exit(0);
  };
  const server = await serveEngine(workspace, () => setImmediate(() => void end()));
  writeEngineFile(workspace.folder, { url: server.url, token: server.token, pid: process.pid });
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  if (values['with-parent']) {
    process.stdin.resume();
    process.stdin.on('end', () => void end());
    process.stdin.on('error', () => void end());
  }
  process.stdout.write(`${JSON.stringify({ ready: true, url: server.url, token: server.token })}\n`);
}
