import { sameContent } from '../../../../shared/domain/annotation.ts';
import { type History, redone, undone, withStep } from '../editing/history.ts';
import { contentOf, type Work } from '../editing/work.ts';
import type { Judgement } from '../saving/saver.ts';
import { saver } from './desk.ts';
import { show } from './open.ts';
import { type Current, say, useLabel, withEntry } from './state.ts';

/** Small steps by key wait for the next one, but never so long that half a second is over before they are stored. */
const nudgeDelayMs = 250;

/** What is done needs a name to it: asked for once, kept in the settings. */
export function author(): string | null {
  const { author: name } = useLabel.getState();
  if (name !== '') return name;
  useLabel.setState({ isAskingAuthor: true });
  return null;
}

type Options = { readonly run?: string; readonly isDone?: boolean };

/** One step on the current image: shown, remembered for undo, stored. `isDone`: done with the image in its queue; absent: as before. */
export function apply({ imageId, work }: Current, next: Work, { run, isDone }: Options = {}): void {
  const { history, works, items } = useLabel.getState();
  const wasDone = items.some((item) => item.imageId === imageId && item.isDone);
  const step = { imageId, before: work, after: next, wasDone, isDone: isDone ?? wasDone, run: run ?? null };
  // Being done with what was done already changes nothing that could be taken back.
  const isStep = next !== work || step.isDone !== wasDone;
  useLabel.setState({
    works: withEntry(works, imageId, next),
    history: isStep ? withStep(history, step) : history,
    notice: null,
  });
  store(imageId, work, next, { delayMs: run === undefined ? 0 : nudgeDelayMs, isDone });
}

function store(
  imageId: string,
  before: Work,
  after: Work,
  { delayMs = 0, isDone }: { readonly delayMs?: number; readonly isDone: boolean | undefined },
): void {
  const { queue, items, changed, author: name } = useLabel.getState();
  const content = contentOf(after);
  const isChanged = !sameContent(contentOf(before), content);
  useLabel.setState({
    items: items.map((item) =>
      item.imageId === imageId
        ? {
            ...item,
            labelState: content.state,
            boxCount: after.boxes.length,
            reviewState: isChanged ? (content.state === 'unlabelled' ? 'new' : 'labelled') : item.reviewState,
            isDone: isDone ?? item.isDone,
          }
        : item,
    ),
    ...(isChanged ? { changed: new Set(changed).add(imageId) } : {}),
  });
  saver().save(
    {
      imageId,
      author: name,
      content: isChanged ? content : null,
      inQueue: isDone === undefined || queue === null ? null : { queue, isDone },
      judgements: judgementsOf(imageId, before, after),
    },
    delayMs,
  );
}

function judgementsOf(imageId: string, before: Work, after: Work): Judgement[] {
  const proposals = useLabel.getState().images.get(imageId)?.proposals;
  if (!proposals) return [];
  return proposals.boxes.flatMap(({ confidence }, index) => {
    const [was, is] = [before.rejected.includes(index), after.rejected.includes(index)];
    if (was === is) return [];
    return [{ model: proposals.model, version: proposals.version, index, confidence, isRejected: is }];
  });
}

export function undo(): void {
  const found = undone(useLabel.getState().history);
  if (!found) {
    say('Nothing to undo.');
    return;
  }
  const { imageId, before, after, wasDone } = found.step;
  restore(
    { imageId, from: after, to: before, isDone: wasDone },
    found.history,
    'Undone on the image where it was done.',
  );
}

export function redo(): void {
  const found = redone(useLabel.getState().history);
  if (!found) {
    say('Nothing to redo.');
    return;
  }
  const { imageId, before, after, isDone } = found.step;
  restore({ imageId, from: before, to: after, isDone }, found.history, 'Done again on the image where it was undone.');
}

type Restored = { readonly imageId: string; readonly from: Work; readonly to: Work; readonly isDone: boolean };

/** Back to an earlier state, on the image it belongs to, and stored like any other change: the label, and its place among what is done. */
function restore({ imageId, from, to, isDone }: Restored, history: History, elsewhere: string): void {
  const { items, at, works, isThrough } = useLabel.getState();
  const place = items.findIndex((item) => item.imageId === imageId);
  if (place >= 0 && (place !== at || isThrough)) show(place);
  useLabel.setState({
    works: withEntry(works, imageId, to),
    history,
    isThrough: false,
    selected: null,
    notice: place === at ? null : elsewhere,
  });
  store(imageId, from, to, { isDone });
}
