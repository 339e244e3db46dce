import { resolve } from 'node:path';
import { keepCompiledCode } from '../platform/compile-cache.ts';

/**
 * `npm start`: the whole loop on synthetic scenes, once; a second start skips what is done. Words after `npm start --` go to
 * `pipeline run`.
 */
keepCompiledCode();
const { runCommandLine } = await import('./run.ts');
const words = process.argv.slice(2);
const workspace =
  words.includes('--workspace') || words.includes('-w') ? [] : ['--workspace', resolve('demo-workspace')];
process.stdout.write(
  `The whole loop on synthetic scenes: draw, import, freeze, train, evaluate, export. Some minutes the first time.\n`,
);
process.exitCode = await runCommandLine(['pipeline', 'run', '--demo', ...workspace, ...words]);
