import { existsSync, rmdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import type { DatasetExportInput, DatasetExportReport } from '../../../shared/contract/datasets.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { isDiskFull } from '../../platform/index.ts';
import { isInside } from '../folders/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { layout, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { getDataset } from './dataset-rows.ts';

type ExportedFile = {
  /** Below the dataset's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
};

/** What a file takes of most disks beyond its bytes: half a block on average. */
const blockBytes = 4096;

/**
 * Copies a frozen version as YOLO tools read it, `<role>/images`, `<role>/labels` and `dataset.yaml`, into an empty or new folder. The
 * `dataset.yaml` comes last: a folder that has it is whole. Whatever stops the export, nothing of it stays. `freeBytes` of the disk a
 * folder lies on; null: not known. Problems: `not-found`, `already-exists`, `invalid-input`, `file-unreadable`, `disk-full`, `cancelled`.
 */
export async function exportDataset(
  workspace: Workspace,
  input: DatasetExportInput,
  control: JobControl,
  freeBytes: (folder: string) => number | null = freeBytesOn,
): Promise<Result<DatasetExportReport>> {
  const found = getDataset(workspace, input.name, input.version);
  if (!found.ok) return found;
  const dataset = found.value;
  const title = `${dataset.name} v${dataset.version}`;
  const target = await freeTarget(workspace, input.folder);
  if (!target.ok) return target;
  const folder = target.value;
  const listed = filesOf(workspace, dataset.id, dataset.folder, title);
  if (!listed.ok) return listed;
  const files = listed.value;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const needed = bytes + files.length * (blockBytes / 2);
  const free = freeBytes(folder);
  if (free !== null && free < needed) {
    return failure(
      'disk-full',
      `${title} needs ${megabytes(needed)}, and ${megabytes(free)} are free on the disk of ${folder}. Nothing was written. Free some space there, or choose a folder on another disk.`,
    );
  }
  const undo = undoOf(folder, files);
  try {
    for (const [at, { path }] of files.entries()) {
      if (control.signal.aborted) {
        undo();
        return failure('cancelled', `The export of ${title} was stopped. Nothing of it was left in ${folder}.`);
      }
      await copyDurably(join(dataset.folder, path), join(folder, path));
      if (at % 20 === 19) control.report({ activity: 'copying', done: at + 1, total: files.length, unit: 'files' });
    }
  } catch (error) {
    undo();
    if (!isDiskFull(error)) throw error;
    return failure(
      'disk-full',
      `The disk of ${folder} became full while ${title} was copied. What was written was removed again, and the workspace is as it was. Free some space there, or choose a folder on another disk.`,
    );
  }
  const images = Object.values(dataset.roles).reduce((sum, role) => sum + (role?.images ?? 0), 0);
  return success({ name: dataset.name, version: dataset.version, folder, images, files: files.length, bytes });
}

/** On the disk when this resolves; the engine answers others meanwhile, however slow a stick or a share is. */
async function copyDurably(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const file = await open(to, 'wx');
  try {
    await file.writeFile(await readFile(from));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The folder, if it can be filled: named in full, not there yet or empty, and not among what the workspace keeps. */
async function freeTarget(workspace: Workspace, given: string): Promise<Result<string>> {
  const nothing = 'Nothing was written.';
  if (!isAbsolute(given)) {
    return failure('invalid-input', `"${given}" is no whole path. ${nothing} Write it from the disk on, or choose it.`);
  }
  const folder = resolve(given);
  if (isInside(workspace.folder, folder) && !isInside(layout.exports(workspace.folder), folder)) {
    return failure(
      'invalid-input',
      `${folder} lies in the workspace, which keeps its own order. ${nothing} Choose a folder outside it.`,
    );
  }
  if (!existsSync(folder)) return success(folder);
  if (!statSync(folder).isDirectory()) {
    return failure('already-exists', `${folder} is a file. ${nothing} Choose an empty or a new folder.`);
  }
  if ((await readdir(folder)).length > 0) {
    return failure('already-exists', `${folder} is not empty. ${nothing} Choose an empty or a new folder.`);
  }
  return success(folder);
}

const memberRow = z.object({ file_name: z.string() });

/** What belongs to the version, as it was frozen; what other tools have put beside it (caches) does not go along. */
function filesOf({ store }: Workspace, datasetId: number, source: string, title: string): Result<ExportedFile[]> {
  const members = rows(
    store,
    memberRow,
    'SELECT file_name FROM dataset_member WHERE dataset_id = @datasetId ORDER BY file_name',
    { datasetId },
  );
  const paths = [...members.flatMap(({ file_name }) => [file_name, labelFileOf(file_name)]), 'dataset.yaml'];
  const files = paths.map((path) => ({ path, bytes: statSync(join(source, path), { throwIfNoEntry: false })?.size }));
  const missing = files.filter(({ bytes }) => bytes === undefined);
  const [first] = missing;
  if (first) {
    const more = missing.length > 1 ? ` and ${missing.length - 1} more files are` : ' is';
    return failure(
      'file-unreadable',
      `${first.path}${more} missing in ${source}, so ${title} is not whole any more. Nothing was written. Put the folder back from a copy, or freeze a new version.`,
      { file: first.path },
    );
  }
  return success(files.map(({ path, bytes = 0 }) => ({ path, bytes })));
}

/** `train/labels/a.txt` of `train/images/a.png`, as `writeDatasetFolder` names them. */
function labelFileOf(imageFile: string): string {
  return imageFile.replace('/images/', '/labels/').replace(/\.png$/, '.txt');
}

/** Takes away what an export has written, and the folders it made for that; nothing else, even if it lies among them by now. */
function undoOf(folder: string, files: readonly ExportedFile[]): () => void {
  const wereThere = new Set(ancestors(folder).filter((place) => existsSync(place)));
  return () => {
    for (const { path } of files) rmSync(join(folder, path), { force: true });
    const below = new Set(files.flatMap(({ path }) => foldersOf(path)).map((path) => join(folder, path)));
    const made = [...below].sort((a, b) => b.length - a.length);
    for (const place of [...made, ...ancestors(folder).filter((one) => !wereThere.has(one))]) {
      try {
        rmdirSync(place);
      } catch {
        // Not made yet, or somebody has put something into it.
      }
    }
  };
}

/** `train/images` and `train` of `train/images/a.png`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** The folder and what it lies in, up to the root. */
function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function freeBytesOn(folder: string): number | null {
  const place = ancestors(folder).find((one) => existsSync(one));
  try {
    const { bavail, bsize } = statfsSync(place ?? folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
