export { adoptClasses, classNames, setClasses, workspaceInfo } from './info.ts';
export { closeWorkspace, openWorkspace, type Workspace } from './workspace.ts';
