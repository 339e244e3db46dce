/** What other tools' files hold and labels here do not: counted while reading, said before an import and again after it. */
export const lossKinds = [
  'rotated-box',
  'polygon',
  'mask',
  'ellipse',
  'cuboid',
  'polyline',
  'point',
  'skeleton',
  'unnamed-region',
  'attribute',
  'tag',
  'occluded',
  'truncated',
  'difficult',
  'part',
  'group',
  'relation',
  'prediction',
  'cancelled',
  'draft',
] as const;
export type LossKind = (typeof lossKinds)[number];
export type Losses = Readonly<Partial<Record<LossKind, number>>>;

/** Shapes that are no area: a picture that holds nothing else stays unlabelled. */
export const shapesWithoutArea: readonly LossKind[] = ['polyline', 'point', 'skeleton', 'unnamed-region'];

export function countLoss(losses: Partial<Record<LossKind, number>>, kind: LossKind, count = 1): void {
  if (count > 0) losses[kind] = (losses[kind] ?? 0) + count;
}

export function sumLosses(all: Iterable<Losses>): Losses {
  const sum: Partial<Record<LossKind, number>> = {};
  for (const losses of all) for (const kind of lossKinds) countLoss(sum, kind, losses[kind] ?? 0);
  return sum;
}

type Wording = { readonly one: string; readonly many: string; readonly what: readonly [one: string, many: string] };
const becomes = (one: string, many: string, tail = ''): Wording => ({
  one,
  many,
  what: [`becomes the upright box around it${tail}.`, `become the upright boxes around them${tail}.`],
});
const isLeftOut = (one: string, many: string, why = ''): Wording => ({
  one,
  many,
  what: [`is not carried${why}.`, `are not carried${why}.`],
});
const mark = (word: string): Wording => ({
  one: `box is marked as ${word}`,
  many: `boxes are marked as ${word}`,
  what: ['and is carried without the mark.', 'and are carried without the mark.'],
});

const wordings: Readonly<Record<LossKind, Wording>> = {
  'rotated-box': becomes('rotated box', 'rotated boxes', '; the angle is not carried'),
  polygon: becomes('polygon', 'polygons'),
  mask: becomes('mask', 'masks'),
  ellipse: becomes('ellipse', 'ellipses'),
  cuboid: becomes('cuboid', 'cuboids'),
  polyline: isLeftOut('polyline', 'polylines', ': a line has no area'),
  point: isLeftOut('point shape', 'point shapes', ': a point has no area'),
  skeleton: isLeftOut('skeleton', 'skeletons'),
  'unnamed-region': isLeftOut('region without a class', 'regions without a class'),
  attribute: isLeftOut('attribute of a box', 'attributes of boxes'),
  tag: isLeftOut('tag of a whole picture', 'tags of whole pictures'),
  occluded: mark('occluded'),
  truncated: mark('truncated'),
  difficult: mark('difficult'),
  part: isLeftOut('part of an object', 'parts of objects'),
  group: isLeftOut('membership in a group', 'memberships in groups'),
  relation: isLeftOut('relation between boxes', 'relations between boxes'),
  prediction: isLeftOut('prediction of a model', 'predictions of a model', ': predictions are not labels'),
  cancelled: isLeftOut('annotation that its annotator skipped', 'annotations that their annotators skipped'),
  draft: isLeftOut('draft that was never submitted', 'drafts that were never submitted'),
};

export type NotCarried = { readonly kind: LossKind; readonly count: number; readonly sentence: string };

/** "2 rotated boxes become the upright boxes around them; the angle is not carried.", in a fixed order. */
export function notCarried(losses: Losses): NotCarried[] {
  return lossKinds.flatMap((kind) => {
    const count = losses[kind] ?? 0;
    if (count === 0) return [];
    const { one, many, what } = wordings[kind];
    const sentence = count === 1 ? `1 ${one} ${what[0]}` : `${count} ${many} ${what[1]}`;
    return [{ kind, count, sentence }];
  });
}
