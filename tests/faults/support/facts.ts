import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listEvaluations } from '../../../electron/engine/evaluations/index.ts';
import { listRuns } from '../../../electron/engine/runs/index.ts';
import type { Workspace } from '../../../electron/engine/workspace/index.ts';
import { determinedFiles, hashOf } from './file-hashes.ts';

/** What a workspace holds, without what may differ between two that came to the same: times, row numbers, how often something was done. */
export type Facts = Readonly<Record<string, unknown>>;

export function factsOf(workspace: Workspace): Facts {
  const { store, folder } = workspace;
  const all = (sql: string) => store.prepare(sql).all();
  const finished = listRuns(workspace).filter(({ state }) => state === 'finished');
  return {
    classes: all('SELECT position, name FROM class ORDER BY position'),
    preparation: all("SELECT value FROM workspace WHERE key = 'preparation'"),
    images: all(
      `SELECT id, path, source, stored_path, storage, format, bytes, width_px, height_px, pixel_sha256, mean, contrast, sharpness,
         clipped_share, captured_at_local, declared_role, duplicate_of, attributes FROM image ORDER BY id`,
    ),
    locations: all('SELECT folder, path, image_id FROM image_location ORDER BY folder, path'),
    prepared: all('SELECT * FROM prepared ORDER BY image_id, preparation'),
    labels: all('SELECT image_id, revision, content FROM annotation_revision ORDER BY image_id, revision'),
    datasets: all('SELECT name, version, hash, seed FROM dataset ORDER BY name, version'),
    members: all(
      `SELECT dataset.name, version, image_id, role, file_name, block, episode, revision FROM dataset_member
       JOIN dataset ON dataset.id = dataset_id ORDER BY name, version, image_id`,
    ),
    weights: distinct(finished.map((run) => hashOf(join(run.folder, 'weights', 'best.safetensors')))),
    networks: distinct(finished.map((run) => hashOf(join(run.folder, 'model.onnx')))),
    results: distinct(finished.map((run) => resultRows(run.folder).join('\n'))),
    models: all('SELECT name, version, sha256, run_id, threshold FROM model ORDER BY name, version'),
    evaluations: distinct(listEvaluations(workspace).map(({ figures }) => JSON.stringify(figures))),
    files: [...determinedFiles(folder)].filter(([path]) => !path.startsWith('runs/')),
  };
}

/** The rows of a run's `results.csv` without the seconds it took. */
export function resultRows(runFolder: string): string[] {
  const lines = readFileSync(join(runFolder, 'results.csv'), 'utf8').trimEnd().split('\n');
  return lines.map((line) =>
    line
      .split(',')
      .filter((_, column) => column !== 1)
      .join(','),
  );
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/** The names of what differs, each with both sides. */
export function differences(found: Facts, wanted: Facts): string[] {
  return Object.keys(wanted)
    .filter((key) => JSON.stringify(found[key]) !== JSON.stringify(wanted[key]))
    .map((key) => `${key}: ${firstDifference(found[key], wanted[key])}`);
}

function firstDifference(found: unknown, wanted: unknown): string {
  const left = Array.isArray(found) ? found : [found];
  const right = Array.isArray(wanted) ? wanted : [wanted];
  const at = right.findIndex((value, index) => JSON.stringify(value) !== JSON.stringify(left[index]));
  const index = at < 0 ? right.length : at;
  return `${left.length} of ${right.length}; ${text(left[index])} instead of ${text(right[index])}`;
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300);
}
