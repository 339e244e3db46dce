import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listModels } from '../../../electron/engine/models/index.ts';
import { listRuns } from '../../../electron/engine/runs/index.ts';
import type { Workspace } from '../../../electron/engine/workspace/index.ts';
import { temporaryMark } from '../../../electron/platform/index.ts';
import { decodeSafetensors } from '../../../electron/trainer/checkpoint/safetensors.ts';
import { trainingJobSchema } from '../../../shared/domain/training-job.ts';
import { parseDatasetYaml } from '../../../shared/formats/dataset-yaml.ts';
import type { Acknowledged } from './commands.ts';
import { resultRows } from './facts.ts';
import { filesBelow, hashOf } from './file-hashes.ts';

/**
 * What must hold in an opened workspace after any kill, as sentences about what does not. `known`: the right bytes of every file whose
 * bytes are determined; `told`: what a client had been told before the kill.
 */
export function violations(workspace: Workspace, known: ReadonlyMap<string, string>, told: Acknowledged): string[] {
  return [
    ...database(workspace),
    ...halfWritten(workspace, known),
    ...images(workspace),
    ...datasets(workspace),
    ...runs(workspace, told),
    ...models(workspace),
    ...acknowledged(workspace, told),
  ];
}

function database({ store }: Workspace): string[] {
  const integrity = store.pragma('integrity_check', { simple: true });
  const orphans = store.pragma('foreign_key_check');
  return [
    ...(integrity === 'ok' ? [] : [`the database says ${String(integrity)}`]),
    ...(Array.isArray(orphans) && orphans.length > 0 ? [`${orphans.length} rows point at nothing`] : []),
  ];
}

function halfWritten({ folder }: Workspace, known: ReadonlyMap<string, string>): string[] {
  const wrong = filesBelow(folder).filter((path) => known.has(path) && known.get(path) !== hashOf(join(folder, path)));
  return [
    ...leftOver(folder).map((path) => `${path} was left over`),
    ...wrong.map((path) => `${path} has other bytes than it should`),
  ];
}

/** Files and folders under a temporary name. */
export function leftOver(workspace: string): string[] {
  return filesBelow(workspace).filter((path) => path.includes(temporaryMark));
}

function images({ store, folder }: Workspace): string[] {
  const raw = store.prepare<[], { id: string; stored_path: string; path: string }>('SELECT * FROM image').all();
  const prepared = store.prepare<[], { path: string }>('SELECT path FROM prepared').all();
  const unlabelled = store
    .prepare<[], { path: string }>(
      'SELECT path FROM image WHERE NOT EXISTS (SELECT 1 FROM annotation_revision WHERE image_id = image.id)',
    )
    .all();
  return [
    ...raw.flatMap(({ id, stored_path, path }) => {
      const file = join(folder, 'images', 'raw', stored_path);
      if (!existsSync(file)) return [`the raw file of ${path} is not there`];
      return hashOf(file) === id ? [] : [`the raw file of ${path} has other bytes than its row says`];
    }),
    ...prepared
      .filter(({ path }) => !existsSync(join(folder, 'images', 'prepared', path)))
      .map(({ path }) => `the prepared file ${path} is not there`),
    ...unlabelled.map(({ path }) => `${path} came in without the label beside it`),
    ...(raw.length > 0 && !store.prepare("SELECT 1 FROM workspace WHERE key = 'preparation'").get()
      ? ['pictures are in, and how they were prepared is not known']
      : []),
  ];
}

function datasets({ store, folder }: Workspace): string[] {
  const rows = store
    .prepare<[], { id: number; folder: string }>("SELECT id, name || '-v' || version AS folder FROM dataset")
    .all();
  const parent = join(folder, 'datasets');
  return [
    ...sameNames(
      'datasets',
      parent,
      rows.map((row) => row.folder),
    ),
    ...rows.flatMap((row) => {
      const own = join(parent, row.folder);
      const yaml = existsSync(join(own, 'dataset.yaml')) ? readFileSync(join(own, 'dataset.yaml'), 'utf8') : '';
      if (!parseDatasetYaml(yaml).ok) return [`${row.folder}/dataset.yaml cannot be read`];
      const files = filesBelow(own);
      const members = store
        .prepare<[number], { file_name: string }>('SELECT file_name FROM dataset_member WHERE dataset_id = ?')
        .all(row.id);
      const pictures = members.map(({ file_name }) => file_name);
      const labels = pictures.map((name) => name.replace('/images/', '/labels/').replace(/\.png$/, '.txt'));
      const wanted = ['dataset.yaml', ...pictures, ...labels].sort();
      return JSON.stringify(files) === JSON.stringify(wanted)
        ? []
        : [`${row.folder} holds ${files.length} files and should hold ${wanted.length}`];
    }),
  ];
}

