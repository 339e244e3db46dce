import { keepCompiledCode } from '../platform/compile-cache.ts';

keepCompiledCode();
const { runCommandLine } = await import('./run.ts');

process.exitCode = await runCommandLine(process.argv.slice(2));
