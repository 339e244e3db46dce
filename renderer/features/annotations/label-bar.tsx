import { type QueueCounts, type QueueName, queueNameSchema } from '../../../shared/contract/labelling.ts';
import { Button, Icon, Select } from '../../ui/index.ts';
import { KeyButton } from './key-button.tsx';
import { confirm, noObject } from './session/confirm.ts';
import { saver } from './session/desk.ts';
import { openQueue, show } from './session/open.ts';
import { useLabel } from './session/state.ts';
import { counted, queueDetails, queueWords, timeWords } from './words.ts';

/** Queue, place in it, saved state, and the two ways on. */
export function LabelBar({
  counts,
  onQueue,
}: {
  readonly counts: QueueCounts | undefined;
  /** Another queue was chosen. */
  readonly onQueue: () => void;
}) {
  const queue = useLabel((state) => state.queue);
  const isThrough = useLabel((state) => state.isThrough);
  return (
    <div className="lb-bar">
      <div className="row">
        <h1>Label</h1>
        <QueueChoice counts={counts} onQueue={onQueue} />
        <Place />
      </div>
      <Saved />
      <div className="row">
        {isThrough ? null : (
          <>
            <KeyButton command="label.no-object" onPress={noObject}>
              No object
            </KeyButton>
            <KeyButton command="label.confirm" kind="primary" onPress={confirm}>
              {queue === null
                ? 'Confirm, go back'
                : queue === 'review'
                  ? 'Reviewed, next image'
                  : 'Confirm, next image'}
            </KeyButton>
          </>
        )}
      </div>
    </div>
  );
}

function QueueChoice({ counts, onQueue }: { readonly counts: QueueCounts | undefined; readonly onQueue: () => void }) {
  const queue = useLabel((state) => state.queue);
  const shown = queueNameSchema.options.filter(
    (name) => name === queue || (counts?.queues.some((one) => one.queue === name && one.waiting > 0) ?? false),
  );
  const waiting = (name: QueueName) => counts?.queues.find((one) => one.queue === name)?.waiting ?? 0;
  const options = shown.map((name) => ({
    id: name as QueueName | 'one',
    name: `${queueWords[name]}, ${counted(waiting(name), 'image')}`,
    detail: queueDetails[name],
  }));
  if (queue === null) options.unshift({ id: 'one', name: 'One image', detail: 'opened from another screen' });
  return (
    <div className="lb-queue">
      <Select
        label="Queue"
        isLabelHidden
        value={queue ?? 'one'}
        options={options}
        onChange={(name) => {
          if (name === 'one') return;
          void openQueue(name);
          onQueue();
        }}
      />
    </div>
  );
}

function Place() {
  const at = useLabel((state) => state.at);
  const items = useLabel((state) => state.items);
  const beyond = useLabel((state) => state.beyond);
  const seed = useLabel((state) => state.seed);
  const isThrough = useLabel((state) => state.isThrough);
  if (items.length === 0) return null;
  return (
    <span className="row lb-place">
      <KeyButton
        command="label.previous"
        kind="quiet"
        icon="i-back"
        label="Previous image"
        isDisabled={at === 0}
        onPress={() => show(at - 1)}
      />
      <span className="nw">
        {isThrough ? (
          <>All {items.length} done</>
        ) : (
          <>
            <b>{at + 1}</b> of {items.length}
          </>
        )}
        {seed === null ? null : <span className="q hide-narrow"> · seed {seed}</span>}
        {beyond > 0 ? <span className="q hide-narrow"> · {counted(beyond, 'more')}</span> : null}
      </span>
      <KeyButton
        command="label.next"
        kind="quiet"
        icon="i-arrow"
        label="Next image"
        isDisabled={at >= items.length - 1}
        onPress={() => show(at + 1)}
      />
    </span>
  );
}

/** Never hidden, in one place: what is stored, what is on its way, what is not stored and why. */
function Saved() {
  const state = useLabel((one) => one.saveState);
  if (state.kind === 'unsaved') {
    return (
      <span className="saved caution" role="status">
        <Icon name="i-alert" />
        <b>Not saved</b>
        {state.images > 1 ? <span>{counted(state.images, 'image')}</span> : null}
        <Button onPress={() => saver().flush()}>Try again</Button>
      </span>
    );
  }
  return (
    <span className="saved" role="status">
      {state.kind === 'saving' ? (
        <span className="q">Saving</span>
      ) : state.at === null ? null : (
        <>
          <Icon name="i-check" />
          <span className="nw">Saved {timeWords(state.at)}</span>
        </>
      )}
    </span>
  );
}
