import { existsSync } from 'node:fs';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { startStation } from '../../station/index.ts';
import type { Command, CommandCall } from '../command.ts';
import { absolutePath, integerOption, neededWord, textOption } from '../options.ts';

export const serve: Command = {
  name: 'serve',
  usage: 'serve <model | file.plugsight> [--port 8000] [--answer verdict|original]',
  summary: 'Answer over HTTP on this machine: GET /healthcheck, POST /predict/image, GET /openapi.json.',
  options: { port: { type: 'string' }, answer: { type: 'string' } },
  async run(call) {
    const answer = textOption(call.options.answer) ?? 'verdict';
    if (answer !== 'verdict' && answer !== 'original') {
      throw new ProblemError({
        code: 'invalid-input',
        sentence: `--answer is "verdict" or "original", not "${answer}". Nothing was started.`,
      });
    }
    const modelPath = await modelFileOf(call, neededWord(call.words, 'The model', this.usage));
    const started = await startStation({ modelPath, port: integerOption('port', call.options.port) ?? 8000, answer });
    if (!started.ok) throw new ProblemError(started.problem);
    const { address, model, ended, stop } = started.value;
    const ready = { address, model, modelPath, answer };
    if (call.json) process.stdout.write(`${JSON.stringify(ready)}\n`);
    call.say(
      `${model.name} v${model.version} answers at ${address}/predict/image (description at ${address}/openapi.json). Ctrl-C ends it.`,
    );
    const interrupted = new Promise<null>((resolve) => {
      process.once('SIGINT', () => resolve(null));
      process.once('SIGTERM', () => resolve(null));
    });
    const how = await Promise.race([ended, interrupted]);
    if (how !== null) {
      throw new ProblemError({
        code: 'process-crashed',
        sentence: `The station ended by itself (${how}). Nothing is answered any more. Start it again.`,
      });
    }
    await stop();
    return { output: { ...ready, ended: true } };
  },
};

/** The file itself, or a registered model's, exported first: a station starts from nothing else. */
async function modelFileOf(call: CommandCall, word: string): Promise<string> {
  if (existsSync(word)) return absolutePath(word);
  const connection = await call.connect();
  const { path } = await connection.client.models.export({ model: word, path: null, pytorch: false });
  // The engine is not needed while the station runs.
  await connection.close();
  return path;
}
