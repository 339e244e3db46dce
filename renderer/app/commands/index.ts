export { type CommandTable, type DeclaredCommand, declareCommands } from './declare.ts';
export { keyCap, keyName } from './key-name.ts';
export { listenForKeys } from './listen.ts';
export { pictureActions, pictureWords } from './picture.ts';
export { type Command, keysOf, useCommands, useKeyOf, useRegistry } from './registry.ts';
