import type { LabelImage, QueueName } from '../../../../shared/contract/labelling.ts';
import { adjustRoute } from '../../../app/navigation.ts';
import { engine, problemOf } from '../../../client/index.ts';
import { askedForNextImage, plainDisplay } from '../../../viewport/index.ts';
import { noHistory, without } from '../editing/history.ts';
import { type Work, workOf } from '../editing/work.ts';
import { saver } from './desk.ts';
import { useLabel, withEntry } from './state.ts';

/** How many images before and after the one in the editor are read beforehand. */
const neighbours = { before: 1, after: 2 };

/** Opens a queue at an image of it, or at the first that is not done. `seed`: of the sample; `again`: the batch anew. */
export async function openQueue(
  queue: QueueName,
  options: { readonly imageId?: string | undefined; readonly seed?: number; readonly again?: boolean } = {},
): Promise<void> {
  const { author } = useLabel.getState();
  try {
    const opened = await engine().annotations.openQueue({
      queue,
      author,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.imageId === undefined ? {} : { imageId: options.imageId }),
      again: options.again ?? false,
    });
    const { items, beyond, seed } = opened;
    const asked = items.findIndex(({ imageId }) => imageId === options.imageId);
    const open = items.findIndex(({ isDone }) => !isDone);
    const isThrough = asked < 0 && open < 0;
    useLabel.setState({
      queue,
      items,
      images: new Map(),
      works: new Map(),
      beyond,
      seed,
      isThrough,
      history: noHistory,
      changed: new Set(),
      problem: null,
      notice: null,
    });
    if (isThrough) adjustRoute({ queue, image: '' });
    else show(asked >= 0 ? asked : open);
  } catch (error) {
    useLabel.setState({ problem: problemOf(error) });
  }
}

/** Opens one image by itself: to put its label right, and go back. */
export async function openImage(imageId: string): Promise<void> {
  try {
    const image = await engine().annotations.image({ imageId });
    const { path, content, reviewState } = image;
    const boxCount = content.state === 'boxes' ? content.boxes.length : 0;
    useLabel.setState({
      queue: null,
      items: [{ imageId, path, labelState: content.state, boxCount, reviewState, isDone: false }],
      beyond: 0,
      seed: null,
      isThrough: false,
      history: noHistory,
      changed: new Set(),
      problem: null,
      notice: null,
    });
    take(image);
    show(0);
  } catch (error) {
    useLabel.setState({ problem: problemOf(error) });
  }
}

/** Brings an image of the list into the editor. What was begun on the one before is stored at once. */
export function show(at: number): void {
  const { items, queue, isDisplayLocked, works } = useLabel.getState();
  const item = items[at];
  if (!item) return;
  askedForNextImage();
  saver().flush();
  useLabel.setState({
    at,
    isThrough: false,
    selected: null,
    notice: null,
    ...(isDisplayLocked ? {} : { display: plainDisplay }),
  });
  adjustRoute({ queue: queue ?? '', image: item.imageId });
  if (!works.has(item.imageId)) void read(item.imageId);
  for (const near of items.slice(Math.max(0, at - neighbours.before), at + neighbours.after + 1)) {
    if (!useLabel.getState().works.has(near.imageId)) void read(near.imageId);
  }
}

const underWay = new Set<string>();

/** Reads an image from the engine. */
export async function read(imageId: string): Promise<void> {
  if (underWay.has(imageId)) return;
  underWay.add(imageId);
  try {
    take(await engine().annotations.image({ imageId }));
  } catch (error) {
    const { items, at } = useLabel.getState();
    // A neighbour that cannot be read is asked again when it is its turn.
    if (items[at]?.imageId === imageId) useLabel.setState({ problem: problemOf(error) });
  } finally {
    underWay.delete(imageId);
  }
}

/** An image as the engine has it now. What of it is not stored yet stays as the person left it. */
export function take(image: LabelImage): void {
  const { images, works, history, items } = useLabel.getState();
  const { imageId } = image;
  const unsaved = saver().unsaved(imageId);
  const known = works.get(imageId);
  const proposals = image.proposals?.boxes ?? [];
  // An answer from before the last thing that was stored here says nothing new.
  if (known !== undefined && image.revision < (saver().revision(imageId) ?? 0)) return;
  const isSame = known !== undefined && saver().revision(imageId) === image.revision;
  let work: Work;
  if (unsaved !== null && known !== undefined) work = known;
  else if (unsaved !== null) work = workOf(unsaved.content ?? image.content, proposals);
  else {
    saver().know(imageId, image.revision);
    const stored = workOf(image.content, proposals);
    // The boxes keep their names as long as nobody else changed them.
    work = isSame ? { ...known, rejected: stored.rejected } : stored;
  }
  const { content, reviewState } = image;
  useLabel.setState({
    images: withEntry(images, imageId, image),
    works: work === known ? works : withEntry(works, imageId, work),
    history: known === undefined || isSame || unsaved !== null ? history : without(history, imageId),
    ...(unsaved === null
      ? {
          items: items.map((item) =>
            item.imageId === imageId
              ? {
                  ...item,
                  reviewState,
                  labelState: content.state,
                  boxCount: content.state === 'boxes' ? content.boxes.length : 0,
                }
              : item,
          ),
        }
      : {}),
    problem: null,
  });
}

/** The next image that is not done, further on or else before; the end of the batch where there is none. */
export function goOn(): void {
  const { items, at } = useLabel.getState();
  const isOpen = ({ isDone }: { readonly isDone: boolean }) => !isDone;
  const after = items.findIndex((item, index) => index > at && isOpen(item));
  const next = after >= 0 ? after : items.findIndex(isOpen);
  if (next >= 0) show(next);
  else {
    saver().flush();
    useLabel.setState({ isThrough: true, selected: null, notice: null });
    adjustRoute({ image: '' });
  }
}
