import { readFileSync } from 'node:fs';
import type { AnnotationContent } from '../../../shared/domain/annotation.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { parseClasses } from '../../../shared/formats/classes.ts';
import { classListFor, type LabelLayout } from '../../../shared/formats/label-layout.ts';
import { decodeText } from '../../../shared/formats/text.ts';
import { parseYoloLabels } from '../../../shared/formats/yolo-labels.ts';
import type { FoundFile } from '../folders/index.ts';
import { adoptClasses, classNames, type Workspace } from '../workspace/index.ts';

/** Labels of one import: read by label path, in the workspace's class numbers. */
export type LabelReader = {
  /** Problems of class lists, each once. */
  readonly problems: readonly Problem[];
  read(
    labelPath: string,
    imageSize: Size,
  ): Result<{ readonly content: AnnotationContent; readonly warnings: readonly Problem[] }>;
};

/**
 * Where do class numbers get their names: the `dataset.yaml`, else the classes.txt nearest to the label, else the names given with the
 * import, else the workspace's own classes.
 */
export function labelReader(
  workspace: Pick<Workspace, 'store'>,
  files: readonly FoundFile[],
  layout: LabelLayout,
  given: {
    readonly declared: { readonly file: string; readonly classes: readonly string[] } | null;
    readonly classes: readonly string[] | null;
  },
): LabelReader {
  const absolute = new Map(files.map((file) => [file.path, file.absolutePath]));
  const problems: Problem[] = [];
  const lists = new Map<string, ClassList | null>();
  const fromFile = (path: string): ClassList | null => {
    const known = lists.get(path);
    if (known !== undefined) return known;
    const names = readClassList(path, absolute.get(path) ?? path);
    if (!names.ok) problems.push(names.problem);
    const list = names.ok ? classList(workspace, path, names.value) : null;
    lists.set(path, list);
    return list;
  };
  const fixed = given.declared
    ? classList(workspace, given.declared.file, given.declared.classes)
    : given.classes
      ? classList(workspace, 'the classes given', given.classes)
      : null;
  // Class lists count also where no label names a class yet: they are read first, in the order of their paths.
  if (!given.declared) for (const path of layout.classLists) fromFile(path);
  const own = (): ClassList | null => {
    const names = classNames(workspace);
    return names.length > 0
      ? { file: 'the classes of this workspace', names, indexOf: names.map((_, at) => at) }
      : null;
  };
  const listFor = (labelPath: string): ClassList | null => {
    if (given.declared) return fixed;
    const path = classListFor(labelPath, layout.classLists);
    if (path !== null) return fromFile(path);
    return fixed ?? own();
  };
  return {
    problems,
    read(labelPath, imageSize) {
      const text = readText(labelPath, absolute.get(labelPath) ?? labelPath);
      if (!text.ok) return text;
      const list = listFor(labelPath);
      if (list === null && text.value.trim() !== '') {
        return failure(
          'classes-invalid',
          `${labelPath} uses class numbers, and nothing says what they are called. Its image stays unlabelled. Put a classes.txt beside the labels, or name them with --classes, and import again.`,
          { file: labelPath },
        );
      }
      const parsed = parseYoloLabels(text.value, {
        file: labelPath,
        imageSize,
        classes: list?.names ?? [],
        classesFile: list?.file ?? 'classes.txt',
      });
      if (!parsed.ok || list === null) return parsed;
      return success({ content: renumbered(parsed.value.content, list.indexOf), warnings: parsed.value.warnings });
    },
  };
}

type ClassList = { readonly file: string; readonly names: readonly string[]; readonly indexOf: readonly number[] };

function classList(workspace: Pick<Workspace, 'store'>, file: string, names: readonly string[]): ClassList {
  return { file, names, indexOf: adoptClasses(workspace, names).indexOf };
}

function readClassList(path: string, absolutePath: string): Result<string[]> {
  const text = decodeText(
    readFileSync(absolutePath),
    path,
    'classes-invalid',
    'The labels that need it were not imported.',
  );
  return text.ok ? parseClasses(text.value, path) : text;
}

function readText(path: string, absolutePath: string): Result<string> {
  try {
    return decodeText(readFileSync(absolutePath), path, 'label-invalid', 'The image stays unlabelled.');
  } catch {
    return failure(
      'file-unreadable',
      `${path} cannot be read. The image stays unlabelled. Check the file, then import again.`,
      { file: path },
    );
  }
}

function renumbered(content: AnnotationContent, indexOf: readonly number[]): AnnotationContent {
  if (content.state !== 'boxes') return content;
  return {
    state: 'boxes',
    boxes: content.boxes.map(({ classIndex, box }) => ({ classIndex: indexOf[classIndex], box })),
  };
}
