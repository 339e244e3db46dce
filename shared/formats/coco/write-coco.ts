import type { LabelledImage } from '../exchange/labelled-image.ts';
import { noObjectField } from './read-coco.ts';

/**
 * COCO instances, in pieces to be written one after the other. Ids count from 1, categories in the order of the classes. Unlabelled
 * pictures are left out, because trainers take a listed picture without annotations for an empty one; a confirmed empty one is listed
 * with a field of ours that other readers pass over.
 */
export function* writeCoco(images: readonly LabelledImage[], classes: readonly string[]): Generator<string> {
  const labelled = images.filter(({ content }) => content.state !== 'unlabelled');
  yield `{"info": {"description": "Labels exported by Plugsight", "version": "1.0"},\n"licenses": [],\n"categories": [`;
  yield classes.map((name, at) => JSON.stringify({ id: at + 1, name, supercategory: '' })).join(',\n');
  yield '],\n"images": [';
  for (const [at, { name, size, content }] of labelled.entries()) {
    const mark = content.state === 'no-object' ? { [noObjectField]: true } : {};
    const image = { id: at + 1, file_name: name, width: size.widthPx, height: size.heightPx, ...mark };
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(image)}`;
  }
  yield '],\n"annotations": [';
  let id = 0;
  for (const [at, { content }] of labelled.entries()) {
    for (const { classIndex, box } of content.state === 'boxes' ? content.boxes : []) {
      id += 1;
      const [width, height] = [box.xMax - box.xMin, box.yMax - box.yMin];
      const annotation = {
        id,
        image_id: at + 1,
        category_id: classIndex + 1,
        bbox: [box.xMin, box.yMin, width, height],
        area: width * height,
        iscrowd: 0,
        segmentation: [],
      };
      yield `${id === 1 ? '' : ','}\n${JSON.stringify(annotation)}`;
    }
  }
  yield ']}\n';
}
