import { statfsSync } from 'node:fs';
import { z } from 'zod';
import type { WorkspaceInfo } from '../../../shared/contract/workspace.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { inTransaction, rows } from '../store/index.ts';
import { fileNameRuleText } from './file-name-rule.ts';
import type { Workspace } from './workspace.ts';

const countSchema = z.object({ count: z.int() });

export function workspaceInfo({ store, folder }: Workspace): WorkspaceInfo {
  const count = (sql: string) => rows(store, countSchema, `SELECT count(*) AS count FROM ${sql}`)[0].count;
  // The state of a label stands on the image's own row, in an index: asked again with every change, of any number of images.
  const images = count('image');
  const noObject = count("image WHERE label_state = 'no-object'");
  const withBoxes = count("image WHERE label_state = 'boxes'");
  return {
    folder,
    name:
      rows(store, z.object({ value: z.string() }), "SELECT value FROM workspace WHERE key = 'name'")[0]?.value ?? '',
    schemaVersion: store.pragma('user_version', { simple: true }) as number,
    classes: classNames({ store }),
    fileNameRule: fileNameRuleText({ store }),
    disk: diskOf(folder),
    counts: {
      images,
      unlabelled: images - noObject - withBoxes,
      noObject,
      withBoxes,
      datasets: count('dataset'),
      runs: count('run'),
      models: count('model'),
    },
  };
}

function diskOf(folder: string): WorkspaceInfo['disk'] {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}

export function classNames({ store }: Pick<Workspace, 'store'>): string[] {
  return rows(store, z.object({ name: z.string() }), 'SELECT name FROM class ORDER BY position').map((row) => row.name);
}

/**
 * Makes the workspace know these classes, in addition to its own: an index of `names` maps to the index answered at its place. A new
 * workspace takes them in their order; a name that is already here keeps its number.
 */
export function adoptClasses(
  workspace: Pick<Workspace, 'store'>,
  names: readonly string[],
): { readonly indexOf: number[]; readonly added: string[] } {
  const { store } = workspace;
  const known = classNames(workspace);
  const added = names.filter((name) => !known.includes(name));
  if (added.length > 0) {
    inTransaction(store, () => {
      const insert = store.prepare('INSERT INTO class (position, name) VALUES (?, ?)');
      added.forEach((name, at) => {
        insert.run(known.length + at, name);
      });
    });
  }
  const all = [...known, ...added];
  return { indexOf: names.map((name) => all.indexOf(name)), added };
}

/** Names the classes of a workspace. Once boxes carry them, their order and names stay, because labels hold numbers: more may follow. */
export function setClasses(workspace: Workspace, names: readonly string[]): Result<WorkspaceInfo> {
  const { store } = workspace;
  if (new Set(names).size !== names.length) {
    return failure('classes-invalid', 'A class is named twice. Nothing was changed. Give each class its own name.');
  }
  const info = workspaceInfo(workspace);
  const same = names.length === info.classes.length && names.every((name, at) => name === info.classes[at]);
  if (same) return success(info);
  const isMore = info.classes.every((name, at) => name === names[at]);
  if (info.counts.withBoxes > 0 && !isMore) {
    return failure(
      'classes-invalid',
      `${info.counts.withBoxes} images already carry boxes of the classes ${info.classes.join(', ')}. Nothing was changed. Add a class behind them, or make a new workspace for others.`,
    );
  }
  inTransaction(store, () => {
    store.prepare('DELETE FROM class').run();
    const insert = store.prepare('INSERT INTO class (position, name) VALUES (?, ?)');
    names.forEach((name, at) => {
      insert.run(at, name);
    });
  });
  return success(workspaceInfo(workspace));
}
