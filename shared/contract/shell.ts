import { z } from 'zod';

/** `url`: the WebSocket's; `http`: origin of pictures and uploads; or why there is no engine, in a sentence. */
export const engineAnswerSchema = z.union([
  z.object({ url: z.string(), http: z.string(), token: z.string() }),
  z.object({ trouble: z.string() }),
]);
export type EngineAnswer = z.infer<typeof engineAnswerSchema>;

export const chooseFolderSchema = z.object({ title: z.string().max(200) });
export const chooseFilesSchema = z.object({
  title: z.string().max(200),
  /** Without dot, lower case; empty: every file. */
  extensions: z.array(z.string().regex(/^[a-z0-9.]{1,16}$/)).max(40),
  several: z.boolean(),
});
export const chooseSavePathSchema = z.object({ title: z.string().max(200), fileName: z.string().max(255) });
export const showInFolderSchema = z.object({ path: z.string().max(4096) });
/** What is being worked on now, in a few words each; empty: nothing. Keeps the machine awake and is asked about before quitting. */
export const setWorkSchema = z.object({ work: z.array(z.string().max(200)).max(50) });
