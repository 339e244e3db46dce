import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { unzipSync } from 'fflate';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import { formatOfText, looksLikeYolo, mayHold } from '../../../shared/formats/exchange/detect-format.ts';
import { type ExchangeFormat, type ForeignFormat, formatTitle } from '../../../shared/formats/exchange/format.ts';
import { extensionOf, isAbsolutePath, withSlashes } from '../../../shared/formats/folder-path.ts';
import { errorCode } from '../../platform/index.ts';
import { scanFolder } from '../folders/index.ts';

/** A label file of the place that was named, `read` when its turn comes. `path` is how sentences name it. */
export type LabelFile = {
  readonly path: string;
  readonly bytes: number;
  head(): string;
  read(): Uint8Array;
};

/** The largest file that is read: 100,000 pictures with two boxes each take about 35 MB of CVAT XML. */
const largestBytes = { xml: 128 * 2 ** 20, json: 256 * 2 ** 20 } as const;
const largestArchiveBytes = 512 * 2 ** 20;
const headBytes = 16 * 1024;

/**
 * The label files of a folder, of a ZIP archive as annotation tools hand them out, or one file. Pictures and what else lies there are
 * passed over. Problems: `not-found`, `file-unreadable`, `file-too-large`.
 */
export function findLabelFiles(
  path: string,
): Result<{ readonly files: LabelFile[]; readonly texts: readonly string[] }> {
  if (!existsSync(path)) {
    return failure('not-found', `There is nothing at ${path}. Nothing was changed. Check the path.`);
  }
  if (statSync(path).isDirectory()) {
    const found = scanFolder(path);
    return success({
      files: found.filter((file) => isLabelFile(file.path)).map((file) => onDisk(file.path, file.absolutePath)),
      texts: found.map((file) => file.path),
    });
  }
  if (extensionOf(withSlashes(path)) === 'zip') return fromArchive(path);
  return success({ files: [onDisk(basename(path), path)], texts: [] });
}

function isLabelFile(path: string): boolean {
  return ['xml', 'json'].includes(extensionOf(path)) && mayHold(extensionOf(path) === 'xml' ? 'cvat' : 'coco', path);
}

function onDisk(path: string, absolutePath: string): LabelFile {
  return {
    path,
    bytes: statSync(absolutePath).size,
    head() {
      const file = openSync(absolutePath, 'r');
      try {
        const head = Buffer.alloc(headBytes);
        return textHead(head.subarray(0, readSync(file, head, 0, headBytes, 0)));
      } finally {
        closeSync(file);
      }
    },
    read: () => readFileSync(absolutePath),
  };
}

/** Sizes are taken from the archive's list before anything is unpacked, and held against what comes out. */
function fromArchive(path: string): Result<{ files: LabelFile[]; texts: readonly string[] }> {
  if (statSync(path).size > 4 * largestArchiveBytes) {
    return failure(
      'file-too-large',
      `${path} is larger than 2 GB. Nothing was changed. Unpack it and name the folder.`,
      { file: path },
    );
  }
  const names: string[] = [];
  let total = 0;
  try {
    const parts = unzipSync(readFileSync(path), {
      filter: ({ name, originalSize }) => {
        names.push(name);
        const inside = withSlashes(name);
        if (!isLabelFile(inside) || inside.split('/').includes('..') || isAbsolutePath(inside)) return false;
        total += originalSize;
        return total <= largestArchiveBytes;
      },
    });
    if (total > largestArchiveBytes) {
      return failure(
        'file-too-large',
        `The label files in ${path} are larger than ${largestArchiveBytes / 2 ** 20} MB together. Nothing was changed. Unpack it and name one of them.`,
        { file: path },
      );
    }
    const files = Object.entries(parts).map(
      ([name, bytes]): LabelFile => ({
        path: `${basename(path)}/${withSlashes(name)}`,
        bytes: bytes.byteLength,
        head: () => textHead(bytes.subarray(0, headBytes)),
        read: () => bytes,
      }),
    );
    return success({ files, texts: names });
  } catch (cause) {
    const why = errorCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
    return failure(
      'file-unreadable',
      `${path} cannot be opened as a ZIP archive (${why}). Nothing was changed. Fetch it again, or unpack it and name the folder.`,
      { file: path },
    );
  }
}

/** UTF-16 too, where the mark says so; cut in the middle of a character is fine for looking at. */
function textHead(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** Why a file is too large to be read; null when it is not. */
export function sizeProblem(file: LabelFile): Problem | null {
  const limit = extensionOf(file.path) === 'xml' ? largestBytes.xml : largestBytes.json;
  if (file.bytes <= limit) return null;
  const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
  const sentence = `${file.path} has ${megabytes(file.bytes)} MB; ${megabytes(limit)} MB are read at most. None of its labels were imported. Export fewer pictures at a time.`;
  return { code: 'file-too-large', sentence, file: file.path };
}

/**
 * The format of what lies there, by the files' beginnings. Problems: `invalid-input` where it could be several or none, with what to
 * name instead.
 */
export function detectFormat(
  path: string,
  { files, texts }: { readonly files: readonly LabelFile[]; readonly texts: readonly string[] },
): Result<ExchangeFormat> {
  const found = new Set<ExchangeFormat>();
  for (const file of files) {
    const format = formatOfText(file.path, file.head());
    if (format !== null && format !== 'other') found.add(format);
  }
  if (looksLikeYolo(texts)) found.add('yolo');
  if (found.size === 0 && texts.some((text) => extensionOf(text) === 'txt')) found.add('yolo');
  const [only, another] = [...found];
  if (only !== undefined && another === undefined) return success(only);
  const all = Object.values(formatTitle).join(', ');
  if (only === undefined) {
    return failure(
      'nothing-to-do',
      `${path} holds no labels in a format that is read here (${all}). Nothing was changed. Name the folder or file they lie in.`,
    );
  }
  const titles = [...found].map((format) => formatTitle[format]).join(' and ');
  return failure(
    'invalid-input',
    `${path} holds labels in more than one format: ${titles}. Nothing was changed. Say which is meant, or name one file.`,
  );
}

/** Files that this format's reader takes: also damaged ones whose beginning says nothing, and one that was named alone whatever it is. */
export function filesOfFormat(format: ForeignFormat, files: readonly LabelFile[]): LabelFile[] {
  const candidates = files.filter((file) => mayHold(format, file.path));
  if (files.length === 1) return candidates;
  return candidates.filter((file) => {
    const speaksFor = formatOfText(file.path, file.head());
    return speaksFor === format || speaksFor === null;
  });
}
