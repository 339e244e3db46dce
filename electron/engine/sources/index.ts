export { writeDemoScenes } from './demo.ts';
export { importAndClear } from './import-and-clear.ts';
export { importFolder } from './import-folder.ts';
export { preparationSentence, workspacePreparation } from './preparation.ts';
export { rawPath } from './store-image.ts';
