export { type FoundFile, isInside, isWorkspace, scanFolder, withFurtherFolders } from './scan.ts';
