import { open, stat, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FolderInspection } from '../../../shared/contract/sources.ts';
import { captureTimeOf } from '../../../shared/domain/capture-time.ts';
import { timeByRule } from '../../../shared/domain/file-name-rule.ts';
import { compareNaturally } from '../../../shared/domain/natural-sort.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import { parseClasses } from '../../../shared/formats/classes.ts';
import { formatOfText, looksLikeYolo } from '../../../shared/formats/exchange/detect-format.ts';
import type { ExchangeFormat } from '../../../shared/formats/exchange/format.ts';
import { extensionOf } from '../../../shared/formats/folder-path.ts';
import { isImagePath, type LabelLayout, matchLabels } from '../../../shared/formats/label-layout.ts';
import { errorCode, isNetworkShare } from '../../platform/index.ts';
import { type FoundFile, isWorkspace, walkFolder } from '../folders/index.ts';
import { fileNameRuleInForce, type Workspace } from '../workspace/index.ts';
import { readDatasetDeclaration } from './dataset-declaration.ts';

/** Files looked at before the counting ends; more is said to be more. */
const mostFiles = 500_000;
/** Sizes asked for one by one; of more files, the size is judged from this many spread over all. */
const mostSizes = 1500;
/** Pictures shown, and pictures decoded to tell their size and whether they would be refused. */
const shownSamples = 8;
const decodedSamples = 3;
/** Label files whose beginning is read to tell their format. */
const mostHeads = 24;
/** Of a 2448x2050 picture: the prepared PNG and the thumbnail. */
const preparedBytes = 62_000;
/** A share that says nothing for this long is away. */
const answerMs = 20_000;

/** What lies in a folder, found without importing anything: what the sheet of the first start fills in. */
export async function inspectFolder(workspace: Workspace, asked: string): Promise<Result<FolderInspection>> {
  const folder = resolve(asked);
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), answerMs);
  try {
    const isFolder = await Promise.race([stat(folder), aborted(giveUp.signal)]);
    if (isFolder === null)
      return failure(
        'not-found',
        `${folder} has not answered for ${answerMs / 1000} s. Nothing was changed. Check the cable and the share, then try again.`,
      );
    if (!isFolder.isDirectory())
      return failure('not-found', `${folder} is a file, not a folder. Name the folder the pictures lie in.`);
    const { files } = await walkFolder(folder, mostFiles);
    return success(await inspected(workspace, folder, files));
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code !== 'ENOENT')
      return failure(
        'not-permitted',
        `${folder} cannot be opened (${code}). Nothing was changed. Choose another folder, or ask for the right to read this one.`,
      );
    return failure(
      'not-found',
      `There is no folder ${folder}. Nothing was changed. Check the path, or whether the share is connected.`,
    );
  } finally {
    clearTimeout(timer);
  }
}

async function inspected(workspace: Workspace, folder: string, files: readonly FoundFile[]): Promise<FolderInspection> {
  const pictures = files.filter(({ path }) => isImagePath(path)).sort((a, b) => compareNaturally(a.path, b.path));
  const samples = spread(pictures, shownSamples);
  const [bytes, looks, labels, disk] = await Promise.all([
    bytesOf(pictures),
    Promise.all(spread(pictures, decodedSamples).map((file) => lookAt(workspace, file))),
    labelsOf(folder, files),
    statfs(workspace.folder),
  ]);
  const rule = fileNameRuleInForce(workspace);
  const times = pictures
    .flatMap(({ path }) => captureTimeOf({ path, ruleLocal: timeByRule(path, rule) })?.local ?? [])
    .sort();
  const prepared = pictures.length * preparedBytes;
  return {
    folder,
    isNetworkShare: isNetworkShare(folder),
    pictures: pictures.length,
    types: typesOf(pictures),
    ...bytes,
    sizes: distinct(looks.flatMap((look) => (look.ok ? [look.value] : []))),
    refused: looks.flatMap((look) => (look.ok ? [] : [look.problem])),
    samples: samples.map(({ absolutePath }) => absolutePath),
    firstTime: times[0] ?? null,
    lastTime: times.at(-1) ?? null,
    labels: labels.found,
    problem: wholeProblem(folder, pictures.length) ?? labels.problem,
    disk: {
      workspace: workspace.folder,
      totalBytes: disk.blocks * disk.bsize,
      freeBytes: disk.bavail * disk.bsize,
      copyBytes: bytes.bytes + prepared,
      referenceBytes: prepared,
    },
  };
}

