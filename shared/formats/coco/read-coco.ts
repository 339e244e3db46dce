import { compareNaturally } from '../../domain/natural-sort.ts';
import { failure, type Result, success } from '../../domain/problem.ts';
import type { ForeignContent, ForeignImage, ForeignLabels } from '../exchange/foreign-labels.ts';
import { isObject, type JsonObject, listOf, parseJsonFile, sizeOf, wordOf } from '../exchange/json.ts';
import { countLoss, type LossKind } from '../exchange/losses.ts';
import { pictureNames } from '../exchange/picture-names.ts';
import { EntryFault } from '../exchange/shape-text.ts';
import { readCocoAnnotation } from './coco-annotation.ts';

const kept = 'No label of this file was imported.';

/** Of our own exports: a field of an image that other readers pass over. */
export const noObjectField = 'no_object';

/**
 * COCO instances. Ids are names, not indices: they may have gaps and come in any order; new classes are numbered in the order of their
 * category ids. Boxes are pixel edges counted from 0. A picture without annotations is `empty`: the format cannot say whether somebody
 * looked, except where our own export marked it.
 */
export function readCoco(text: string, file: string): Result<ForeignLabels> {
  const parsed = parseJsonFile(text, file, kept);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  if (Array.isArray(root) && root.some((entry) => isObject(entry) && 'score' in entry)) {
    return failure(
      'label-invalid',
      `${file} is a list of COCO results with scores: predictions are not labels. ${kept}`,
      { file },
    );
  }
  if (!isObject(root) || !Array.isArray(root.images)) {
    return failure('label-invalid', `${file} has no list "images"; this is no COCO file. ${kept}`, { file });
  }
  const categories = readCategories(root, file);
  if (!categories.ok) return categories;
  const byImage = annotationsByImage(listOf(root.annotations));
  const ids = new Map<string, number>();
  for (const image of root.images) if (isObject(image)) ids.set(key(image.id), (ids.get(key(image.id)) ?? 0) + 1);
  const images = root.images.map((image, at) =>
    readImage(image, at, file, {
      categories: categories.value.names,
      annotations: isObject(image) ? (byImage.get(key(image.id)) ?? []) : [],
      isTwice: isObject(image) && (ids.get(key(image.id)) ?? 0) > 1,
    }),
  );
  if (images.length === 0) return failure('label-invalid', `${file} lists no picture. ${kept}`, { file });
  const strays = [...byImage].filter(([id]) => !ids.has(id)).reduce((sum, [, list]) => sum + list.length, 0);
  const stray =
    strays === 0
      ? []
      : [
          `${file}: ${strays === 1 ? '1 annotation names an image id' : `${strays} annotations name image ids`} that the file does not list; left aside.`,
        ];
  return success({ classes: categories.value.classes, images, warnings: [...categories.value.warnings, ...stray] });
}

type Categories = {
  readonly names: ReadonlyMap<string, string>;
  readonly classes: readonly string[];
  readonly warnings: readonly string[];
};

function readCategories(root: JsonObject, file: string): Result<Categories> {
  const names = new Map<string, string>();
  const warnings: string[] = [];
  const categories = listOf(root.categories).filter(isObject);
  const used = new Set(listOf(root.annotations).map((entry) => (isObject(entry) ? key(entry.category_id) : '')));
  const parents = new Set(categories.map((category) => category.supercategory));
  for (const category of categories) {
    const name = (wordOf(category.name) ?? '').trim().normalize('NFC');
    const id = key(category.id);
    if (id === '' || name === '') {
      return failure('classes-invalid', `${file}: a category lacks its id or its name. ${kept}`, { file });
    }
    if (names.has(id)) {
      return failure(
        'classes-invalid',
        `${file}: the category id ${id} is given twice, as "${names.get(id)}" and "${name}". ${kept}`,
        { file },
      );
    }
    names.set(id, name);
  }
  const inOrder = [...names].sort(([a], [b]) => compareNaturally(a, b));
  // Some writers list the data set's own name as a category without annotations that only stands above the others.
  const classes = inOrder.flatMap(([id, name]) => (!used.has(id) && parents.has(name) ? [] : [name]));
  for (const name of new Set(classes.filter((name, at) => classes.indexOf(name) !== at))) {
    warnings.push(`${file}: two category ids are called "${name}"; they were taken as one class.`);
  }
  return success({ names, classes: [...new Set(classes)], warnings });
}

function annotationsByImage(annotations: readonly unknown[]): Map<string, JsonObject[]> {
  const byImage = new Map<string, JsonObject[]>();
  for (const annotation of annotations) {
    if (!isObject(annotation)) continue;
    const id = key(annotation.image_id);
    const list = byImage.get(id);
    if (list === undefined) byImage.set(id, [annotation]);
    else list.push(annotation);
  }
  return byImage;
}

type ImageContext = {
  readonly categories: ReadonlyMap<string, string>;
  readonly annotations: readonly JsonObject[];
  readonly isTwice: boolean;
};

function readImage(image: unknown, at: number, file: string, context: ImageContext): ForeignImage {
  const fields = isObject(image) ? image : {};
  const { names, hasUploadName } = pictureNames(typeof fields.file_name === 'string' ? fields.file_name : '');
  const losses: Partial<Record<LossKind, number>> = {};
  return {
    place: `${file}, image ${names[0] ?? `number ${at + 1}`}`,
    file,
    names,
    hasUploadName,
    size: sizeOf(fields.width, fields.height),
    unit: 'px',
    content: contentOf(fields, context, losses),
    losses,
    warnings: [],
  };
}

function contentOf(
  image: JsonObject,
  { categories, annotations, isTwice }: ImageContext,
  losses: Partial<Record<LossKind, number>>,
): ForeignContent {
  if (isTwice && annotations.length > 0) {
    return {
      state: 'refused',
      why: `the image id ${key(image.id)} is given to two pictures, and its annotations could belong to either.`,
    };
  }
  const boxes = [];
  for (const annotation of annotations) {
    try {
      boxes.push(readCocoAnnotation(annotation, categories, losses));
    } catch (fault) {
      if (!(fault instanceof EntryFault)) throw fault;
      return { state: 'refused', why: `annotation ${key(annotation.id) || '?'}: ${fault.message}` };
    }
  }
  countLoss(losses, 'tag', listOf(image.tags).length);
  if (boxes.length > 0) return { state: 'boxes', boxes };
  return { state: image[noObjectField] === true ? 'no-object' : 'empty' };
}

/** Ids are whole numbers in the format and texts in some exports; `''` for neither. */
function key(id: unknown): string {
  return wordOf(id) ?? '';
}
