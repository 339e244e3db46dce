export { browseFolder } from './browse.ts';
export { writeDemoScenes } from './demo.ts';
export { importAndClear } from './import-and-clear.ts';
export { importFolder } from './import-folder.ts';
export { inspectFolder } from './inspect.ts';
export { listImports } from './list-imports.ts';
export { preparationSentence, workspacePreparation } from './preparation.ts';
export { rawPath } from './store-image.ts';
