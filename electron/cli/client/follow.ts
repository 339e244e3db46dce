import type { z } from 'zod';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { CommandCall } from '../command.ts';
import { progressView } from '../output/progress.ts';
import { type EngineClient, engineLost } from './connect.ts';

/**
 * Waits for a job and answers its result, showing its progress on stderr. The first Ctrl-C asks the job to stop (it keeps what is
 * finished); the second ends the command. Throws a `ProblemError` when the job failed or was stopped.
 */
export async function followJob<S extends z.ZodType>(
  client: EngineClient,
  jobId: string,
  resultSchema: S,
  call: Pick<CommandCall, 'json'>,
): Promise<z.output<S>> {
  const view = progressView();
  const askToStop = () => {
    process.stderr.write('\nstopping after the step in hand; press Ctrl-C again to leave at once\n');
    void client.jobs.stop({ jobId });
    process.once('SIGINT', () => process.exit(130));
  };
  process.once('SIGINT', askToStop);
  try {
    for await (const snapshot of await client.jobs.watch({ jobId })) {
      if (snapshot.state === 'running') {
        if (!call.json || !process.stderr.isTTY) view.show(snapshot);
        continue;
      }
      view.end();
      if (snapshot.state === 'done') return resultSchema.parse(snapshot.result);
      throw new ProblemError(
        snapshot.problem ?? {
          code: 'cancelled',
          sentence: 'Stopped. What was finished is kept; the same command goes on from there.',
        },
      );
    }
    throw new ProblemError(engineLost);
  } finally {
    process.removeListener('SIGINT', askToStop);
    view.end();
  }
}
