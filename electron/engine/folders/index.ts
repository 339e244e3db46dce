export { type FoundFile, isInside, isPassedOver, isWorkspace, scanFolder, withFurtherFolders } from './scan.ts';
export { walkFolder } from './walk.ts';
