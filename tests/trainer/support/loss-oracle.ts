import { size, type Tensor, tensor } from './tensor.ts';

/** The head's outputs at one stride: logits of the sides [N, 64, h, w] and of the classes [N, K, h, w]. */
export type HeadOutput = { readonly stride: number; readonly sides: Tensor; readonly classes: Tensor };
type Edges = readonly number[];

const bins = Array.from({ length: 16 }, (_, bin) => bin);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function overlapOf(a: Edges, b: Edges): number {
  const width = Math.max(0, Math.min(a[2]!, b[2]!) - Math.max(a[0]!, b[0]!));
  const height = Math.max(0, Math.min(a[3]!, b[3]!) - Math.max(a[1]!, b[1]!));
  const area = (edges: Edges) => (edges[2]! - edges[0]!) * (edges[3]! - edges[1]!);
  return (width * height) / (area(a) + area(b) - width * height + 1e-7);
}

function aspectTerm(a: Edges, b: Edges): number {
  const angle = (edges: Edges) => Math.atan((edges[2]! - edges[0]!) / (edges[3]! - edges[1]! + 1e-7));
  return (4 / Math.PI ** 2) * (angle(b) - angle(a)) ** 2;
}

function alphaOf(a: Edges, b: Edges): number {
  const aspect = aspectTerm(a, b);
  return aspect / (aspect - overlapOf(a, b) + 1 + 1e-7);
}

function completeIou(a: Edges, b: Edges, alpha: number): number {
  const reach = (low: number) => Math.max(a[low + 2]!, b[low + 2]!) - Math.min(a[low]!, b[low]!);
  const apart = (low: number) => (a[low]! + a[low + 2]! - b[low]! - b[low + 2]!) / 2;
  const diagonal = reach(0) ** 2 + reach(1) ** 2 + 1e-7;
  return overlapOf(a, b) - (apart(0) ** 2 + apart(1) ** 2) / diagonal - alpha * aspectTerm(a, b);
}

/** One anchor of one image: where its logits lie and what they say. */
type Anchor = {
  readonly level: number;
  readonly cell: number;
  readonly x: number;
  readonly y: number;
  /** Softmax over the bins, their mean and the log of the sum of exponentials, for left, top, right and bottom. */
  readonly sides: readonly {
    readonly logits: readonly number[];
    readonly shares: readonly number[];
    readonly mean: number;
    readonly logSum: number;
  }[];
  readonly edges: Edges;
};

/**
 * The detection loss written the long way: loops over boxes and anchors, sorting for the ten best, and derivatives by hand (that of
 * CIoU by finite differences). Returns the five loss items and the gradient of batch x (sum of the losses) at the head's outputs.
 */
