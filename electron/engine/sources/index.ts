export { writeDemoScenes } from './demo.ts';
export { importFolder } from './import-folder.ts';
export { preparationSentence, workspacePreparation } from './preparation.ts';
export { rawPath } from './store-image.ts';
