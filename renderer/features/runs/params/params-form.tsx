import { go } from '../../../app/navigation.ts';
import { useEngine } from '../../../client/index.ts';
import { Select } from '../../../ui/index.ts';
import { datasetChoice } from './dataset-choice.ts';
import { rawValue } from './edit-text.ts';
import { augmentRows, imageSizeRow, learningRateRow, trainRows, widths } from './fields.ts';
import { NumberRowField } from './number-row.tsx';
import { Row } from './row.tsx';
import type { DraftView } from './use-draft.ts';

/** The usual parameters as controls; each is a line of the file beside it, and the other way round. */
export function ParamsForm({ draft }: { readonly draft: DraftView }) {
  const isNamed = String(rawValue(draft.text, ['train', 'optimizer']) ?? 'auto').toLowerCase() !== 'auto';
  return (
    <div className="params-form">
      <StartField draft={draft} />
      <DatasetField draft={draft} />
      {trainRows.slice(0, 2).map((row) => (
        <NumberRowField key={row.label} draft={draft} row={row} />
      ))}
      <NumberRowField draft={draft} row={imageSizeRow} />
      <WidthField draft={draft} />
      <OptimizerField draft={draft} />
      {isNamed ? <NumberRowField draft={draft} row={learningRateRow} /> : null}
      {trainRows.slice(2).map((row) => (
        <NumberRowField key={row.label} draft={draft} row={row} />
      ))}
      <div className="frm-head">
        <h3>Augmentation</h3>
        <button type="button" className="btn quiet" onClick={() => go('datasets', { show: 'augmentation' })}>
          Preview with boxes
        </button>
      </div>
      {augmentRows.map((row) => (
        <NumberRowField key={row.label} draft={draft} row={row} />
      ))}
    </div>
  );
}

function StartField({ draft }: { readonly draft: DraftView }) {
  const { data: models = [] } = useEngine(['models.list'], (client) => client.models.list());
  const raw = rawValue(draft.text, ['pretrained', 'model']);
  const written = typeof raw === 'string' && raw !== '' ? raw : 'random';
  const known = [...models]
    .reverse()
    .filter(({ card }) => card.parts.some(({ path }) => path === 'weights.safetensors'))
    .map(({ name, version, runId }) => ({
      id: `${name}-v${version}`,
      name: `${name} v${version}${runId ? ` (${runId})` : ''}`,
    }));
  const isKnown = written === 'random' || known.some(({ id }) => id === written);
  return (
    <Row draft={draft} label="Start from" path={['pretrained', 'model']} isWide>
      <Select
        label="Start from"
        isLabelHidden
        value={written}
        options={[
          { id: 'random', name: 'random weights' },
          ...known,
          ...(isKnown ? [] : [{ id: written, name: `${written}, as the file says` }]),
        ]}
        onChange={(id) => draft.set(['pretrained', 'model'], id)}
      />
    </Row>
  );
}

function DatasetField({ draft }: { readonly draft: DraftView }) {
  const { data: datasets = [] } = useEngine(['datasets.list'], (client) => client.datasets.list());
  const { chosen, problem } = datasetChoice(rawValue(draft.text, ['train', 'data']), datasets);
  const options = [...datasets].reverse().map(({ name, version, roles }) => ({
    id: `${name}-v${version}`,
    name: `${name} v${version}, ${roles.train?.images ?? 0} train, ${roles.val?.images ?? 0} val`,
  }));
  return (
    <Row draft={draft} label="Dataset" path={['train', 'data']} isWide problem={problem}>
      <Select
        label="Dataset"
        isLabelHidden
        value={chosen ? `${chosen.name}-v${chosen.version}` : ''}
        options={options}
        onChange={(id) => draft.set(['train', 'data'], id)}
      />
    </Row>
  );
}

function WidthField({ draft }: { readonly draft: DraftView }) {
  const raw = rawValue(draft.text, ['train', 'width']);
  const written = String(typeof raw === 'number' ? raw : (draft.review.params?.train.width ?? 0.25));
  const isUsual = widths.some(({ id }) => id === written);
  return (
    <Row draft={draft} label="Network width" path={['train', 'width']} isWide>
      <Select
        label="Network width"
        isLabelHidden
        value={written}
        options={[...widths, ...(isUsual ? [] : [{ id: written, name: `${written}, as the file says` }])]}
        onChange={(id) => draft.set(['train', 'width'], Number(id))}
      />
    </Row>
  );
}

const optimizers = [
  { id: 'auto', name: 'auto' },
  { id: 'AdamW', name: 'AdamW' },
  { id: 'SGD', name: 'SGD' },
] as const;

function OptimizerField({ draft }: { readonly draft: DraftView }) {
  const raw = String(rawValue(draft.text, ['train', 'optimizer']) ?? 'auto');
  const known = optimizers.find(({ id }) => id.toLowerCase() === raw.toLowerCase())?.id;
  return (
    <Row draft={draft} label="Optimizer" path={['train', 'optimizer']} isWide>
      <Select<string>
        label="Optimizer"
        isLabelHidden
        value={known ?? raw}
        options={[...optimizers, ...(known ? [] : [{ id: raw, name: `${raw}, as the file says` }])]}
        onChange={(id) => draft.set(['train', 'optimizer'], id)}
      />
    </Row>
  );
}