function wholeProblem(folder: string, pictures: number): Problem | null {
  if (isWorkspace(folder)) {
    const sentence = `${folder} is a workspace of Plugsight, not a folder of pictures. Name the folder the pictures lie in.`;
    return { code: 'invalid-input', sentence };
  }
  if (pictures > 0) return null;
  return {
    code: 'nothing-to-do',
    sentence: `${folder} holds no pictures (PNG, JPEG, TIFF, BMP or PGM). Name the folder they lie in.`,
  };
}

async function labelsOf(
  folder: string,
  files: readonly FoundFile[],
): Promise<{ readonly found: FolderInspection['labels']; readonly problem: Problem | null }> {
  const declaration = readDatasetDeclaration(folder);
  const declared = declaration.ok ? declaration.value : null;
  const paths = files.map(({ path }) => path);
  const layout = matchLabels(paths);
  const labelled = layout.images.filter(({ label }) => label !== null).length;
  const list = declared ? null : await classList(layout, files);
  const foreign = await foreignFormat(files);
  const isYolo = labelled > 0 && (declared !== null || looksLikeYolo(paths) || foreign === null);
  const format: ExchangeFormat | null = isYolo ? 'yolo' : foreign;
  return {
    found: {
      format,
      labelled: format === 'yolo' ? labelled : format === null ? 0 : null,
      classes: declared ? [...declared.classes] : list?.ok ? list.value : [],
      declaration: declared?.file ?? null,
      problems: [...layout.problems, ...(list && !list.ok ? [list.problem] : []), ...(declared?.warnings ?? [])],
    },
    problem: declaration.ok ? null : declaration.problem,
  };
}

async function classList({ classLists }: LabelLayout, files: readonly FoundFile[]): Promise<Result<string[]> | null> {
  const file = files.find(({ path }) => path === classLists[0]);
  if (file === undefined) return null;
  return parseClasses(await headOf(file, 64 * 1024), file.path);
}

/** The format that XML and JSON files beside the pictures speak for, by the beginnings of a few; null: none, or not one alone. */
async function foreignFormat(files: readonly FoundFile[]): Promise<Exclude<ExchangeFormat, 'yolo'> | null> {
  const candidates = spread(
    files.filter(({ path }) => ['xml', 'json'].includes(extensionOf(path))),
    mostHeads,
  );
  const formats = await Promise.all(
    candidates.map(async (file) => formatOfText(file.path, await headOf(file, 16 * 1024))),
  );
  const told = [...new Set(formats.filter((format) => format !== null && format !== 'other'))];
  return told.length === 1 ? told[0] : null;
}

async function headOf({ absolutePath }: FoundFile, bytes: number): Promise<string> {
  const file = await open(absolutePath, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '');
  } finally {
    await file.close();
  }
}

async function lookAt({ vision }: Workspace, { absolutePath, path }: FoundFile) {
  const answer = await vision.call('thumbnail', {
    path: absolutePath,
    displayName: path,
    longestSidePx: 64,
    outPath: null,
  });
  return answer.ok ? success(answer.value.sourceSize) : answer;
}

async function bytesOf(
  pictures: readonly FoundFile[],
): Promise<{ readonly bytes: number; readonly isEstimate: boolean }> {
  const asked = spread(pictures, mostSizes);
  const sizes = await Promise.all(
    asked.map(({ absolutePath }) =>
      stat(absolutePath).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const sum = sizes.reduce((total, size) => total + size, 0);
  const isEstimate = asked.length < pictures.length;
  return { bytes: isEstimate ? Math.round((sum / asked.length) * pictures.length) : sum, isEstimate };
}

function typesOf(pictures: readonly FoundFile[]): FolderInspection['types'] {
  const counts = new Map<string, number>();
  for (const { path } of pictures) counts.set(extensionOf(path), (counts.get(extensionOf(path)) ?? 0) + 1);
  return [...counts].map(([extension, count]) => ({ extension, count })).sort((a, b) => b.count - a.count);
}

/** At most `count` of a list, evenly spread over it, first and last among them. */
function spread<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, at) => list[Math.round((at * (list.length - 1)) / (count - 1))]);
}

function distinct(sizes: readonly { readonly widthPx: number; readonly heightPx: number }[]) {
  return [...new Map(sizes.map((size) => [`${size.widthPx}x${size.heightPx}`, size])).values()];
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((done) => signal.addEventListener('abort', () => done(null), { once: true }));
}
