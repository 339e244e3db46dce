import { useState } from 'react';
import {
  type DatasetDraft,
  type DatasetSummary,
  datasetSummarySchema,
  type FreezeInput,
} from '../../../shared/contract/datasets.ts';
import { type Role, roles } from '../../../shared/domain/role.ts';
import { adjustRoute, go } from '../../app/navigation.ts';
import { useAction, useConnection } from '../../client/index.ts';
import { Button, Checkbox, Dialog, Notice, NumberField, ProblemNotice, Progress, TextField } from '../../ui/index.ts';
import { useDraftSettings } from './draft-settings.ts';
import { versionId } from './subject.ts';
import { count, counted, leftOutLines } from './words.ts';

/** Name, seed and shares; what will be in which role and what will be left out; then the freezing itself, and what came of it. */
export function FreezeDialog({
  input,
  draft,
  problem,
  onClose,
}: {
  readonly input: FreezeInput;
  readonly draft: DatasetDraft | null;
  /** Why there is no draft. */
  readonly problem: Parameters<typeof ProblemNotice>[0]['problem'] | null;
  readonly onClose: () => void;
}) {
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useConnection(({ jobs }) => jobs.find(({ id }) => id === jobId));
  const freeze = useAction(async (client) => setJobId((await client.datasets.freeze(input)).jobId));
  const done = job?.state === 'done' ? datasetSummarySchema.parse(job.result) : null;
  const isBusy = freeze.isPending || job?.state === 'running';
  const close = () => {
    if (done) adjustRoute({ dataset: versionId(done) });
    onClose();
  };
  const name = draft ? `${draft.name} v${draft.version}` : input.name;
  return (
    <Dialog
      title={done ? `${done.name} v${done.version} is frozen` : `Freeze ${name}`}
      isOpen
      onClose={close}
      actions={
        done ? (
          <>
            <Button onPress={close}>Close</Button>
            <Button kind="primary" onPress={() => go('train')}>
              Train on it
            </Button>
          </>
        ) : (
          <>
            <Button onPress={close}>{isBusy ? 'Close, go on freezing' : 'Cancel'}</Button>
            {isBusy || problem ? null : (
              <Button kind="primary" onPress={() => freeze.mutate(undefined)}>{`Freeze ${name}`}</Button>
            )}
          </>
        )
      }
    >
      {done ? <Result summary={done} /> : <Settings input={input} draft={draft} />}
      {job?.state === 'running' ? (
        <>
          <Progress label="Freezing" done={job.done} total={job.total} />
          <p className="q">{`${job.activity}${job.total ? `, ${count(job.done)} of ${count(job.total)} ${job.unit}` : ''}`}</p>
        </>
      ) : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
      {freeze.problem ? <ProblemNotice problem={freeze.problem} /> : null}
      {job?.problem ? <ProblemNotice problem={job.problem} /> : null}
    </Dialog>
  );
}

function Settings({ input, draft }: { readonly input: FreezeInput; readonly draft: DatasetDraft | null }) {
  const nameProblem = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(input.name)
    ? null
    : 'Letters, digits, dots, hyphens and underscores, 64 at most.';
  return (
    <>
      <div className="row freeze-fields">
        <TextField
          label="Name"
          value={input.name}
          problem={nameProblem}
          onChange={(name) => useDraftSettings.setState({ name })}
        />
        <NumberField
          label="Seed"
          value={input.seed}
          min={0}
          max={2_147_483_647}
          step={1}
          onChange={(seed) => useDraftSettings.setState({ seed })}
        />
      </div>
      {draft?.canKeepRoles ? (
        <Checkbox
          label="Keep the roles the images came with"
          isSelected={draft.keepsImportedRoles}
          onChange={(keepRoles) => useDraftSettings.setState({ keepRoles })}
        />
      ) : null}
      {draft && !draft.keepsImportedRoles ? <Shares input={input} draft={draft} /> : null}
      {draft ? <Preview draft={draft} /> : null}
    </>
  );
}

function Shares({ input, draft }: { readonly input: FreezeInput; readonly draft: DatasetDraft }) {
  const blocks = Object.values(draft.roles).reduce((sum, role) => sum + (role?.blocks ?? 0), 0);
  const isOwn = input.shares !== null;
  const share = (role: Role) =>
    input.shares?.[role] ?? (blocks === 0 ? 0 : Number(((draft.roles[role]?.blocks ?? 0) / blocks).toFixed(2)));
  const sum = roles.reduce((all, role) => all + share(role), 0);
  return (
    <>
      <Checkbox
        label="Shares by the number of blocks"
        isSelected={!isOwn}
        onChange={(isUsual) =>
          useDraftSettings.setState({
            shares: isUsual ? null : Object.fromEntries(roles.map((role) => [role, share(role)])),
          })
        }
      />
      {isOwn ? (
        <div className="row freeze-fields">
          {roles.map((role) => (
            <NumberField
              key={role}
              label={role}
              value={share(role)}
              min={0}
              max={1}
              step={0.01}
              onChange={(value) => useDraftSettings.setState({ shares: { ...input.shares, [role]: value } })}
            />
          ))}
        </div>
      ) : null}
      {isOwn && Math.abs(sum - 1) > 0.001 ? (
        <p className="help">{`The shares add up to ${sum.toFixed(2)}; they are taken in proportion.`}</p>
      ) : null}
    </>
  );
}

function Preview({ draft }: { readonly draft: DatasetDraft }) {
  const left = leftOutLines(draft.leftOut);
  return (
    <>
      <table className="t low">
        <thead>
          <tr>
            <th>Role</th>
            <th className="r">images</th>
            <th className="r">tries</th>
            <th className="r">blocks</th>
          </tr>
        </thead>
        <tbody>
          {roles.flatMap((role) => {
            const own = draft.roles[role];
            return own
              ? [
                  <tr key={role}>
                    <td>{role}</td>
                    <td className="r">{count(own.images)}</td>
                    <td className="r">{count(own.episodes)}</td>
                    <td className="r">{count(own.blocks)}</td>
                  </tr>,
                ]
              : [];
          })}
        </tbody>
      </table>
      <div className="q">
        {left.length === 0 ? <p>Nothing is left out so far.</p> : <p>Left out:</p>}
        <ul className="plain-list">
          {left.map(({ count: images, why }) => (
            <li key={why}>{`${counted(images, 'image')}, ${why}`}</li>
          ))}
          <li>Near-duplicates are looked for while it is frozen.</li>
        </ul>
      </div>
      {draft.optimistic ? <Notice title="Figures will be optimistic" text={draft.rules[0]} /> : null}
    </>
  );
}

function Result({ summary }: { readonly summary: DatasetSummary }) {
  const left = leftOutLines(summary.leftOut);
  const images = Object.values(summary.roles).reduce((sum, role) => sum + (role?.images ?? 0), 0);
  return (
    <>
      <p>
        {summary.unchanged
          ? 'Nothing changed since this version: the same images, labels, roles and seed. Nothing new was written.'
          : `${counted(images, 'image')} in ${Object.keys(summary.roles).length} roles. This version never changes.`}
      </p>
      {left.length > 0 ? (
        <div>
          <p>Left out:</p>
          <ul className="plain-list">
            {left.map(({ count: some, why }) => (
              <li key={why}>{`${counted(some, 'image')}, ${why}`}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <ul className="plain-list q">
        {summary.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </>
  );
}
