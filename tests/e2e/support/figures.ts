import { evaluationLines } from '../../../electron/cli/output/evaluation.ts';
import { valueOrNull } from '../../../electron/engine/pipeline/index.ts';
import { type App, expect } from './app.ts';
import { withClient } from './second-client.ts';
import { isFullSize } from './size.ts';

/**
 * At full size: says what the newest evaluation on this role found, and holds it to bars; on the small set the figures mean nothing.
 * `demo`: of the demo's recipe, no false positive at all. `any`: of another recipe on the demo's scenes; what is left of them it must at
 * least do better than a template, which takes every fifth scene that looks like a plug for one.
 */
export async function tellFigures(
  { workspace, home }: App,
  what: string,
  { role, recipe }: { readonly role: 'val' | 'test'; readonly recipe: 'demo' | 'any' },
): Promise<void> {
  if (!isFullSize) return;
  const evaluations = await withClient(workspace, (client) => client.evaluations.list());
  const newest = evaluations.filter((one) => one.role === role).sort((one, other) => other.id - one.id)[0];
  if (!newest) throw new Error(`nothing was evaluated on ${role}`);
  console.log([`${home}: ${what}`, ...evaluationLines(newest)].join('\n  '));
  const { averagePrecision, imageLevel } = newest.figures;
  expect(valueOrNull(averagePrecision.map50), 'mAP50').toBeGreaterThanOrEqual(0.9);
  if (recipe === 'demo') expect(imageLevel?.falsePositives.errors, 'false positives').toBe(0);
  else {
    const { falsePositives, episodes } = newest.lookAlikes!;
    expect(falsePositives / episodes, 'share of look-alikes reported').toBeLessThan(0.2);
  }
  expect(valueOrNull(imageLevel!.misses.rate), 'share of plugs missed').toBeLessThanOrEqual(0.05);
}
