import { readFileSync } from 'node:fs';

/**
 * Stories with a training in them run on 24 scenes with a tiny network: they prove the path. `npm run stories -- --full` runs the same ones on the demo's
 * 480 scenes with the trainings an engineer would get, and holds their figures to the demo's bars; that takes an hour or two.
 */
export const isFullSize = process.env.PLUGSIGHT_STORIES === 'full';

/** Shifts of four scenes each, half of them with a plug; six are the fewest that give every role some. */
export const shiftCount = isFullSize ? 120 : 6;
export const sceneCount = 4 * shiftCount;

/** How long a story may wait for a training, or for all the scenes to come in. */
export const trained = { timeout: isFullSize ? 3 * 3600_000 : 90_000 };
export const imported = { timeout: isFullSize ? 20 * 60_000 : 30_000 };

const demoParams = readFileSync(new URL('../../../resources/demo/params.yaml', import.meta.url), 'utf8');

/** A params.yaml with this many epochs: of a tiny network, or the demo's. */
export function storyParams(epochs: number): string {
  if (isFullSize) return demoParams.replace(/epochs: .*/, `epochs: ${epochs}`);
  return `# the small set\ntrain:\n  epochs: ${epochs}\n  batch: 4\n  width: 0.125\n  imgsz: 96\n`;
}
