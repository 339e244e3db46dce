import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { type Problem, ProblemError, problemSchema } from '../../shared/domain/problem.ts';
import { errorCode } from '../platform/index.ts';
import { type Connection, connect, engineLost } from './client/connect.ts';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { forScreen } from './output/for-screen.ts';

const commonOptions = {
  workspace: { type: 'string', short: 'w' },
  author: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Exit codes: 0 done and every check held; 1 refused or failed, the sentence says why; 2 the command was not understood. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const command = findCommand(words);
  if (!command) {
    const asked = words.length === 0 || words[0] === 'help' || words[0] === '--help' || words[0] === '-h';
    if (!asked) process.stderr.write(`There is no command "${words.slice(0, 2).join(' ')}".\n\n`);
    (asked ? process.stdout : process.stderr).write(overview());
    return asked ? 0 : 2;
  }
  let parsed: ReturnType<typeof parseWords>;
  try {
    parsed = parseWords(command, words);
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n\nUsage: plugsight ${command.usage}\n`,
    );
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(`plugsight ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  const json = values.json === true;
  // `| head` and the like stop reading before everything is said; that is no fault.
  process.stdout.on('error', ignoreClosedPipe);
  const workspace = resolve(typeof values.workspace === 'string' ? values.workspace : 'workspace');
  const connections: Connection[] = [];
  try {
    const { output, exitCode = 0 } = await command.run({
      words: positionals,
      options: values as Record<string, string | boolean | undefined>,
      workspace,
      json,
      author: typeof values.author === 'string' ? values.author : userName(),
      async connect(options) {
        const connection = await connect(workspace, options);
        connections.push(connection);
        return connection;
      },
      say(sentence) {
        if (!json) process.stdout.write(`${forScreen(sentence)}\n`);
      },
    });
    if (json) process.stdout.write(`${JSON.stringify(output)}\n`);
    return exitCode;
  } catch (error) {
    const problem = problemOf(error) ?? (connections.some((connection) => connection.isLost()) ? engineLost : null);
    if (!problem) throw error;
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, problem })}\n`);
    else process.stderr.write(`${forScreen(problem.sentence, process.stderr)}\n`);
    return 1;
  } finally {
    for (const connection of connections) await connection.close();
    process.stdout.removeListener('error', ignoreClosedPipe);
  }
}

function ignoreClosedPipe(error: Error): void {
  if (errorCode(error) !== 'EPIPE') throw error;
}

const inputIssuesSchema = z.object({
  issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])).default([]), message: z.string() })),
});

function findCommand(words: readonly string[]): Command | undefined {
  return commands.find((command) => command.name.split(' ').every((word, at) => words[at] === word));
}

function parseWords(command: Command, words: readonly string[]) {
  return parseArgs({
    args: words.slice(command.name.split(' ').length) as string[],
    options: { ...commonOptions, ...command.options },
    allowPositionals: true,
    strict: true,
  });
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `plugsight <command> [options]\n\n${lines.join('\n')}\n\nEvery command takes --workspace <folder> (default: ./workspace), --json and --help.\n`;
}

/** What a person can act on; null for a bug. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof ORPCError && error.code === 'PROBLEM') {
    const parsed = problemSchema.safeParse(error.data);
    if (parsed.success) return parsed.data;
  }
  // What a person typed does not fit what the procedure takes: a name with a slash, an empty word.
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    const issues = inputIssuesSchema.safeParse(error.data);
    const said = issues.success ? issues.data.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
    return { code: 'invalid-input', sentence: `The command was not accepted (${said.join('; ')}). Nothing was done.` };
  }
  return null;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
