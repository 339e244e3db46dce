export { type FoundFile, isInside, scanFolder, withFurtherFolders } from './scan.ts';