export function detectionLossOracle(heads: readonly HeadOutput[], boxes: Tensor, classes: Tensor) {
  const [batch, rows, classCount] = classes.shape as [number, number, number];
  const gradient = heads.map(({ sides, classes: scores }) => {
    return { sides: new Float64Array(sides.data.length), classes: new Float64Array(scores.data.length) };
  });
  const owned: { n: number; anchor: Anchor; box: Edges; label: number; score: number }[] = [];

  for (let n = 0; n < batch; n++) {
    const anchors = anchorsOf(heads, n);
    const labelled = Array.from({ length: rows }, (_, m) => {
      const label = [...classes.data.subarray((n * rows + m) * classCount, (n * rows + m + 1) * classCount)].indexOf(1);
      return { box: [...boxes.data.subarray((n * rows + m) * 4, (n * rows + m + 1) * 4)], label };
    });
    const candidates = labelled.map(({ box, label }) => {
      if (label < 0) return [];
      const aligned = anchors.flatMap((anchor) => {
        const margin = Math.min(anchor.x - box[0]!, anchor.y - box[1]!, box[2]! - anchor.x, box[3]! - anchor.y);
        if (margin <= 1e-9) return [];
        const overlap = overlapOf(anchor.edges, box);
        const { classes: scores } = heads[anchor.level]!;
        const score = logistic(scores.data[classIndex(scores, n, label, anchor.cell)]!);
        const alignment = Math.sqrt(score) * overlap ** 6;
        return alignment >= 1e-30 ? [{ anchor, overlap, alignment }] : [];
      });
      return aligned.sort((a, b) => b.alignment - a.alignment).slice(0, 10);
    });
    const owner = new Map<Anchor, number>();
    candidates.forEach((list, m) => {
      for (const { anchor, overlap } of list) {
        const rival = owner.get(anchor);
        if (rival === undefined || overlap > overlapOf(anchor.edges, labelled[rival]!.box)) owner.set(anchor, m);
      }
    });
    candidates.forEach((list, m) => {
      const kept = list.filter(({ anchor }) => owner.get(anchor) === m);
      const bestOverlap = Math.max(...kept.map(({ overlap }) => overlap));
      const bestAlignment = Math.max(...kept.map(({ alignment }) => alignment));
      for (const { anchor, alignment } of kept) {
        const score = (alignment * bestOverlap) / (bestAlignment + 1e-16);
        owned.push({ n, anchor, box: labelled[m]!.box, label: labelled[m]!.label, score });
      }
    });
  }

  const scoreSum = Math.max(1, sum(owned.map(({ score }) => score)));
  let [boxLoss, classLoss, distributionLoss] = [0, 0, 0];
  const targetScore = heads.map(({ classes: scores }) => new Float64Array(scores.data.length));
  for (const { n, anchor, box, label, score } of owned) {
    const { stride, sides, classes: scores } = heads[anchor.level]!;
    const weight = score / scoreSum;
    targetScore[anchor.level]![classIndex(scores, n, label, anchor.cell)]! += score;
    const alpha = alphaOf(anchor.edges, box);
    boxLoss += 7.5 * weight * (1 - completeIou(anchor.edges, box, alpha));
    anchor.sides.forEach((side, which) => {
      const step = 1e-4;
      const moved = [step, -step].map((by) =>
        completeIou(anchor.edges.with(which, anchor.edges[which]! + by), box, alpha),
      );
      const perPixel = (-7.5 * weight * batch * (moved[0]! - moved[1]!)) / (2 * step);
      const perBin = perPixel * stride * (which < 2 ? -1 : 1);

      const wantedPx = [anchor.x - box[0]!, anchor.y - box[1]!, box[2]! - anchor.x, box[3]! - anchor.y][which]!;
      const wanted = Math.min(Math.max(wantedPx / stride, 0), 14.99);
      const [low, high] = [Math.floor(wanted), Math.floor(wanted) + 1];
      const target = bins.map((bin) => (bin === low ? high - wanted : bin === high ? wanted - low : 0));
      distributionLoss += (1.5 / 4) * weight * sum(target.map((t, bin) => t * (side.logSum - side.logits[bin]!)));
      for (const bin of bins) {
        const share = side.shares[bin]!;
        gradient[anchor.level]!.sides[sideIndex(sides, n, which, bin, anchor.cell)] =
          share * (bin - side.mean) * perBin + (1.5 / 4) * weight * batch * (share - target[bin]!);
      }
    });
  }
  heads.forEach(({ classes: scores }, level) => {
    scores.data.forEach((logit, index) => {
      const target = targetScore[level]![index]!;
      classLoss += (0.5 * (Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit))))) / scoreSum;
      gradient[level]!.classes[index] = (0.5 * batch * (logistic(logit) - target)) / scoreSum;
    });
  });
  return { items: [boxLoss, classLoss, distributionLoss, scoreSum, owned.length], gradient };
}

function anchorsOf(heads: readonly HeadOutput[], n: number): readonly Anchor[] {
  return heads.flatMap(({ stride, sides }, level) => {
    const [, , height, width] = sides.shape as [number, number, number, number];
    return Array.from({ length: height * width }, (_, cell): Anchor => {
      const [x, y] = [((cell % width) + 0.5) * stride, (Math.floor(cell / width) + 0.5) * stride];
      const decoded = [0, 1, 2, 3].map((side) => {
        const logits = bins.map((bin) => sides.data[sideIndex(sides, n, side, bin, cell)]!);
        const greatest = Math.max(...logits);
        const logSum = greatest + Math.log(sum(logits.map((logit) => Math.exp(logit - greatest))));
        const shares = logits.map((logit) => Math.exp(logit - logSum));
        return { logits, shares, logSum, mean: sum(shares.map((share, bin) => share * bin)) };
      });
      const [left, top, right, bottom] = decoded.map(({ mean }) => mean * stride) as [number, number, number, number];
      return { level, cell, x, y, sides: decoded, edges: [x - left, y - top, x + right, y + bottom] };
    });
  });
}

function sideIndex({ shape }: Tensor, n: number, side: number, bin: number, cell: number): number {
  return ((n * 4 + side) * 16 + bin) * size(shape.slice(2)) + cell;
}

function classIndex({ shape }: Tensor, n: number, label: number, cell: number): number {
  return (n * shape[1]! + label) * size(shape.slice(2)) + cell;
}

/** Random outputs of a head for images of the given size. */
export function randomHead(
  { batch, heightPx, widthPx, classCount }: { batch: number; heightPx: number; widthPx: number; classCount: number },
  drawSide: () => number,
  drawClass: () => number,
): readonly HeadOutput[] {
  return [8, 16, 32].map((stride) => {
    const map = [heightPx / stride, widthPx / stride];
    const random = (channels: number, draw: () => number) => {
      const shape = [batch, channels, ...map];
      return tensor(
        shape,
        Array.from({ length: size(shape) }, () => Math.fround(draw())),
      );
    };
    return { stride, sides: random(64, drawSide), classes: random(classCount, drawClass) };
  });
}
