import type { ProposedBox } from '../../../../shared/contract/labelling.ts';
import type { AnnotatedBox, AnnotationContent, BoxOrigin } from '../../../../shared/domain/annotation.ts';
import type { Box } from '../../../../shared/domain/box.ts';
import { intersectionOverUnion } from '../../../../shared/geometry/index.ts';

/** A box under work: `key` names it for as long as the image is open. */
export type WorkBox = {
  readonly key: string;
  readonly box: Box;
  readonly classIndex: number;
  readonly origin?: BoxOrigin;
};

/** A label as it stands in the window, before and after it is stored. `rejected`: places of the proposals a person said no to. */
export type Work = {
  readonly state: AnnotationContent['state'];
  readonly boxes: readonly WorkBox[];
  readonly rejected: readonly number[];
};

let made = 0;
function newKey(): string {
  made += 1;
  return `b${made}`;
}

export function workOf(content: AnnotationContent, proposals: readonly ProposedBox[]): Work {
  const boxes = content.state === 'boxes' ? content.boxes : [];
  return {
    state: content.state,
    boxes: boxes.map((box) => withKey(box, newKey())),
    rejected: proposals.flatMap(({ isRejected }, index) => (isRejected ? [index] : [])),
  };
}

function withKey({ classIndex, box, origin }: AnnotatedBox, key: string): WorkBox {
  return { key, classIndex, box, ...(origin ? { origin } : {}) };
}

export function contentOf({ state, boxes }: Work): AnnotationContent {
  if (state !== 'boxes') return { state };
  return {
    state,
    boxes: boxes.map(({ classIndex, box, origin }) => ({ classIndex, box, ...(origin ? { origin } : {}) })),
  };
}

/** The boxes make the state: with none left nothing is said, which is not the same as "no object". */
function withBoxes(work: Work, boxes: readonly WorkBox[]): Work {
  return { ...work, boxes, state: boxes.length > 0 ? 'boxes' : 'unlabelled' };
}

export function addBox(work: Work, box: Box, classIndex: number, author: string): { work: Work; key: string } {
  const key = newKey();
  const added: WorkBox = { key, classIndex, box, origin: { kind: 'human', author } };
  return { work: withBoxes(work, [...work.boxes, added]), key };
}

/** A box in another place or of another class. What was a proposal is now an edited one; any other box becomes the editor's own. */
export function changeBox(
  work: Work,
  key: string,
  change: { readonly box?: Box; readonly classIndex?: number },
  author: string,
): Work {
  const boxes = work.boxes.map((one) =>
    one.key === key ? { ...one, ...change, origin: touched(one.origin, author) } : one,
  );
  return withBoxes(work, boxes);
}

function touched(origin: BoxOrigin | undefined, author: string): BoxOrigin {
  return origin?.kind === 'model' ? { ...origin, author, change: 'edited' } : { kind: 'human', author };
}

export function deleteBox(work: Work, key: string): Work {
  return withBoxes(
    work,
    work.boxes.filter((one) => one.key !== key),
  );
}

export function sayNoObject(work: Work): Work {
  return { ...work, boxes: [], state: 'no-object' };
}

/** Boxes of another image, as this person's own; one that is here already is not doubled. */
export function copyBoxes(
  work: Work,
  from: readonly WorkBox[],
  author: string,
): { work: Work; keys: readonly string[] } {
  const fresh = from
    .filter(({ box, classIndex }) =>
      work.boxes.every((own) => own.classIndex !== classIndex || intersectionOverUnion(own.box, box) < sameBoxIou),
    )
    .map(({ box, classIndex }): WorkBox => ({ key: newKey(), box, classIndex, origin: { kind: 'human', author } }));
  if (fresh.length === 0) return { work, keys: [] };
  return { work: withBoxes(work, [...work.boxes, ...fresh]), keys: fresh.map(({ key }) => key) };
}

const sameBoxIou = 0.9;
/** From this overlap on a proposal and a box speak of one object: a person's box is not doubled by a model's. */
const oneObjectIou = 0.5;

export type Model = { readonly name: string; readonly version: number };

/**
 * A proposal as it stands in the editor. `taken`: accepted, and in the label; `covered`: a box of the label speaks of the same object;
 * `open` waits for a word.
 */
export type ProposalState = 'open' | 'covered' | 'taken' | 'rejected';

export function proposalState(work: Work, proposal: ProposedBox, index: number, model: Model): ProposalState {
  if (work.boxes.some(({ origin }) => isFrom(origin, proposal, model))) return 'taken';
  if (work.rejected.includes(index)) return 'rejected';
  return coveringBox(work, proposal) ? 'covered' : 'open';
}

function isFrom(origin: BoxOrigin | undefined, proposal: ProposedBox, { name, version }: Model): boolean {
  return (
    origin?.kind === 'model' &&
    origin.name === name &&
    origin.version === version &&
    origin.confidence === proposal.confidence
  );
}

/** The box of the label that speaks of the same object as a proposal, with how far they overlap. */
export function coveringBox(work: Work, proposal: ProposedBox): { readonly key: string; readonly iou: number } | null {
  const best = bestOverlap(work.boxes, proposal);
  return best && best.iou >= oneObjectIou ? best : null;
}

export function bestOverlap(
  boxes: readonly WorkBox[],
  { classIndex, box }: Pick<ProposedBox, 'classIndex' | 'box'>,
): { readonly key: string; readonly iou: number } | null {
  let best: { key: string; iou: number } | null = null;
  for (const own of boxes) {
    if (own.classIndex !== classIndex) continue;
    const iou = intersectionOverUnion(own.box, box);
    if (iou > (best?.iou ?? 0)) best = { key: own.key, iou };
  }
  return best;
}

export function acceptProposal(
  work: Work,
  proposal: ProposedBox,
  index: number,
  model: Model,
  author: string,
): { work: Work; key: string } {
  const key = newKey();
  const { classIndex, box, confidence } = proposal;
  const origin: BoxOrigin = { kind: 'model', author, ...model, confidence, change: 'accepted' };
  const next = withBoxes(work, [...work.boxes, { key, classIndex, box, origin }]);
  return { work: { ...next, rejected: next.rejected.filter((one) => one !== index) }, key };
}

export function rejectProposal(work: Work, index: number): Work {
  return { ...work, rejected: [...work.rejected.filter((one) => one !== index), index] };
}

/** Proposals worth a person's eye: above the threshold, and the best one below it where there is none above. */
export function shownProposals(proposals: readonly ProposedBox[], threshold: number): readonly number[] {
  const above = proposals.flatMap(({ confidence }, index) => (confidence > threshold ? [index] : []));
  return above.length > 0 || proposals.length === 0 ? above : [0];
}
