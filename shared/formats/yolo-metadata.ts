import { failure, type Result, success } from '../domain/problem.ts';
import type { Size } from '../domain/size.ts';
import { type PythonLiteral, parsePythonLiteral } from './python-literal.ts';

/**
 * What a YOLO exporter writes into a model's metadata (keys `names`, `stride`, `imgsz`, `task`, `end2end`, `license`, ...); null
 * where the file does not say. `names` in class order; `licence`, `author`, `version`, `description`, `date` as they stand.
 */
export type YoloMetadata = {
  readonly names: readonly string[] | null;
  readonly stride: number | null;
  readonly imageSize: Size | null;
  readonly task: string | null;
  readonly endToEnd: boolean | null;
  readonly licence: string | null;
  readonly author: string | null;
  readonly version: string | null;
  readonly description: string | null;
  readonly date: string | null;
};

const maximumClasses = 10_000;

/**
 * Reads the metadata entries of an ONNX file. Unknown keys are left alone; a known key that cannot be understood is a problem with
 * code `model-invalid`, because guessing names or sizes would mislabel every detection.
 */
export function readYoloMetadata(entries: ReadonlyMap<string, string>): Result<YoloMetadata> {
  const names = readEntry(entries, 'names', namesFrom);
  if (!names.ok) return names;
  const stride = readEntry(entries, 'stride', strideFrom);
  if (!stride.ok) return stride;
  const imageSize = readEntry(entries, 'imgsz', imageSizeFrom);
  if (!imageSize.ok) return imageSize;
  const endToEnd = readEntry(entries, 'end2end', booleanFrom);
  if (!endToEnd.ok) return endToEnd;
  return success({
    names: names.value,
    stride: stride.value,
    imageSize: imageSize.value,
    endToEnd: endToEnd.value,
    task: textFrom(entries, 'task'),
    licence: textFrom(entries, 'license'),
    author: textFrom(entries, 'author'),
    version: textFrom(entries, 'version'),
    description: textFrom(entries, 'description'),
    date: textFrom(entries, 'date'),
  });
}

function textFrom(entries: ReadonlyMap<string, string>, key: string): string | null {
  const text = entries.get(key)?.trim();
  return text === undefined || text === '' ? null : text;
}

function readEntry<T>(
  entries: ReadonlyMap<string, string>,
  key: string,
  read: (literal: PythonLiteral) => T | string,
): Result<Exclude<T, string> | null> {
  const text = textFrom(entries, key);
  if (text === null) return success(null);
  const literal = parsePythonLiteral(text);
  if (!literal.ok) {
    return failure(
      'model-invalid',
      `The metadata entry "${key}" of the model cannot be read: ${literal.problem.sentence}`,
    );
  }
  const value = read(literal.value);
  if (typeof value === 'string') return failure('model-invalid', `The metadata entry "${key}" of the model ${value}.`);
  return success(value as Exclude<T, string>);
}

/** Either a dictionary from 0, 1, 2, ... to the names, in any order, or a list of the names. */
function namesFrom(literal: PythonLiteral): readonly string[] | string {
  const names = literal.kind === 'dictionary' ? namesInOrder(literal.entries) : namesInList(literal);
  if (typeof names === 'string') return names;
  if (names.length === 0) return 'holds no class name';
  if (names.length > maximumClasses) return `holds ${names.length} classes; at most ${maximumClasses} are read`;
  const blank = names.findIndex((name) => name.trim() === '');
  if (blank >= 0) return `gives class ${blank} an empty name`;
  return names;
}

function namesInOrder(entries: readonly (readonly [PythonLiteral, PythonLiteral])[]): string[] | string {
  const byIndex = new Map<number, string>();
  for (const [key, name] of entries) {
    if (key.kind !== 'integer' || key.value < 0) return 'has a class that is not numbered 0, 1, 2 and so on';
    if (name.kind !== 'text') return `gives class ${key.value} a name that is not text`;
    if (byIndex.has(key.value)) return `names class ${key.value} twice`;
    byIndex.set(key.value, name.value);
  }
  const names = [...byIndex.keys()].sort((a, b) => a - b).map((index) => byIndex.get(index)!);
  const missing = names.findIndex((_, index) => !byIndex.has(index));
  return missing >= 0 ? `names ${names.length} classes but not class ${missing}` : names;
}

function namesInList(literal: PythonLiteral): string[] | string {
  if (literal.kind !== 'list' && literal.kind !== 'tuple') return 'is neither a dictionary nor a list of names';
  const names: string[] = [];
  for (const item of literal.items) {
    if (item.kind !== 'text') return `gives class ${names.length} a name that is not text`;
    names.push(item.value);
  }
  return names;
}

function strideFrom(literal: PythonLiteral): number | string {
  const strides = literal.kind === 'list' || literal.kind === 'tuple' ? literal.items : [literal];
  let largest = 0;
  for (const stride of strides) {
    if (stride.kind !== 'integer' && stride.kind !== 'float') return 'is not a number';
    if (!Number.isInteger(stride.value) || stride.value < 1 || stride.value > 1024)
      return 'is not a whole number from 1 to 1024';
    largest = Math.max(largest, stride.value);
  }
  return largest === 0 ? 'is empty' : largest;
}

/** `[height, width]` as this family writes it, or one number for both. */
function imageSizeFrom(literal: PythonLiteral): Size | string {
  const sides = literal.kind === 'list' || literal.kind === 'tuple' ? literal.items : [literal];
  const lengths: number[] = [];
  for (const side of sides) {
    if (side.kind !== 'integer' || side.value < 1 || side.value > 65536) return 'is not a size in pixels';
    lengths.push(side.value);
  }
  if (lengths.length < 1 || lengths.length > 2) return 'is neither one number nor height and width';
  return { heightPx: lengths[0]!, widthPx: lengths.at(-1)! };
}

function booleanFrom(literal: PythonLiteral): boolean | string {
  return literal.kind === 'boolean' ? literal.value : 'is neither True nor False';
}
