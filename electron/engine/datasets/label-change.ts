import type { AnnotationContent } from '../../../shared/domain/annotation.ts';
import type { Box, LabelledBox } from '../../../shared/domain/box.ts';

/** What is other in a label, in a few words, and how far a box moved at most (its corner that moved most, in source pixels). */
export function changeOf(
  before: AnnotationContent,
  after: AnnotationContent,
): { readonly words: string; readonly movedPx: number | null } {
  const [old, now] = [boxesOf(before), boxesOf(after)];
  if (old.length !== now.length) return { words: `${counted(now.length)}, ${were(old.length)}`, movedPx: null };
  if (old.length === 0) return { words: 'no object now, was not labelled', movedPx: null };
  let movedPx = 0;
  let renamed = 0;
  for (const { classIndex, box } of now) {
    const nearest = old.reduce((best, one) => (distance(one.box, box) < distance(best.box, box) ? one : best));
    movedPx = Math.max(movedPx, distance(nearest.box, box));
    if (nearest.classIndex !== classIndex) renamed += 1;
  }
  const words = [
    ...(movedPx >= 0.001 ? [`box moved by ${movedPx < 1 ? 'under 1' : Math.round(movedPx)} px`] : []),
    ...(renamed > 0 ? [`${counted(renamed)} of another class`] : []),
  ];
  return { words: words.join(', '), movedPx };
}

function boxesOf(content: AnnotationContent): readonly LabelledBox[] {
  return content.state === 'boxes' ? content.boxes : [];
}

function counted(boxes: number): string {
  return boxes === 0 ? 'no object' : boxes === 1 ? '1 box' : `${boxes} boxes`;
}

function were(boxes: number): string {
  return boxes === 0 ? 'were none' : boxes === 1 ? 'was 1' : `were ${boxes}`;
}

function distance(a: Box, b: Box): number {
  return Math.max(
    Math.hypot(a.xMin - b.xMin, a.yMin - b.yMin),
    Math.hypot(a.xMax - b.xMax, a.yMax - b.yMax),
    Math.hypot(a.xMin - b.xMin, a.yMax - b.yMax),
    Math.hypot(a.xMax - b.xMax, a.yMin - b.yMin),
  );
}
