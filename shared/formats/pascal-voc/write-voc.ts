import type { Box } from '../../domain/box.ts';
import type { Size } from '../../domain/size.ts';
import type { LabelledImage } from '../exchange/labelled-image.ts';
import { escapeXml } from '../exchange/xml.ts';

/**
 * A Pascal VOC file for one picture, or null where there must be none: "unlabelled" is no file, "no object" one without an object.
 * Corners count from 1, include the last pixel and are whole numbers, which is what readers of this format expect: at most half a pixel
 * is lost on each side, and nothing more when it is written again. The file name has the folders below the pictures' one: readers look
 * there, and none looks at `folder`.
 */
export function writeVoc({ name, size, content }: LabelledImage, classes: readonly string[]): string | null {
  if (content.state === 'unlabelled') return null;
  const objects = (content.state === 'boxes' ? content.boxes : []).map(({ classIndex, box }) => {
    const [xMin, yMin, xMax, yMax] = vocCorners(box, size);
    return `  <object>
    <name>${escapeXml(classes[classIndex])}</name>
    <pose>Unspecified</pose>
    <truncated>0</truncated>
    <difficult>0</difficult>
    <bndbox>
      <xmin>${xMin}</xmin>
      <ymin>${yMin}</ymin>
      <xmax>${xMax}</xmax>
      <ymax>${yMax}</ymax>
    </bndbox>
  </object>
`;
  });
  return `<annotation>
  <folder></folder>
  <filename>${escapeXml(name)}</filename>
  <source>
    <database>Plugsight</database>
  </source>
  <size>
    <width>${size.widthPx}</width>
    <height>${size.heightPx}</height>
    <depth>1</depth>
  </size>
  <segmented>0</segmented>
${objects.join('')}</annotation>
`;
}

/** Whole corners counted from 1, inside the picture; a box thinner than a pixel becomes the pixel its middle lies in. */
export function vocCorners(box: Box, size: Size): [xMin: number, yMin: number, xMax: number, yMax: number] {
  const [xMin, xMax] = wholeSide(box.xMin, box.xMax, size.widthPx);
  const [yMin, yMax] = wholeSide(box.yMin, box.yMax, size.heightPx);
  return [xMin, yMin, xMax, yMax];
}

function wholeSide(low: number, high: number, length: number): readonly [first: number, last: number] {
  const [from, to] = [Math.round(low), Math.round(high)].map((edge) => Math.min(Math.max(edge, 0), length));
  if (to! > from!) return [from! + 1, to!];
  const pixel = Math.min(Math.floor((low + high) / 2), length - 1) + 1;
  return [pixel, pixel];
}

/** CVAT and Datumaro take the class list of a VOC folder from here. */
export function writeLabelMap(classes: readonly string[]): string {
  return `# label:color_rgb:parts:actions\nbackground:::\n${classes.map((name) => `${name}:::\n`).join('')}`;
}