function runs(workspace: Workspace, told: Acknowledged): string[] {
  const list = listRuns(workspace);
  const names = list.map(({ id }) => id);
  return [
    ...sameNames('runs', join(workspace.folder, 'runs'), names),
    ...list.flatMap(({ id, folder, state }) => {
      const complaints: string[] = [];
      const job = trainingJobSchema.safeParse(JSON.parse(readFileSync(join(folder, 'job.json'), 'utf8')));
      if (!job.success) complaints.push(`${id}/job.json is not whole`);
      for (const name of ['last', 'best']) {
        const path = join(folder, 'weights', `${name}.safetensors`);
        if (existsSync(path) && !decodeSafetensors(readFileSync(path), path).ok)
          complaints.push(`${id}: ${name} checkpoint cannot be read`);
        if (!existsSync(path) && (state === 'finished' || told.epochs > 0))
          complaints.push(`${id}: ${name} checkpoint is not there`);
      }
      const epochs = existsSync(join(folder, 'results.csv'))
        ? resultRows(folder)
            .slice(1)
            .map((row) => Number(row.split(',')[0]))
        : [];
      if (epochs.some((epoch, at) => epoch !== at + 1)) complaints.push(`${id}/results.csv has the epochs ${epochs}`);
      if (epochs.length < told.epochs)
        complaints.push(`${id}: ${told.epochs} epochs were told and ${epochs.length} are there`);
      if (state === 'finished' && !existsSync(join(folder, 'model.onnx')))
        complaints.push(`${id} is finished without a model`);
      if (state === 'running') complaints.push(`${id} is called running and is not`);
      return complaints;
    }),
  ];
}

function models(workspace: Workspace): string[] {
  const list = listModels(workspace);
  const parent = join(workspace.folder, 'models');
  const names = existsSync(parent) ? readdirSync(parent) : [];
  return [
    ...names.flatMap((name) =>
      sameNames(
        `models/${name}`,
        join(parent, name),
        list.filter((model) => model.name === name).map(({ version }) => String(version)),
      ),
    ),
    ...list.flatMap(({ card, folder, onnxPath, sha256, name }) => [
      ...(existsSync(onnxPath) && hashOf(onnxPath) === sha256
        ? []
        : [`the network of ${name} is not the one of its row`]),
      ...card.parts
        .filter((part) => !existsSync(join(folder, part.path)) || hashOf(join(folder, part.path)) !== part.sha256)
        .map((part) => `${part.path} of ${name} is not what its card says`),
    ]),
  ];
}

function acknowledged({ store }: Workspace, told: Acknowledged): string[] {
  const count = (sql: string, ...values: unknown[]) =>
    store.prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM ${sql}`).get(...values)?.n ?? 0;
  const looks = count('test_look');
  const testEvaluations = count("evaluation WHERE role = 'test'");
  const here = count('image_location');
  const lost: string[] = [];
  if (here < told.imported) lost.push(`${told.imported} pictures were told and ${here} are in`);
  if (told.datasetHash !== null && count('dataset WHERE hash = ?', told.datasetHash) === 0)
    lost.push('the dataset told is not there');
  if (told.finishedRun !== null && count("run WHERE id = ? AND state = 'finished'", told.finishedRun) === 0)
    lost.push('the run told is not finished');
  if (told.modelSha256 !== null && count('model WHERE sha256 = ?', told.modelSha256) === 0)
    lost.push('the model told is not there');
  if (told.evaluationId !== null && count('evaluation WHERE id = ?', told.evaluationId) === 0)
    lost.push('the evaluation told is not there');
  if (looks < testEvaluations)
    lost.push(`${testEvaluations} evaluations of the test role and ${looks} looks in the journal`);
  return lost;
}

function sameNames(what: string, folder: string, rows: readonly string[]): string[] {
  const found = existsSync(folder) ? readdirSync(folder).sort() : [];
  const wanted = [...rows].sort();
  return JSON.stringify(found) === JSON.stringify(wanted)
    ? []
    : [`${what}: folders ${found.join(', ') || 'none'}, rows ${wanted.join(', ') || 'none'}`];
}
