import { useState } from 'react';
import { preLabelReportSchema } from '../../../../shared/contract/labelling.ts';
import { go } from '../../../app/navigation.ts';
import { tell, useAction, useConnection, useEngine } from '../../../client/index.ts';
import { Button, Dialog, NumberField, ProblemNotice, Progress, Radios, Select } from '../../../ui/index.ts';
import { HelperOffer } from '../../runs/helper/index.ts';
import { openQueue } from '../session/open.ts';
import { counted } from '../words.ts';

type Ways = {
  readonly onClose: () => void;
  /** Closes it too: the pictures with proposals are opened. */
  readonly onGoThrough: () => void;
};
type Scope = 'unlabelled' | 'labelled' | 'all';

/** Lets a model look at a batch of images. It only proposes: no label is touched, whatever it finds. */
export function PreLabelDialog({ isOpen, ...ways }: Ways & { readonly isOpen: boolean }) {
  return (
    <Dialog title="Let a model propose boxes" isOpen={isOpen} onClose={ways.onClose}>
      <PreLabelForm {...ways} />
    </Dialog>
  );
}

function PreLabelForm({ onClose, onGoThrough }: Ways) {
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: helpers = [] } = useEngine(['models.helpers'], (client) => client.models.helpers());
  const { data: current } = useEngine(['models.current'], (client) => client.models.current());
  const [chosen, setChosen] = useState<string | null>(null);
  const [scope, setScope] = useState<Scope>('unlabelled');
  const [limit, setLimit] = useState(200);
  const [jobId, setJobId] = useState<string | null>(null);
  const jobs = useConnection((state) => state.jobs);
  const start = useAction(async (client, model: string) => {
    const started = await client.annotations.preLabel({ model, images: { queue: scope }, limit });
    setJobId(started.jobId);
  });
  if (!models) return null;
  if (models.length + helpers.length === 0) {
    return (
      <>
        <p>There is no model yet.</p>
        <HelperOffer />
        <div className="row">
          <Button onPress={() => go('train')}>Train a model</Button>
          <Button onPress={() => go('models')}>Import one</Button>
        </div>
      </>
    );
  }
  // A helper is what this is for until there is a model of the case.
  const names = [...helpers, ...models].map(({ name, version }) => `${name}@${version}`).reverse();
  const model = chosen ?? (current ? `${current.name}@${current.version}` : (names[0] ?? ''));
  const job = jobs.find(({ id }) => id === jobId);
  if (job) {
    const report = preLabelReportSchema.safeParse(job.result);
    return (
      <>
        {job.state === 'running' ? (
          <>
            <p>
              {job.activity}: {Math.floor(job.done)} of {job.total ?? 'not known yet'}
            </p>
            <Progress label="Images looked at" done={job.done} total={job.total} />
          </>
        ) : null}
        {job.problem ? <ProblemNotice problem={job.problem} /> : null}
        {report.success ? (
          <p>
            {report.data.model} looked at {counted(report.data.images, 'image')} and proposes boxes on{' '}
            {report.data.withBoxes.toLocaleString('en-GB')}. No label was changed.
            {report.data.failed > 0
              ? ` ${counted(report.data.failed, 'image')} could not be read: ${report.data.problems[0]?.sentence ?? ''}`
              : ''}
          </p>
        ) : null}
        <div className="row">
          {job.state === 'running' ? (
            <Button onPress={() => tell((client) => client.jobs.stop({ jobId: job.id }))}>Stop</Button>
          ) : (
            <Button
              kind="primary"
              onPress={() => {
                onGoThrough();
                void openQueue(scope === 'unlabelled' ? 'unlabelled' : 'uncertain', { again: true });
              }}
            >
              {scope === 'unlabelled' ? 'Go through them' : 'Most uncertain first'}
            </Button>
          )}
          <Button onPress={onClose}>Close</Button>
        </div>
      </>
    );
  }
  return (
    <>
      <Select label="Model" value={model} options={names.map((name) => ({ id: name, name }))} onChange={setChosen} />
      <Radios<Scope>
        label="Images"
        value={scope}
        options={[
          { id: 'unlabelled', name: 'Not labelled yet' },
          { id: 'labelled', name: 'Labelled: shows where model and label disagree' },
          { id: 'all', name: 'All' },
        ]}
        onChange={setScope}
      />
      <NumberField
        label="At most"
        value={limit}
        min={1}
        max={100_000}
        step={1}
        onChange={setLimit}
        help="The oldest first."
      />
      <p className="help">
        A proposal becomes a label when a person accepts it. Boxes that people drew are never touched.
      </p>
      <NewerHelper />
      {start.problem ? <ProblemNotice problem={start.problem} /> : null}
      <div className="row">
        <Button kind="primary" onPress={() => start.mutate(model)}>
          Propose boxes
        </Button>
      </div>
    </>
  );
}

/**
 * Beside the models there are, the offer stays as long as no helper knows the labels of today: what has been labelled since teaches it more,
 * and a model of the case may be older than all of them. Right after its training there is nothing to offer.
 */
function NewerHelper() {
  const { data: state } = useEngine(['runs.helper'], (client) => client.runs.helper());
  if (!state || state.labelsSince === 0 || state.labelled < state.needed) return null;
  return <HelperOffer />;
}
