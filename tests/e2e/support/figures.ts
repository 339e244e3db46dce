import { evaluationLines } from '../../../electron/cli/output/evaluation.ts';
import { valueOrNull } from '../../../electron/engine/pipeline/index.ts';
import { type App, expect } from './app.ts';
import { withClient } from './second-client.ts';
import { isFullSize } from './size.ts';

/** At full size: says what the newest evaluation on this role found, and holds it to the demo's bars; on the small set the figures mean nothing. */
export async function tellFigures({ workspace, home }: App, what: string, role: 'val' | 'test'): Promise<void> {
  if (!isFullSize) return;
  const evaluations = await withClient(workspace, (client) => client.evaluations.list());
  const newest = evaluations.filter((one) => one.role === role).sort((one, other) => other.id - one.id)[0];
  if (!newest) throw new Error(`nothing was evaluated on ${role}`);
  console.log([`${home}: ${what}`, ...evaluationLines(newest)].join('\n  '));
  const { averagePrecision, imageLevel } = newest.figures;
  expect(valueOrNull(averagePrecision.map50), 'mAP50').toBeGreaterThanOrEqual(0.9);
  expect(imageLevel?.falsePositives.errors, 'false positives').toBe(0);
  expect(valueOrNull(imageLevel!.misses.rate), 'share of plugs missed').toBeLessThanOrEqual(0.05);
}
