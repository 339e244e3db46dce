import type { Box } from '../../../../shared/domain/box.ts';
import { addBox, changeBox, copyBoxes, deleteBox } from '../editing/work.ts';
import { keyOr } from './key-words.ts';
import { read } from './open.ts';
import { openProposals, reject } from './proposals.ts';
import { current, say, seenImage, select, selectedProposal, useLabel } from './state.ts';
import { apply, author } from './step.ts';

export function create(box: Box): void {
  const [now, name] = [current(), author()];
  if (!now || name === null) return;
  const { work, key } = addBox(now.work, box, useLabel.getState().classIndex, name);
  apply(now, work);
  select(key);
}

export function change(key: string, box: Box, isNudge: boolean): void {
  const [now, name] = [current(), author()];
  if (!now || name === null) return;
  apply(now, changeBox(now.work, key, { box }, name), isNudge ? { run: `nudge ${key}` } : {});
}

/** The class from now on, and of the selected box. */
export function chooseClass(classIndex: number): void {
  useLabel.setState({ classIndex });
  const now = current();
  const { selected } = useLabel.getState();
  const box = now?.work.boxes.find(({ key }) => key === selected);
  if (!now || !box || box.classIndex === classIndex) return;
  const name = author();
  if (name !== null) apply(now, changeBox(now.work, box.key, { classIndex }, name));
}

export function remove(): void {
  const [now, name] = [current(), author()];
  const { selected } = useLabel.getState();
  if (!now || name === null) return;
  if (selectedProposal(selected) !== null) {
    reject();
    return;
  }
  if (!now.work.boxes.some(({ key }) => key === selected)) {
    say(`No box is selected. ${keyOr('label.next-box', 'A press in the list')} selects the next one.`);
    return;
  }
  apply(now, deleteBox(now.work, selected ?? ''));
  select(null);
}

/** Boxes of the image before, as the start of this one's. */
export async function copyPrevious(): Promise<void> {
  const [now, name] = [seenImage(), author()];
  const { items, at } = useLabel.getState();
  const previous = items[at - 1];
  if (!now || name === null) return;
  if (!previous) {
    say('There is no image before this one.');
    return;
  }
  if (!useLabel.getState().works.has(previous.imageId)) await read(previous.imageId);
  const from = useLabel.getState().works.get(previous.imageId);
  const here = current();
  if (here?.imageId !== now.imageId) return;
  if (!from || from.boxes.length === 0) {
    say('The image before this one has no box.');
    return;
  }
  const { work, keys } = copyBoxes(here.work, from.boxes, name);
  if (keys.length === 0) {
    say('The boxes of the image before are here already.');
    return;
  }
  apply(here, work);
  select(keys[0] ?? null);
}

/** From box to box and proposal to proposal. */
export function selectNext(direction: 1 | -1): void {
  const now = current();
  if (!now) return;
  const keys = [...now.work.boxes.map(({ key }) => key), ...openProposals(now).map((index) => `p${index}`)];
  if (keys.length === 0) {
    say('There is no box to select.');
    return;
  }
  const at = keys.indexOf(useLabel.getState().selected ?? '');
  const next = at < 0 ? (direction > 0 ? 0 : keys.length - 1) : (at + direction + keys.length) % keys.length;
  select(keys[next] ?? null);
}
