import { engine, problemOf } from '../../../client/index.ts';
import { sayNoObject } from '../editing/work.ts';
import { saver } from './desk.ts';
import { keyOr } from './key-words.ts';
import { goOn, read } from './open.ts';
import { openProposals } from './proposals.ts';
import { current, say, seenImage, useLabel } from './state.ts';
import { apply, author } from './step.ts';

/** "I looked, nothing is there", and on to the next image. */
export function noObject(): void {
  const [now, name] = [seenImage(), author()];
  if (!now || name === null) return;
  apply(now, sayNoObject(now.work), { isDone: true });
  leave();
}

/** The label as it stands is right: on to the next image. An image without a word is not taken for empty. */
export function confirm(): void {
  const [now, name] = [seenImage(), author()];
  if (!now || name === null) return;
  if (now.work.state === 'unlabelled') {
    const none = `${keyOr('label.no-object', '“No object”')} says that no object is there.`;
    const how =
      openProposals(now).length > 0
        ? `${keyOr('label.accept', '“Accept”')} accepts the proposal, ${none}`
        : `${keyOr('label.box', 'The box tool')} draws a box, ${none} ${keyOr('label.next', 'The arrow')} leaves it open.`;
    say(`Nothing is said of this image yet. ${how}`);
    return;
  }
  if (useLabel.getState().queue === 'review') {
    void review('reviewed');
    return;
  }
  apply(now, now.work, { isDone: true });
  leave();
}

function leave(): void {
  if (useLabel.getState().queue !== null) goOn();
  else if (window.history.length > 1) {
    saver().flush();
    window.history.back();
  } else say('Stored.');
}

/** A second person's word. `labelled` takes it back. */
export async function review(state: 'reviewed' | 'rejected' | 'labelled', comment = ''): Promise<void> {
  const [now, name] = [seenImage(), author()];
  if (!now || name === null) return;
  saver().flush();
  const revision = saver().revision(now.imageId) ?? now.image.revision;
  if (saver().unsaved(now.imageId) !== null) {
    say('The label is not saved yet. Review it once it is.');
    return;
  }
  if (revision === 0) {
    say('This image has no label to review.');
    return;
  }
  const { queue } = useLabel.getState();
  const finishes = state === 'labelled' ? null : queue;
  try {
    await engine().annotations.review({ imageId: now.imageId, revision, state, reviewer: name, comment, finishes });
    useLabel.setState(({ items }) => ({
      notice: null,
      items: items.map((item) =>
        item.imageId === now.imageId ? { ...item, reviewState: state, isDone: item.isDone || finishes !== null } : item,
      ),
    }));
    await read(now.imageId);
    if (queue === 'review' && state !== 'labelled' && current()?.imageId === now.imageId) goOn();
  } catch (error) {
    say(problemOf(error).sentence);
  }
}
