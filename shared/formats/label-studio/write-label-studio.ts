import type { LabelledImage } from '../exchange/labelled-image.ts';
import { escapeXml } from '../exchange/xml.ts';

/**
 * Tasks of Label Studio with their annotations, in pieces to be written one after the other. Pictures are named as its local storage
 * serves them, relative to the export's folder. An unlabelled picture is a task without an annotation, a confirmed empty one has an
 * annotation without a region. Coordinates are percent of width and height, in full precision.
 */
export function* writeLabelStudio(
  images: readonly LabelledImage[],
  classes: readonly string[],
  pictureFolder: string,
): Generator<string> {
  yield '[';
  for (const [at, image] of images.entries())
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(task(image, at + 1, classes, pictureFolder))}`;
  yield '\n]\n';
}

function task({ name, size, content }: LabelledImage, id: number, classes: readonly string[], pictureFolder: string) {
  const path = `${pictureFolder}/${name}`.split('/').map(encodeURIComponent).join('/');
  const boxes = content.state === 'boxes' ? content.boxes : [];
  const result = boxes.map(({ classIndex, box }, at) => ({
    id: `box${id}-${at + 1}`,
    type: 'rectanglelabels',
    from_name: 'label',
    to_name: 'image',
    original_width: size.widthPx,
    original_height: size.heightPx,
    image_rotation: 0,
    value: {
      x: (box.xMin / size.widthPx) * 100,
      y: (box.yMin / size.heightPx) * 100,
      width: ((box.xMax - box.xMin) / size.widthPx) * 100,
      height: ((box.yMax - box.yMin) / size.heightPx) * 100,
      rotation: 0,
      rectanglelabels: [classes[classIndex]],
    },
  }));
  const annotations = content.state === 'unlabelled' ? [] : [{ id, was_cancelled: false, ground_truth: false, result }];
  return { id, data: { image: `/data/local-files/?d=${path}` }, annotations, predictions: [] };
}

/** The project's labelling interface that fits these tasks. */
export function labellingInterface(classes: readonly string[]): string {
  const labels = classes.map((name) => `    <Label value="${escapeXml(name)}"/>\n`).join('');
  return `<View>\n  <Image name="image" value="$image"/>\n  <RectangleLabels name="label" toName="image">\n${labels}  </RectangleLabels>\n</View>\n`;
}
