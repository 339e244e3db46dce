import type { QueueCounts, QueueName } from '../../../shared/contract/labelling.ts';
import { go } from '../../app/navigation.ts';
import { Button } from '../../ui/index.ts';
import { openQueue } from './session/open.ts';
import { useLabel } from './session/state.ts';
import { counted, queueWords } from './words.ts';

/** In this order other queues are offered: what a wrong label costs most comes first. */
const offered: readonly QueueName[] = [
  'rejected',
  'chosen',
  'model-extra',
  'model-missed',
  'low-iou',
  'unlabelled',
  'uncertain',
  'quality',
  'review',
  'audit',
];

/** Nothing of the batch is left: what was done, and where to go from here. */
export function QueueThrough({ counts }: { readonly counts: QueueCounts | undefined }) {
  const queue = useLabel((state) => state.queue);
  const items = useLabel((state) => state.items);
  const changed = useLabel((state) => state.changed);
  const beyond = useLabel((state) => state.beyond);
  const seed = useLabel((state) => state.seed);
  const next = offered
    .filter((name) => name !== queue && counts?.queues.some((one) => one.queue === name && one.waiting > 0))
    .slice(0, 3);
  const waiting = (name: QueueName) => counts?.queues.find((one) => one.queue === name)?.waiting ?? 0;
  const checked =
    items.length === 0
      ? 'Nothing waits in it.'
      : `${counted(items.length, 'image')} checked, ${counted(changed.size, 'label')} changed.`;
  return (
    <div className="lb-through">
      <div className="empty">
        <b>The queue{queue ? ` “${queueWords[queue]}”` : ''} is done</b>
        <p className="q">
          {checked}{' '}
          {next.length > 0
            ? 'Take another queue, or freeze a dataset of what is labelled.'
            : 'Freeze a dataset of what is labelled.'}
        </p>
        <div className="row wrap">
          {queue && beyond > 0 ? (
            <Button kind="primary" onPress={() => void openQueue(queue)}>
              Next {counted(Math.min(500, beyond), 'image')}
            </Button>
          ) : null}
          {queue === 'audit' && seed !== null ? (
            <Button onPress={() => void openQueue('audit', { seed: seed + 1 })}>Another sample</Button>
          ) : null}
          {next.map((name) => (
            <Button key={name} onPress={() => void openQueue(name)}>
              {queueWords[name]} ({waiting(name).toLocaleString('en-GB')})
            </Button>
          ))}
          <Button onPress={() => go('datasets')}>Freeze a dataset</Button>
        </div>
      </div>
    </div>
  );
}
