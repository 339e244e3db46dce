import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answerModeSchema } from '../../shared/contract/inference.ts';
import type { StationMessage } from './messages.ts';
import { serve } from './serve.ts';

/**
 * The station program: `node electron/station/main.ts --model plug-v3.plugsight [--port 8000] [--answer original] [--threads 1]`.
 * Prints one JSON line, `ready` with its address or `refused` with the problem (exit code 2), and serves until it is ended, until the
 * parent that forked it is gone, or until its image program cannot be kept running (exit code 1).
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    port: { type: 'string', default: '8000' },
    answer: { type: 'string', default: 'verdict' },
    threads: { type: 'string', default: '1' },
  },
});
const port = wholeNumber(values.port, 65_535);
const threads = wholeNumber(values.threads, 64);
const answer = answerModeSchema.safeParse(values.answer);
if (values.model === undefined || port === null || threads === null || !answer.success) {
  process.stderr.write(
    'Usage: main.ts --model <file> [--port 0..65535] [--answer verdict|original] [--threads 0..64]\n',
  );
  process.exit(64);
}
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const serving = await serve({ modelPath: values.model, port, threads, answer: answer.data, version });
if (!serving.ok) {
  say({ event: 'refused', problem: serving.problem });
  process.exitCode = 2;
} else {
  const { address, card, modelSha256, gaveUp, stop } = serving.value;
  const end = () => stop().finally(() => process.exit(0));
  // Whoever started this program starts it anew, or sees that it ended; healthy and unable to answer it is not.
  gaveUp.then(({ sentence }) => {
    process.stderr.write(`${sentence}\n`);
    stop().finally(() => process.exit(1));
  });
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  say({ event: 'ready', address, model: { name: card.name, version: card.version, sha256: modelSha256 } });
}

function wholeNumber(text: string, maximum: number): number | null {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return value <= maximum ? value : null;
}

function say(message: StationMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
