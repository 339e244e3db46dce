import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nothingAcknowledged, perform } from './commands.ts';
import { withEngineHere } from './engines.ts';
import { type Facts, factsOf } from './facts.ts';
import { determinedFiles } from './file-hashes.ts';
import { writePictures } from './pictures.ts';
import type { CommandName } from './stages.ts';

/** The commands in the order in which each needs the one before it. */
const order = ['init', 'import', 'show', 'freeze', 'train', 'register', 'evaluate', 'pipeline', 'open'] as const;

/** What uninterrupted commands leave: the workspace before each of them, what it holds after, and the right bytes of its files. */
export type Reference = {
  readonly folder: string;
  readonly pictures: string;
  readonly known: ReadonlyMap<string, string>;
  readonly factsAfter: Readonly<Partial<Record<CommandName, Facts>>>;
  /** How long each took here, for kills at a random moment. */
  readonly milliseconds: Readonly<Partial<Record<CommandName, number>>>;
};

export async function makeReference(folder: string, until: CommandName = 'open'): Promise<Reference> {
  const pictures = join(folder, 'pictures');
  const workspace = join(folder, 'workspace');
  await writePictures(pictures);
  const factsAfter: Partial<Record<CommandName, Facts>> = {};
  const milliseconds: Partial<Record<CommandName, number>> = {};
  for (const command of order.slice(0, order.indexOf(until) + 1)) {
    if (existsSync(workspace)) cpSync(workspace, before(folder, command), { recursive: true });
    const startedAt = performance.now();
    factsAfter[command] = await withEngineHere(workspace, {}, async (client, opened) => {
      await perform(command, client, pictures, nothingAcknowledged(), opened);
      return factsOf(opened);
    });
    milliseconds[command] = performance.now() - startedAt;
  }
  return { folder, pictures, known: determinedFiles(workspace), factsAfter, milliseconds };
}

/** A workspace as it is before `command`, at a place of its own; for `init` there is none yet. */
export function workspaceBefore(reference: Reference, command: CommandName, place: string): string {
  const workspace = join(place, 'workspace');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  if (existsSync(before(reference.folder, command)))
    cpSync(before(reference.folder, command), workspace, { recursive: true });
  return workspace;
}

function before(folder: string, command: CommandName): string {
  return join(folder, `before-${command}`);
}
