import type { LabelImage } from '../../../shared/contract/labelling.ts';
import { type OverlayBox, predictedBox, truthBox } from '../../viewport/index.ts';
import { bestOverlap, proposalState, shownProposals, type Work } from './editing/work.ts';
import type { Conflict } from './saving/saver.ts';

/** From this overlap on it is worth saying how much two boxes overlap. */
const saidFromIou = 0.1;

/** Boxes over the picture: the label's, and the proposals that were neither taken nor rejected. */
export function shownBoxes(image: LabelImage, work: Work, classes: readonly string[]): readonly OverlayBox[] {
  const { proposals } = image;
  const shown = proposals
    ? shownProposals(proposals.boxes, proposals.threshold)
        .map((index) => ({ index, proposal: proposals.boxes[index] }))
        .filter(({ index, proposal }) => {
          const state = proposalState(work, proposal, index, { name: proposals.model, version: proposals.version });
          return state === 'open' || state === 'covered';
        })
    : [];
  const overlaps = new Map<string, number>();
  for (const { proposal } of shown) {
    const best = bestOverlap(work.boxes, proposal);
    if (best && best.iou >= saidFromIou) overlaps.set(best.key, Math.max(best.iou, overlaps.get(best.key) ?? 0));
  }
  return [
    ...shown.map(({ index, proposal }) =>
      predictedBox(`p${index}`, proposal, classes, { threshold: proposals?.threshold ?? 0 }),
    ),
    ...work.boxes.map((one) =>
      truthBox(one.key, one, classes, { iou: overlaps.get(one.key) ?? null, isEditable: true }),
    ),
  ];
}

/** The two versions of a label over each other, told apart by their tags. */
export function conflictBoxes({ mine, stored }: Conflict, classes: readonly string[]): readonly OverlayBox[] {
  const version = (content: LabelImage['content'], name: string) =>
    (content.state === 'boxes' ? content.boxes : []).map((box, index) => {
      const shown = truthBox(`${name}${index}`, box, classes);
      return { ...shown, tag: `${shown.tag}, ${name}` };
    });
  return [...version(stored.content, 'stored'), ...(mine.content ? version(mine.content, 'yours') : [])];
}
