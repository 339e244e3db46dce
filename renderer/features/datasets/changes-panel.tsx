import { useState } from 'react';
import type { DatasetChange, DatasetChanges } from '../../../shared/contract/datasets.ts';
import { go } from '../../app/navigation.ts';
import { useEngine } from '../../client/index.ts';
import { Button, Dialog, Panel, Segments } from '../../ui/index.ts';
import type { Subject } from './subject.ts';
import { count } from './words.ts';

type Against = 'before' | 'now';

/** What is other than in the version before, or in the labels of now. The draft is held against the newest version. */
export function ChangesPanel({ subject }: { readonly subject: Subject }) {
  const [against, setAgainst] = useState<Against>('before');
  const [isListed, setListed] = useState(false);
  const isDraft = subject.kind === 'draft';
  const held = isDraft ? subject.newest : subject.summary;
  const asked: Against = isDraft ? 'now' : against;
  const { data: changes } = useEngine(
    ['datasets.changes', held?.name, held?.version, asked],
    (client) => client.datasets.changes({ name: held?.name ?? '', version: held?.version ?? null, against: asked }),
    held !== null,
  );
  return (
    <Panel title={titleOf(subject, held)} inside="scroll" className="grow">
      {isDraft ? null : (
        <Segments
          label="Held against"
          value={against}
          options={[
            { id: 'before', name: 'Before' },
            { id: 'now', name: 'Labels now' },
          ]}
          onChange={setAgainst}
        />
      )}
      {held === null ? <p className="q">This will be the first version.</p> : null}
      {held && changes ? <Counts changes={changes} onList={() => setListed(true)} isDraft={isDraft} /> : null}
      {changes && isListed ? <ListDialog changes={changes} onClose={() => setListed(false)} /> : null}
    </Panel>
  );
}

function titleOf(subject: Subject, held: { readonly version: number } | null): string {
  if (subject.kind === 'draft') return held ? `Changed against v${held.version}` : 'Changed';
  return `What changed, v${subject.summary.version}`;
}

function Counts({
  changes,
  onList,
  isDraft,
}: {
  readonly changes: DatasetChanges;
  readonly onList: () => void;
  readonly isDraft: boolean;
}) {
  const { counts, largestMovePx, sentences, against } = changes;
  if (against === null) return <p className="q ds-mt8">This is the first version; there is none before it.</p>;
  const total = counts.added + counts.removed + counts.relabelled + counts.movedRole;
  const largest =
    largestMovePx === null ? '' : `, largest move ${largestMovePx < 1 ? 'under 1' : Math.round(largestMovePx)} px`;
  return (
    <>
      <ul className="chg ds-mt8">
        <Line count={counts.added} words="images added" isPlus />
        <Line count={counts.relabelled} words={`labels changed${largest}`} />
        <Line count={counts.removed} words="images taken out" />
        {isDraft || against.startsWith('the labels') ? null : (
          <Line count={counts.movedRole} words="images in another role" />
        )}
        {sentences.map((sentence) => (
          <li key={sentence}>
            <b>≠</b>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
      {total > 0 ? <Button onPress={onList}>{`See the ${count(total)} images`}</Button> : null}
    </>
  );
}

function Line({
  count: value,
  words,
  isPlus = false,
}: {
  readonly count: number;
  readonly words: string;
  readonly isPlus?: boolean;
}) {
  return (
    <li>
      <b>{`${isPlus && value > 0 ? '+' : ''}${count(value)}`}</b>
      <span>{words}</span>
    </li>
  );
}

const kinds: Readonly<Record<DatasetChange['kind'], string>> = {
  added: 'added',
  removed: 'taken out',
  relabelled: 'changed',
  'moved-role': 'other role',
};

function ListDialog({
  changes: { changes, counts },
  onClose,
}: {
  readonly changes: DatasetChanges;
  readonly onClose: () => void;
}) {
  const total = counts.added + counts.removed + counts.relabelled + counts.movedRole;
  return (
    <Dialog
      title={`${count(total)} images that changed`}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          Close
        </Button>
      }
    >
      {changes.length < total ? <p className="q">{`The first ${count(changes.length)} by name.`}</p> : null}
      <table className="t">
        <thead>
          <tr>
            <th>Image</th>
            <th>What</th>
            <th>Label</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ imageId, path, kind, detail }) => (
            <tr key={imageId}>
              <td>
                <button type="button" className="as-link" onClick={() => go('images', { image: imageId })}>
                  {path}
                </button>
              </td>
              <td>{kinds[kind]}</td>
              <td>{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
