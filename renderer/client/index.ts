export { useAuthor } from './author.ts';
export {
  type ConnectionState,
  type EngineClient,
  engine,
  keepConnected,
  mediaUrl,
  useConnection,
} from './connection.ts';
export { useGravestError } from './gravest-error.ts';
export { askAgain, problemOf, queryClient, useAction, useEngine, useKept } from './queries.ts';
export { saveText } from './save-text.ts';
export { type EngineAddress, type Shell, shell } from './shell.ts';
export { tell, useRefusal } from './tell.ts';
export { upload } from './upload.ts';
