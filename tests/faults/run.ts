import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom, shuffled } from '../../shared/domain/random.ts';
import { killablePrograms, killFromOutside } from './support/outside.ts';
import { makeReference, type Reference } from './support/reference.ts';
import { allStages, type CommandName, type Program, type Stage } from './support/stages.ts';
import { beginTrial, compare, complete, endTrial, kill, lookAt } from './support/trial.ts';

/**
 * `npm run faults -- <name> [--count 100] [--seed 1]`: kills the programs of a command at random passages of its named moments and at
 * random times from outside, looks at what is left, does the command again and compares with one that was never interrupted. Every
 * moment has its turn before any comes again. The last line is one JSON object; exit code 1 when anything was lost.
 */
type Injection =
  | { readonly kind: 'stage'; readonly command: CommandName; readonly stage: Stage }
  | { readonly kind: 'outside'; readonly command: CommandName; readonly program: Program };

const commands = ['init', 'open', 'import', 'show', 'freeze', 'train', 'register', 'evaluate', 'pipeline'] as const;
const { values, positionals } = parseArgs({
  options: { count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const [name] = positionals;
const chosen = name === 'all' ? commands : commands.filter((command) => command === name);
const count = Number(values.count);
const seed = Number(values.seed);
if (chosen.length === 0 || !Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error(`Usage: npm run faults -- <name> [--count 100] [--seed 1], name one of: ${commands.join(', ')}, all`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'plugsight-faults-'));
process.env.NODE_COMPILE_CACHE ??= join(folder, 'compiled');
const startedAt = performance.now();
const random = seededRandom(seed);
const reference = await makeReference(folder, chosen.includes('open') ? 'open' : chosen.at(-1));
const perStage = new Map<string, { killed: number; lost: number }>();
const injections = chosen.flatMap(injectionsOf);
let injected = 0;
let lostTrials = 0;
let unreached = 0;
while (injected < count && unreached < 20 * injections.length) {
  for (const injection of shuffled(injections, random)) {
    if (injected >= count) break;
    const { label, killed, lost } = await inject(reference, injection);
    if (!killed) {
      unreached += 1;
      continue;
    }
    injected += 1;
    const row = perStage.get(nameOf(injection)) ?? { killed: 0, lost: 0 };
    perStage.set(nameOf(injection), { killed: row.killed + 1, lost: row.lost + (lost.length > 0 ? 1 : 0) });
    if (lost.length > 0) lostTrials += 1;
    for (const sentence of lost) console.log(`LOST at ${label}: ${sentence}`);
    if (injected % 10 === 0) console.error(`${injected} of ${count} kills, ${lostTrials} with a loss`);
  }
}
rmSync(folder, { recursive: true, force: true, maxRetries: 10 });

const width = Math.max(...injections.map((injection) => nameOf(injection).length));
console.log(`${'moment'.padEnd(width)}  killed  lost`);
for (const key of injections.map(nameOf)) {
  const { killed, lost } = perStage.get(key) ?? { killed: 0, lost: 0 };
  console.log(`${key.padEnd(width)}  ${String(killed).padStart(6)}  ${String(lost).padStart(4)}`);
}
const seconds = (performance.now() - startedAt) / 1000;
const per_stage = Object.fromEntries([...perStage].map(([key, { killed }]) => [key, killed]));
console.log(JSON.stringify({ name, count: injected, per_stage, lost: lostTrials, seed, seconds: Math.round(seconds) }));
process.exit(lostTrials > 0 || injected < count ? 1 : 0);

function injectionsOf(command: CommandName): Injection[] {
  const stages = allStages.filter((stage) => stage.command === command);
  const programs = [...new Set(stages.map(({ program }) => program))];
  // A start is over before anybody could aim at it; pictures are asked for over HTTP, which an engine apart is not asked here.
  const isAimedAt = command !== 'init' && command !== 'open' && command !== 'show';
  const aimed = isAimedAt ? programs.filter((one) => killablePrograms.includes(one)) : [];
  return [
    ...stages.map((stage): Injection => ({ kind: 'stage', command, stage })),
    ...aimed.map((program): Injection => ({ kind: 'outside', command, program })),
  ];
}

function nameOf(injection: Injection): string {
  return injection.kind === 'stage'
    ? `${injection.stage.program} ${injection.stage.name}`
    : `${injection.program} at any time of ${injection.command}`;
}

async function inject(
  from: Reference,
  injection: Injection,
): Promise<{ readonly label: string; readonly killed: boolean; readonly lost: readonly string[] }> {
  const trial = beginTrial(from, injection.command);
  // The reference's time has its start and its end in it, when nothing can be hit.
  const afterMs = 0.6 * random() * (from.milliseconds[injection.command] ?? 1000);
  const passage = injection.kind === 'stage' ? 1 + Math.floor(random() * injection.stage.passages) : 0;
  const when = injection.kind === 'stage' ? `passage ${passage}` : `after ${Math.round(afterMs)} ms`;
  const label = `${nameOf(injection)}, ${when}`;
  try {
    const { reached, problem } =
      injection.kind === 'stage'
        ? await kill(trial, injection.stage, passage)
        : await killFromOutside(trial, injection.program, afterMs);
    const program = injection.kind === 'stage' ? injection.stage.program : injection.program;
    const wentOn = program !== 'engine' && problem === null;
    if (!reached) return { label, killed: false, lost: [] };
    // Half of the time the next engine begins its work at once, beside what the killed one left running.
    const looked = random() < 0.5 ? await lookAt(trial) : [];
    return { label, killed: true, lost: [...looked, ...(await (wentOn ? compare(trial) : complete(trial)))] };
  } catch (error) {
    // What nobody expected counts as a loss, and the run goes on.
    return { label, killed: true, lost: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  } finally {
    endTrial(trial);
  }
}
