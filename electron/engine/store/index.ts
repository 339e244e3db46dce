export { inTransaction, onCommit, openStore, type Store, schemaText } from './database.ts';
export { layout } from './layout.ts';
export { parseJson, rows } from './rows.ts';
