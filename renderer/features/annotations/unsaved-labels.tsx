import { hashOf } from '../../app/navigation.ts';
import { useLabel } from './session/state.ts';
import { unsavedWords } from './words.ts';

/** For the status line: how many labels are not on the disk, and the way to the first of them. Nothing while all are. */
export function UnsavedLabels() {
  const saveState = useLabel((state) => state.saveState);
  const queue = useLabel(({ queue: open, items }) =>
    saveState.kind === 'unsaved' && items.some(({ imageId }) => imageId === saveState.imageId) ? open : null,
  );
  if (saveState.kind !== 'unsaved') return null;
  const parameters = { ...(queue === null ? {} : { queue }), image: saveState.imageId };
  return (
    <a className="caution" href={hashOf({ screen: 'label', parameters })}>
      {unsavedWords(saveState.images)}
    </a>
  );
}
