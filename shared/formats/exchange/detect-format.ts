import { extensionOf, fileNameOf, folderOf } from '../folder-path.ts';
import { isClassList } from '../label-layout.ts';
import type { ExchangeFormat, ForeignFormat } from './format.ts';

/**
 * The format a file's beginning speaks for; `other` for XML or JSON of another kind, null where nothing can be told (an empty or damaged
 * file). `head`: its first kilobytes as text.
 */
export function formatOfText(path: string, head: string): ForeignFormat | 'other' | null {
  if (extensionOf(path) === 'xml') return formatOfXml(head);
  return extensionOf(path) === 'json' ? formatOfJson(head.trimStart()) : 'other';
}

function formatOfXml(head: string): ForeignFormat | 'other' | null {
  const text = head.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(\[[\s\S]*?\])?>/gi, '');
  const root = /<([A-Za-z_][\w.-]*)/.exec(text)?.[1];
  if (root === undefined) return null;
  if (root === 'annotations') return 'cvat';
  return root === 'annotation' ? 'pascal-voc' : 'other';
}

function formatOfJson(start: string): ForeignFormat | 'other' | null {
  if (start.startsWith('{')) {
    const isTask = /"(result|completions|data)"\s*:/.test(start);
    if (!isTask && /"(images|categories)"\s*:/.test(start)) return 'coco';
    if (!isTask && /^\{\s*"(info|licenses|annotations|type)"\s*:/.test(start)) return 'coco';
    return isTask || /"annotations"\s*:/.test(start) ? 'label-studio' : 'other';
  }
  if (!start.startsWith('[')) return null;
  if (/^\[\s*\{[^{}]*"image_id"/.test(start)) return 'coco';
  return /"(annotations|completions|annotation_id|data)"\s*:/.test(start) ? 'label-studio' : 'other';
}

/** Does a folder's list of files speak for YOLO text: a `labels` folder, or a list of classes beside texts? */
export function looksLikeYolo(paths: readonly string[]): boolean {
  const texts = paths.filter((path) => extensionOf(path) === 'txt');
  return texts.some((path) => isClassList(path) || folderOf(path).toLowerCase().split('/').includes('labels'));
}

/** Files of a folder that a format's reader looks at. */
export function mayHold(format: ExchangeFormat, path: string): boolean {
  if (fileNameOf(path).startsWith('.')) return false;
  const extension = extensionOf(path);
  if (format === 'yolo') return extension === 'txt';
  return extension === (format === 'cvat' || format === 'pascal-voc' ? 'xml' : 'json');
}
