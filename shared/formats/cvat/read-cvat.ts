import { failure, type Result, success } from '../../domain/problem.ts';
import type { Size } from '../../domain/size.ts';
import type { ForeignContent, ForeignImage, ForeignLabels } from '../exchange/foreign-labels.ts';
import { finiteNumber } from '../exchange/json.ts';
import { countLoss, type LossKind } from '../exchange/losses.ts';
import { pictureNames } from '../exchange/picture-names.ts';
import { EntryFault } from '../exchange/shape-text.ts';
import { attributeOf, childOf, childrenOf, parseXml, textOf, type XmlElement } from '../exchange/xml.ts';
import { readCvatShape, shapeNames } from './cvat-shapes.ts';

const kept = 'No label of this file was imported.';

/** Of our own exports: an attribute that other readers pass over. */
export const noObjectMark = 'no_object';

/**
 * "CVAT for images 1.1". Coordinates are pixel edges counted from 0. The format lists pictures that nobody opened in the same way as
 * pictures without an object, so an image without a shape is `empty`, except where our own export marked it.
 */
export function readCvat(text: string, file: string): Result<ForeignLabels> {
  const parsed = parseXml(text, file, kept);
  if (!parsed.ok) return parsed;
  const { name, element } = parsed.value;
  if (name !== 'annotations') {
    return failure(
      'label-invalid',
      `${file}: its outermost element is ${name}, not annotations; this is no CVAT file. ${kept}`,
      { file },
    );
  }
  if (childrenOf(element, 'track').length > 0) {
    return failure(
      'label-invalid',
      `${file} is a CVAT export for videos (tracks over frames). ${kept} Export the task again as "CVAT for images 1.1".`,
      { file },
    );
  }
  const images = childrenOf(element, 'image').map((image) => readImage(image, file));
  if (images.length === 0) return failure('label-invalid', `${file} lists no picture. ${kept}`, { file });
  return success({ classes: declaredClasses(element), images, warnings: [] });
}

function readImage(image: XmlElement, file: string): ForeignImage {
  const { names, hasUploadName } = pictureNames(attributeOf(image, 'name') ?? '');
  const losses: Partial<Record<LossKind, number>> = {};
  return {
    place: `${file}, image ${names[0] ?? `with id ${attributeOf(image, 'id') ?? '?'}`}`,
    file,
    names,
    hasUploadName,
    size: imageSize(image),
    unit: 'px',
    content: contentOf(image, losses),
    losses,
    warnings: [],
  };
}

function contentOf(image: XmlElement, losses: Partial<Record<LossKind, number>>): ForeignContent {
  countLoss(losses, 'tag', childrenOf(image, 'tag').length);
  const shapes = shapeNames.flatMap((kind) => childrenOf(image, kind).map((shape, at) => ({ kind, shape, at })));
  const boxes = [];
  for (const { kind, shape, at } of shapes) {
    try {
      const box = readCvatShape(kind, shape, losses);
      if (box !== null) boxes.push(box);
    } catch (fault) {
      if (!(fault instanceof EntryFault)) throw fault;
      return { state: 'refused', why: `${kind} ${at + 1} of it: ${fault.message}` };
    }
  }
  if (boxes.length > 0) return { state: 'boxes', boxes };
  if (shapes.length > 0) return { state: 'unlabelled' };
  return { state: attributeOf(image, noObjectMark) === '1' ? 'no-object' : 'empty' };
}

function imageSize(image: XmlElement): Size | null {
  const [widthPx, heightPx] = ['width', 'height'].map((side) => finiteNumber(attributeOf(image, side)));
  return widthPx !== null && heightPx !== null && widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null;
}

/** Labels of the task, job or project, in their order, without those that are only for whole pictures or skeletons. */
function declaredClasses(root: XmlElement): string[] {
  const meta = childOf(root, 'meta');
  const owner = ['task', 'job', 'project'].map((name) => childOf(meta, name)).find((found) => found !== undefined);
  return childrenOf(childOf(owner, 'labels'), 'label').flatMap((label) => {
    const name = textOf(label, 'name')?.normalize('NFC') ?? '';
    const isForBoxes = !['tag', 'skeleton', 'points', 'polyline'].includes(textOf(label, 'type') ?? 'any');
    return name !== '' && isForBoxes && textOf(label, 'parent') === null ? [name] : [];
  });
}
