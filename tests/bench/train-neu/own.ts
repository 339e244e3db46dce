import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Losses, type TrainingEvent, trainingEventSchema } from '../../../shared/domain/training-event.ts';
import type { LossItems } from './curves.ts';
import type { PartJob } from './job.ts';
import { firstStepCount, type Trained } from './trained.ts';

const program = fileURLToPath(new URL('../../../electron/trainer/main.ts', import.meta.url));

/** Runs the trainer program itself on the part's folder and collects its events. */
export async function trainOwn(part: PartJob, say: (line: string) => void): Promise<Trained> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, part.folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const firstSteps: LossItems[] = [];
  const epochs: Extract<TrainingEvent, { event: 'epoch' }>[] = [];
  let finished: Extract<TrainingEvent, { event: 'finished' }> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = trainingEventSchema.parse(JSON.parse(line));
    switch (event.event) {
      case 'batch':
        if (firstSteps.length < firstStepCount) firstSteps.push(itemsOf(event.losses));
        break;
      case 'epoch': {
        epochs.push(event);
        const { epoch, validation } = event.figures;
        const map = validation === null ? '' : `, mAP50 ${validation.map50.toFixed(3)}`;
        say(`ours, epoch ${epoch}/${event.epochs}${map}, ${event.imagesPerSecond.toFixed(1)} images/s`);
        break;
      }
      case 'finished':
        finished = event;
        break;
      case 'failed':
        throw new Error(event.problem.sentence);
      default:
        break;
    }
  }
  const [code] = await ended;
  const last = epochs.at(-1)?.figures;
  if (code !== 0 || !finished || !last?.validation) throw new Error(`The trainer ended with code ${code} unfinished.`);
  return {
    map50: last.validation.map50,
    map50To95: last.validation.map50To95,
    firstSteps,
    epochMeans: epochs.map(({ figures }) => itemsOf(figures.losses)),
    imagesPerSecond: finished.imagesPerSecond,
    minutes: (performance.now() - started) / 60_000,
    peakMb: finished.peakMemoryMb,
  };
}

function itemsOf({ box, class: cls, distribution: dfl }: Losses): LossItems {
  return { box, cls, dfl };
}
