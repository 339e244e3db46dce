export { aboutProgram, programLicences } from './about.ts';
export { fileNameRuleInForce, fileNameRuleText, readFileNames, setFileNameRule, tryRule } from './file-name-rule.ts';
export { adoptClasses, classNames, setClasses, workspaceInfo } from './info.ts';
export { changeSettings, readSettings } from './settings.ts';
export { closeWorkspace, openWorkspace, type Workspace } from './workspace.ts';
