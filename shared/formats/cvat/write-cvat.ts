import { type LabelledImage, plainDecimal } from '../exchange/labelled-image.ts';
import { escapeXml } from '../exchange/xml.ts';
import { noObjectMark } from './read-cvat.ts';

/**
 * "CVAT for images 1.1", in pieces to be written one after the other. Unlabelled pictures are left out: in this format a listed picture
 * without a shape could be either. A confirmed empty one carries a mark that other readers pass over. Coordinates are exact.
 */
export function* writeCvat(
  images: readonly LabelledImage[],
  classes: readonly string[],
  name: string,
): Generator<string> {
  const labelled = images.filter(({ content }) => content.state !== 'unlabelled');
  yield '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n';
  yield `  <meta>\n    <task>\n      <name>${escapeXml(name)}</name>\n      <size>${labelled.length}</size>\n      <mode>annotation</mode>\n      <labels>\n`;
  for (const className of classes) {
    yield `        <label>\n          <name>${escapeXml(className)}</name>\n          <type>rectangle</type>\n          <attributes>\n          </attributes>\n        </label>\n`;
  }
  yield '      </labels>\n    </task>\n  </meta>\n';
  for (const [id, { name: imageName, size, content }] of labelled.entries()) {
    const mark = content.state === 'no-object' ? ` ${noObjectMark}="1"` : '';
    yield `  <image id="${id}" name="${escapeXml(imageName)}" width="${size.widthPx}" height="${size.heightPx}"${mark}>\n`;
    for (const { classIndex, box } of content.state === 'boxes' ? content.boxes : []) {
      const corners = `xtl="${plainDecimal(box.xMin)}" ytl="${plainDecimal(box.yMin)}" xbr="${plainDecimal(box.xMax)}" ybr="${plainDecimal(box.yMax)}"`;
      yield `    <box label="${escapeXml(classes[classIndex])}" source="manual" occluded="0" ${corners} z_order="0">\n    </box>\n`;
    }
    yield '  </image>\n';
  }
  yield '</annotations>\n';
}
