import type { Box } from '../../domain/box.ts';
import { failure, type Result, success } from '../../domain/problem.ts';
import type { Size } from '../../domain/size.ts';
import { sizeOf } from '../exchange/json.ts';
import { countLoss, type Losses, type LossKind } from '../exchange/losses.ts';
import { classNameFrom, EntryFault, numberFrom } from '../exchange/shape-text.ts';
import { boxAroundTurned } from '../exchange/upright-box.ts';
import { childOf, childrenOf, parseXml, textOf, type XmlElement } from '../exchange/xml.ts';
import { fileNameOf, folderOf, stemOf, withSlashes } from '../folder-path.ts';

/** One object: its corners as the file has them, or the pixel box of a turned one, which counts from 0 in any case. */
export type VocObject = { readonly className: string } & (
  | { readonly corners: readonly [xMin: number, yMin: number, xMax: number, yMax: number] }
  | { readonly turned: Box }
);

/** One file, that is one picture. Where its corners count from is decided over the whole set, see `vocLabels`. */
export type VocFile = {
  readonly file: string;
  readonly names: readonly string[];
  readonly size: Size | null;
  readonly objects: readonly VocObject[];
  /** Are corners written with a decimal point? */
  readonly hasFractions: boolean;
  readonly losses: Losses;
};

const kept = 'Its picture stays as it was. Correct the file and import it again.';

/** A Pascal VOC annotation file, read or refused as a whole: no picture ends up with some of its objects. */
export function readVoc(text: string, file: string): Result<VocFile> {
  const parsed = parseXml(text, file, kept);
  if (!parsed.ok) return parsed;
  const { name, element } = parsed.value;
  if (name !== 'annotation') {
    return failure(
      'label-invalid',
      `${file}: its outermost element is ${name}, not annotation; this is no Pascal VOC file. ${kept}`,
      { file },
    );
  }
  const losses: Partial<Record<LossKind, number>> = {};
  const objects: VocObject[] = [];
  for (const [at, object] of childrenOf(element, 'object').entries()) {
    try {
      objects.push(readObject(object, losses));
    } catch (fault) {
      if (!(fault instanceof EntryFault)) throw fault;
      return failure('label-invalid', `${file}, object ${at + 1}: ${fault.message} ${kept}`, { file });
    }
  }
  const size = childOf(element, 'size');
  return success({
    file,
    names: pictureNames(element, file),
    size: size === undefined ? null : sizeOf(textOf(size, 'width'), textOf(size, 'height')),
    objects,
    hasFractions: childrenOf(element, 'object').some((object) => {
      const box = childOf(object, 'bndbox');
      return ['xmin', 'ymin', 'xmax', 'ymax'].some((side) => textOf(box ?? {}, side)?.includes('.'));
    }),
    losses,
  });
}

function readObject(object: XmlElement, losses: Partial<Record<LossKind, number>>): VocObject {
  const className = classNameFrom(textOf(object, 'name'), 'name');
  for (const kind of ['difficult', 'truncated', 'occluded'] as const) {
    if (/^(1|true)$/i.test(textOf(object, kind) ?? '')) countLoss(losses, kind);
  }
  countLoss(losses, 'part', childrenOf(object, 'part').length);
  countLoss(losses, 'attribute', childrenOf(childOf(object, 'attributes'), 'attribute').length);
  if (!/^(unspecified|unknown)?$/i.test(textOf(object, 'pose') ?? '')) countLoss(losses, 'attribute');
  countLoss(losses, 'polygon', childrenOf(object, 'polygon').length);
  const turned = childOf(object, 'robndbox');
  if (turned !== undefined) {
    countLoss(losses, 'rotated-box');
    return { className, turned: turnedBox(turned) };
  }
  const box = childOf(object, 'bndbox');
  if (box === undefined) throw new EntryFault('bndbox is missing.');
  const [xMin, yMin, xMax, yMax] = (['xmin', 'ymin', 'xmax', 'ymax'] as const).map((side) =>
    numberFrom(textOf(box, side), side),
  );
  if (xMax! < xMin! || yMax! < yMin!) throw new EntryFault('xmax and ymax must not be less than xmin and ymin.');
  return { className, corners: [xMin!, yMin!, xMax!, yMax!] };
}

/** roLabelImg's turned box: centre, size and an angle in radians. */
function turnedBox(box: XmlElement): Box {
  const [x, y, width, height, angle] = (['cx', 'cy', 'w', 'h', 'angle'] as const).map((name) =>
    numberFrom(textOf(box, name), name),
  );
  const rectangle = { left: x! - width! / 2, top: y! - height! / 2, width: width!, height: height! };
  return boxAroundTurned(rectangle, (angle! * 180) / Math.PI, [x!, y!]);
}

/**
 * What the picture may be called: by its element `filename`, and by the file's own name, which stays right where pictures were renamed
 * together with their files. Where the two mean different pictures that are both here, neither is taken.
 */
function pictureNames(element: XmlElement, file: string): string[] {
  const written = withSlashes(textOf(element, 'filename') ?? '');
  const parts = folderOf(file)
    .split('/')
    .filter((part) => part !== '');
  const inside = parts.filter((part) => !/^(annotations|jpegimages|images|labels)$/i.test(part));
  const own = [...inside, stemOf(file)].join('/');
  const folder = withSlashes(textOf(element, 'folder') ?? '');
  const withFolder = folder !== '' && written !== '' ? [`${fileNameOf(folder)}/${fileNameOf(written)}`] : [];
  return written === '' ? [own] : [written, ...withFolder, own];
}
