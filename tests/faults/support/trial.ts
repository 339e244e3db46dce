import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../../electron/cli/client/connect.ts';
import { problemOf } from '../../../electron/cli/run.ts';
import type { Workspace } from '../../../electron/engine/workspace/index.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import { type Acknowledged, nothingAcknowledged, perform } from './commands.ts';
import { plantDebris } from './debris.ts';
import { type Environment, withEngineApart, withEngineHere } from './engines.ts';
import { differences, factsOf } from './facts.ts';
import { violations } from './invariants.ts';
import { orphansGone } from './orphans.ts';
import { type Reference, workspaceBefore } from './reference.ts';
import type { CommandName, Stage } from './stages.ts';

/** One workspace in which one command is killed once or several times. */
export type Trial = {
  readonly reference: Reference;
  readonly command: CommandName;
  readonly place: string;
  readonly workspace: string;
  readonly told: Acknowledged;
};

/**
 * `reached`: the program passed the moment and was killed there. `problem`: what the command ended with when a program below the engine
 * was killed; null where it went on by itself.
 */
export type Kill = { readonly reached: boolean; readonly problem: Problem | null };

let trials = 0;

export function beginTrial(reference: Reference, command: CommandName): Trial {
  const place = join(reference.folder, `trial-${process.pid}-${trials++}`);
  const workspace = workspaceBefore(reference, command, place);
  if (command === 'open') plantDebris(workspace);
  return { reference, command, place, workspace, told: nothingAcknowledged() };
}

/**
 * Does the command and kills one program at one passage of a named moment. The engine is killed as a program of
 * its own; the programs it starts are killed under an engine inside this process.
 */
export async function kill(trial: Trial, stage: Stage, passage: number): Promise<Kill> {
  const marker = join(trial.place, `killed-${stage.name}`);
  const environment = { PLUGSIGHT_KILL_AT: `${stage.name}:${passage}`, PLUGSIGHT_KILL_ONCE: marker };
  let problem: Problem | null = null;
  if (stage.program === 'engine')
    await withEngineApart(trial.workspace, environment, (client) => doIt(trial, client, null));
  else problem = await goOnBelow(trial, environment);
  return { reached: existsSync(marker), problem };
}

/** The engine goes on when a program of its own dies: it starts it again, or says that the command did not end well. */
async function goOnBelow(trial: Trial, environment: Environment): Promise<Problem | null> {
  return withEngineHere(trial.workspace, environment, async (client, opened) => {
    try {
      await doIt(trial, client, opened);
      return null;
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      return problem;
    }
  });
}

/** What does not hold in the workspace, opened as the next start would. */
export async function lookAt({ workspace, reference, told }: Trial): Promise<string[]> {
  return withEngineHere(workspace, {}, async (_client, opened) => {
    await orphansGone(workspace);
    return violations(opened, reference.known, told);
  });
}

/** Does the command once more, undisturbed, and compares with what was never interrupted. */
export async function complete(trial: Trial): Promise<string[]> {
  const { reference, command, workspace, told } = trial;
  return withEngineHere(workspace, {}, async (client, opened) => {
    try {
      await doIt(trial, client, opened);
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      return [`the same command again: ${problem.sentence}`];
    }
    await orphansGone(workspace);
    return [...violations(opened, reference.known, told), ...differences(factsOf(opened), wanted(reference, command))];
  });
}

/** Compares with what was never interrupted, where the command went on by itself. */
export async function compare({ reference, command, workspace }: Trial): Promise<string[]> {
  return withEngineHere(workspace, {}, async (_client, opened) =>
    differences(factsOf(opened), wanted(reference, command)),
  );
}

export function endTrial({ place }: Trial): void {
  rmSync(place, { recursive: true, force: true, maxRetries: 10 });
}

function doIt({ command, reference, told }: Trial, client: EngineClient, here: Workspace | null): Promise<void> {
  return perform(command, client, reference.pictures, told, here);
}

function wanted({ factsAfter }: Reference, command: CommandName) {
  const facts = factsAfter[command];
  if (!facts) throw new Error(`the reference does not reach ${command}`);
  return facts;
}
