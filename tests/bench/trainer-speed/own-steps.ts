import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { initialState } from '../../../electron/trainer/network/index.ts';
import { parameterSegments } from '../../../electron/trainer/optimise/parameter-segments.ts';
import { openTrainingStep } from '../../../electron/trainer/program/sessions.ts';
import { freshState } from '../../../electron/trainer/program/start-run.ts';
import { takeStep } from '../../../electron/trainer/program/step.ts';
import { type SpeedCase, seed, speedBatch, speedPlan } from './job.ts';

/** `node own-steps.ts <case as JSON>`: our side of the warm pair; answers as `plugsight_torch/speed.py` does. */
const plan = speedPlan(JSON.parse(process.argv[2]) as SpeedCase);
const { config, network, batch, threads, frozenModules, schedule } = plan;
const base = initialState(config, seed);
const frozen = frozenModules.length === 0 ? undefined : { modules: frozenModules, state: base };
const { layout, run } = await openTrainingStep(config, { batch, ...network }, threads, frozen);
const state = freshState({ config, trained: layout, base }, plan, '');
const segments = parameterSegments(layout);
const data = speedBatch(plan);

console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const started = performance.now();
  let items: readonly number[] = [];
  for (let step = 0; step < Number(line); step++) {
    const outcome = await takeStep(state, data, run, segments, schedule);
    if (!outcome.isFinite) throw new Error('A step was not finite.');
    const { losses } = outcome;
    items = [losses.box, losses.class, losses.distribution];
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ seconds, peakMegabytes: peakMegabytes(), items }));
}
process.exit(0);

function peakMegabytes(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
