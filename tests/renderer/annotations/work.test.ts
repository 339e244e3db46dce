import { describe, expect, test } from 'vitest';
import {
  noHistory,
  redone,
  undone,
  without,
  withStep,
} from '../../../renderer/features/annotations/editing/history.ts';
import {
  acceptProposal,
  addBox,
  changeBox,
  contentOf,
  copyBoxes,
  coveringBox,
  deleteBox,
  proposalState,
  rejectProposal,
  sayNoObject,
  shownProposals,
  workOf,
} from '../../../renderer/features/annotations/editing/work.ts';

const box = { xMin: 100, yMin: 100, xMax: 300, yMax: 200 };
const proposal = {
  classIndex: 0,
  confidence: 0.8765432,
  box: { xMin: 900, yMin: 900, xMax: 1100, yMax: 1000 },
  isRejected: false,
};
const model = { name: 'plug', version: 2 };
const nothing = workOf({ state: 'unlabelled' }, [proposal]);

describe('a label under work', () => {
  test('an untouched image, an image confirmed empty and one whose last box went are three things', () => {
    expect(contentOf(nothing)).toEqual({ state: 'unlabelled' });
    expect(contentOf(sayNoObject(nothing))).toEqual({ state: 'no-object' });
    const { work, key } = addBox(sayNoObject(nothing), box, 0, 'Keller');
    expect(contentOf(deleteBox(work, key))).toEqual({ state: 'unlabelled' });
  });
  test("a box drawn is its author's", () => {
    expect(contentOf(addBox(nothing, box, 1, 'Keller').work)).toEqual({
      state: 'boxes',
      boxes: [{ classIndex: 1, box, origin: { kind: 'human', author: 'Keller' } }],
    });
  });
  test('an accepted proposal keeps its model and confidence; a corrected one says so', () => {
    const { work, key } = acceptProposal(nothing, proposal, 0, model, 'Keller');
    expect(work.boxes[0]?.origin).toEqual({
      kind: 'model',
      author: 'Keller',
      name: 'plug',
      version: 2,
      confidence: 0.8765432,
      change: 'accepted',
    });
    expect(proposalState(work, proposal, 0, model)).toBe('taken');
    const moved = changeBox(work, key, { box }, 'Berg');
    expect(moved.boxes[0]?.origin).toMatchObject({ kind: 'model', author: 'Berg', change: 'edited' });
    expect(proposalState(moved, proposal, 0, model)).toBe('taken');
    expect(proposalState(deleteBox(moved, key), proposal, 0, model)).toBe('open');
  });
  test('a proposal over a box of the label is covered by it and never doubles it', () => {
    const { work, key } = addBox(nothing, { ...proposal.box, xMax: 1120 }, 0, 'Keller');
    expect(coveringBox(work, proposal)?.key).toBe(key);
    expect(proposalState(work, proposal, 0, model)).toBe('covered');
    expect(coveringBox(addBox(nothing, proposal.box, 1, 'Keller').work, proposal)).toBeNull();
  });
  test('rejected stays rejected when the image is read again', () => {
    expect(proposalState(rejectProposal(nothing, 0), proposal, 0, model)).toBe('rejected');
    expect(workOf({ state: 'unlabelled' }, [{ ...proposal, isRejected: true }]).rejected).toEqual([0]);
  });
  test("copied boxes are the copier's own, each once", () => {
    const from = acceptProposal(nothing, proposal, 0, model, 'Berg').work.boxes;
    const { work, keys } = copyBoxes(nothing, from, 'Keller');
    expect(keys).toHaveLength(1);
    expect(work.boxes[0]).toMatchObject({ box: proposal.box, origin: { kind: 'human', author: 'Keller' } });
    expect(copyBoxes(work, from, 'Keller').keys).toEqual([]);
  });
  test('shown: what is above the threshold, else the best there is', () => {
    const low = { ...proposal, confidence: 0.2 };
    expect(shownProposals([proposal, low], 0.5)).toEqual([0]);
    expect(shownProposals([low, low], 0.5)).toEqual([0]);
    expect(shownProposals([], 0.5)).toEqual([]);
  });
});

describe('undo', () => {
  const works = [0, 1, 2, 3].map((x) => addBox(nothing, { ...box, xMin: x }, 0, 'Keller').work);
  const step = (at: number, run: string | null = null, imageId = 'a') => ({
    imageId,
    before: works[at],
    after: works[at + 1],
    wasDone: false,
    isDone: at === 2,
    run,
  });
  test('goes back and forth; a new step ends what was undone', () => {
    const history = withStep(withStep(noHistory, step(0)), step(1));
    const back = undone(history);
    expect(back?.step.before).toBe(works[1]);
    const forth = redone(back?.history ?? noHistory);
    expect(forth?.step.after).toBe(works[2]);
    expect(redone(withStep(back?.history ?? noHistory, step(2)))).toBeNull();
    expect(undone(noHistory)).toBeNull();
  });
  test('a row of nudges is one step', () => {
    const history = [0, 1, 2].reduce((so, at) => withStep(so, step(at, 'nudge b1')), noHistory);
    expect(history.done).toHaveLength(1);
    // What it was before the first of them comes back: the box, and that the image was not done.
    expect(undone(history)?.step).toMatchObject({ before: works[0], wasDone: false, isDone: true });
  });
  test('a nudge of another image is a step of its own, and steps of one image can be forgotten', () => {
    const history = withStep(withStep(noHistory, step(0, 'nudge b1')), step(1, 'nudge b1', 'b'));
    expect(history.done).toHaveLength(2);
    expect(without(history, 'a').done.map(({ imageId }) => imageId)).toEqual(['b']);
  });
});
