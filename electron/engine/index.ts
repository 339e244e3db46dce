import { fileURLToPath } from 'node:url';

/** The engine's program file, for whoever starts it: the command line now, the shell later. */
export const engineProgram = fileURLToPath(new URL('./main.ts', import.meta.url));
export { readEngineFile } from './server/engine-file.ts';
