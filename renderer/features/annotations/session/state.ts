import { create } from 'zustand';
import type { LabelImage, QueueItem, QueueName } from '../../../../shared/contract/labelling.ts';
import type { Problem } from '../../../../shared/domain/problem.ts';
import { type Display, plainDisplay, type ToolState } from '../../../viewport/index.ts';
import { type History, noHistory } from '../editing/history.ts';
import type { Work } from '../editing/work.ts';
import type { SaveState } from '../saving/saver.ts';

/** What the editor shows. The engine holds what is stored; this is what a person sees of it and does to it before it is. */
export type LabelState = {
  readonly author: string;
  readonly isAskingAuthor: boolean;
  /** Null: one image by itself. */
  readonly queue: QueueName | null;
  readonly items: readonly QueueItem[];
  readonly at: number;
  readonly beyond: number;
  readonly seed: number | null;
  /** The batch is worked through: what was done in it is said instead of a picture. */
  readonly isThrough: boolean;
  readonly images: ReadonlyMap<string, LabelImage>;
  readonly works: ReadonlyMap<string, Work>;
  /** Images whose label changed since the queue was opened. */
  readonly changed: ReadonlySet<string>;
  readonly history: History;
  /** Key of a box, or `p<place>` of a proposal. */
  readonly selected: string | null;
  /** The image whose picture is on the screen: nothing is said of one that nobody can have seen. */
  readonly seen: string | null;
  /** Stays chosen from box to box and image to image. */
  readonly classIndex: number;
  readonly saveState: SaveState;
  /** Why something was not done, or what was; until the next action. */
  readonly notice: string | null;
  readonly problem: Problem | null;
  readonly tool: ToolState['name'];
  readonly display: Display;
  readonly isDisplayLocked: boolean;
  readonly hasLoupe: boolean;
  readonly isModelView: boolean;
  readonly areBoxesHidden: boolean;
};

export const useLabel = create<LabelState>(() => ({
  author: '',
  isAskingAuthor: false,
  queue: null,
  items: [],
  at: 0,
  beyond: 0,
  seed: null,
  isThrough: false,
  images: new Map(),
  works: new Map(),
  changed: new Set(),
  history: noHistory,
  selected: null,
  seen: null,
  classIndex: 0,
  saveState: { kind: 'saved', at: null },
  notice: null,
  problem: null,
  tool: 'idle',
  display: plainDisplay,
  isDisplayLocked: true,
  hasLoupe: false,
  isModelView: false,
  areBoxesHidden: false,
}));

export type Current = { readonly imageId: string; readonly image: LabelImage; readonly work: Work };

/** The image in the editor, once it is there; null while it is on its way, or where there is none. */
export function currentOf({ items, at, images, works }: LabelState): Current | null {
  const imageId = items[at]?.imageId;
  const image = imageId === undefined ? undefined : images.get(imageId);
  const work = imageId === undefined ? undefined : works.get(imageId);
  return imageId !== undefined && image && work ? { imageId, image, work } : null;
}

export function current(): Current | null {
  return currentOf(useLabel.getState());
}

/** Place of the selected proposal; null where none is selected. */
export function selectedProposal(selected: string | null): number | null {
  return selected?.startsWith('p') ? Number(selected.slice(1)) : null;
}

export function select(selected: string | null): void {
  useLabel.setState({ selected, notice: null });
}

/** The image in the editor, if its picture is on the screen; where it is not, that is said. */
export function seenImage(): Current | null {
  const now = current();
  if (now && now.imageId === useLabel.getState().seen) return now;
  if (useLabel.getState().items.length > 0) say('The picture is not there yet. Nothing was said of it.');
  return null;
}

export function say(notice: string): void {
  useLabel.setState({ notice });
}

export function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return new Map(map).set(key, value);
}
