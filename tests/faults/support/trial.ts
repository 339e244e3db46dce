import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { problemOf } from '../../../electron/cli/run.ts';
import { type Acknowledged, nothingAcknowledged, perform } from './commands.ts';
import { plantDebris } from './debris.ts';
import { type Environment, withEngineApart, withEngineHere } from './engines.ts';
import { differences, factsOf } from './facts.ts';
import { violations } from './invariants.ts';
import { type Reference, workspaceBefore } from './reference.ts';
import type { Stage } from './stages.ts';

/** `reached`: the program passed the moment and was killed there. `lost`: what was lost, half-written or different afterwards. */
export type Outcome = { readonly reached: boolean; readonly lost: readonly string[] };

let trials = 0;

/**
 * Kills one program at one passage of a named moment, looks at what is left, does the same again and compares with what was never
 * interrupted. The engine is killed as a program of its own; the programs it starts are killed under an engine inside this process.
 */
export async function killAt(reference: Reference, stage: Stage, passage: number): Promise<Outcome> {
  const place = join(reference.folder, `trial-${process.pid}-${trials++}`);
  const workspace = workspaceBefore(reference, stage.command, place);
  if (stage.command === 'open') plantDebris(workspace);
  const marker = join(place, 'killed');
  const environment = { PLUGSIGHT_KILL_AT: `${stage.name}:${passage}`, PLUGSIGHT_KILL_ONCE: marker };
  const told = nothingAcknowledged();
  if (stage.program === 'engine') {
    await withEngineApart(workspace, environment, (client) => perform(stage.command, client, reference.pictures, told));
  } else await killedBelow(reference, stage, workspace, environment, told);
  const reached = existsSync(marker);
  const lost = await aftermath(reference, stage, workspace, told);
  rmSync(place, { recursive: true, force: true, maxRetries: 10 });
  return { reached, lost };
}

/** The engine goes on when a program of its own dies: it starts it again, or says that the command did not end well. */
async function killedBelow(
  { pictures }: Reference,
  { command }: Stage,
  workspace: string,
  environment: Environment,
  told: Acknowledged,
): Promise<void> {
  await withEngineHere(workspace, environment, async (client) => {
    try {
      await perform(command, client, pictures, told);
    } catch (error) {
      if (problemOf(error) === null) throw error;
    }
  });
}

/** What is wrong after a kill: at once, after the same command again, and against the reference. */
export async function aftermath(
  reference: Reference,
  { command }: Pick<Stage, 'command'>,
  workspace: string,
  told: Acknowledged,
): Promise<string[]> {
  return withEngineHere(workspace, {}, async (client, opened) => {
    const atOnce = violations(opened, reference.known, told);
    try {
      await perform(command, client, reference.pictures, told);
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      return [...atOnce, `the same command again: ${problem.sentence}`];
    }
    const wanted = reference.factsAfter[command];
    if (!wanted) throw new Error(`the reference does not reach ${command}`);
    return [...atOnce, ...violations(opened, reference.known, told), ...differences(factsOf(opened), wanted)];
  });
}
