import { acceptProposal, coveringBox, proposalState, rejectProposal, shownProposals } from '../editing/work.ts';
import { type Current, say, seenImage, select, selectedProposal, useLabel } from './state.ts';
import { apply, author } from './step.ts';

/** The proposals of an image that wait for a word, best first. */
export function openProposals({ image, work }: Current): readonly number[] {
  const { proposals } = image;
  if (!proposals) return [];
  const model = { name: proposals.model, version: proposals.version };
  return shownProposals(proposals.boxes, proposals.threshold).filter(
    (index) => proposalState(work, proposals.boxes[index], index, model) === 'open',
  );
}

function wantedProposal(now: Current): number | null {
  return selectedProposal(useLabel.getState().selected) ?? openProposals(now)[0] ?? null;
}

const noProposal = 'No proposal waits here.';

export function accept(): void {
  const [now, name] = [seenImage(), author()];
  if (!now || name === null) return;
  const { proposals } = now.image;
  const index = wantedProposal(now);
  const proposal = index === null ? undefined : proposals?.boxes[index];
  if (!proposals || index === null || !proposal) {
    say(noProposal);
    return;
  }
  const covering = coveringBox(now.work, proposal);
  if (covering) {
    say(
      `A box stands here already (IoU ${covering.iou.toFixed(2)}) and is kept. Reject the proposal, or delete the box first.`,
    );
    return;
  }
  const accepted = acceptProposal(now.work, proposal, index, modelOf(proposals), name);
  apply(now, accepted.work);
  select(accepted.key);
}

/** All that wait above the threshold. */
export function acceptAll(): void {
  const [now, name] = [seenImage(), author()];
  if (!now || name === null) return;
  const { proposals } = now.image;
  const waiting = openProposals(now).filter(
    (index) => (proposals?.boxes[index]?.confidence ?? 0) > (proposals?.threshold ?? 1),
  );
  if (!proposals || waiting.length === 0) {
    say(noProposal);
    return;
  }
  let { work } = now;
  for (const index of waiting) {
    const proposal = proposals.boxes[index];
    // Two proposals of one object: the better one was taken a moment ago.
    if (!coveringBox(work, proposal)) work = acceptProposal(work, proposal, index, modelOf(proposals), name).work;
  }
  apply(now, work);
  select(null);
}

export function reject(): void {
  const [now, name] = [seenImage(), author()];
  if (!now || name === null) return;
  const index = wantedProposal(now);
  if (index === null) {
    say(noProposal);
    return;
  }
  apply(now, rejectProposal(now.work, index));
  select(null);
}

function modelOf({ model, version }: { readonly model: string; readonly version: number }) {
  return { name: model, version };
}
