import type { ParseArgsOptionsConfig } from 'node:util';
import type { Connection } from './client/connect.ts';

/** What a command gets: its words and options as typed, the workspace, a connection on demand, and where to speak. */
export type CommandCall = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly workspace: string;
  readonly json: boolean;
  readonly author: string;
  connect(options?: { readonly create?: boolean }): Promise<Connection>;
  /** A sentence for a person; silent with `--json`. */
  say(sentence: string): void;
};

/** `run` answers the object that `--json` prints as its last line; `exitCode` other than 0 when a check did not hold. */
export type Command = {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  run(call: CommandCall): Promise<{ readonly output: unknown; readonly exitCode?: number }>;
};
