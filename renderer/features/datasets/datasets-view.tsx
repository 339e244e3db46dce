import './datasets.css';
import { useState } from 'react';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { useCommands } from '../../app/commands/index.ts';
import { go, useRoute } from '../../app/navigation.ts';
import { Button, Empty, PageHead, ProblemNotice } from '../../ui/index.ts';
import { FolderButton } from '../runs/index.ts';
import { useNextParams } from '../runs/params/index.ts';
import { AugmentationPanel } from './augmentation-panel.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { datasetsCommands } from './commands.ts';
import { ConditionsPanel } from './conditions-panel.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FreezeDialog } from './freeze-dialog.tsx';
import { RolesPanel } from './roles-panel.tsx';
import { type Subject, subjectName } from './subject.ts';
import { type DatasetsState, useDatasets } from './use-subject.ts';
import { VersionsPanel } from './versions-panel.tsx';
import { staleSentence } from './words.ts';

/** Versions of the dataset: who learns from what, what changed, what training will see; and the next one. */
export function DatasetsView() {
  const [isFreezing, setFreezing] = useState(false);
  const [exported, setExported] = useState<DatasetSummary | null>(null);
  const { parameters } = useRoute();
  const state = useDatasets(isFreezing);
  const { draft: params } = useNextParams();
  const { datasets, subject, draft, draftProblem, input } = state;
  const next = draft ? `${draft.name} v${draft.version}` : `${input.name} v${nextVersion(state)}`;
  const title = `Freeze ${next}`;
  const frozen = subject?.kind === 'frozen' ? subject.summary : null;
  useCommands(datasetsCommands, {
    freeze: { title, run: () => setFreezing(true) },
    ...(frozen
      ? { export: { title: `Export ${frozen.name} v${frozen.version}`, run: () => setExported(frozen) } }
      : {}),
  });
  const isEmpty = datasets?.length === 0 && draftProblem !== null;
  const dataset = frozen ? { name: frozen.name, version: frozen.version } : null;
  return (
    <>
      <PageHead title="Datasets" state={stateOf(state)}>
        {frozen ? (
          <>
            <FolderButton path={frozen.folder} name={`YOLO folder of v${frozen.version}`} />
            <Button onPress={() => setExported(frozen)}>{`Export v${frozen.version}`}</Button>
          </>
        ) : null}
        <Button kind="primary" onPress={() => setFreezing(true)}>
          {title}
        </Button>
      </PageHead>
      {isEmpty ? (
        <div className="body">
          <Empty title="Nothing to freeze yet" text={draftProblem.sentence}>
            <Button kind="primary" onPress={() => go('label')}>
              Label images
            </Button>
            <Button onPress={() => go('images')}>Import images</Button>
          </Empty>
        </div>
      ) : (
        <div className="body ds-grid">
          <div className="stack">
            <VersionsPanel datasets={datasets ?? []} draft={draftRow(state)} newer={state.newer} shown={subject} />
            {subject ? <ChangesPanel subject={subject} /> : null}
          </div>
          <div className="stack">
            {draftProblem && subject === null ? <ProblemNotice problem={draftProblem} /> : null}
            {subject ? <RolesPanel subject={subject} /> : null}
            {subject ? <RulesNote subject={subject} /> : null}
            {subject ? <ConditionsPanel subject={subject} /> : null}
          </div>
          {params ? (
            <AugmentationPanel draft={params} dataset={dataset} isWanted={parameters.show === 'augmentation'} />
          ) : null}
        </div>
      )}
      {exported ? <ExportDialog dataset={exported} onClose={() => setExported(null)} /> : null}
      {isFreezing ? (
        <FreezeDialog input={input} draft={draft} problem={draftProblem} onClose={() => setFreezing(false)} />
      ) : null}
    </>
  );
}

/** How roles and blocks came about; what makes the figures optimistic is said first. */
function RulesNote({ subject }: { readonly subject: Subject }) {
  const { rules } = subject.kind === 'frozen' ? subject.summary : subject.draft;
  return <p className="s q rules">{rules.join(' ')}</p>;
}

function nextVersion({ datasets, input }: DatasetsState): number {
  return Math.max(0, ...(datasets ?? []).filter(({ name }) => name === input.name).map(({ version }) => version)) + 1;
}

function draftRow({ draft, subject, datasets, newer, input }: DatasetsState) {
  const isStale = newer.some((one) => one.added + one.removed + one.relabelled > 0);
  if (!isStale && datasets !== undefined && datasets.length > 0 && subject?.kind !== 'draft') return null;
  const images = Object.values(draft?.roles ?? {}).reduce((sum, role) => sum + (role?.images ?? 0), 0);
  if (draft) return { name: draft.name, version: draft.version, images };
  return isStale ? { name: input.name, version: nextVersion({ datasets, input } as DatasetsState), images: 0 } : null;
}

function stateOf(state: DatasetsState): string {
  const { datasets, newer } = state;
  const newest = datasets?.[0];
  if (!newest) return 'No version is frozen yet. Freezing makes one that never changes.';
  const own = newer.find(({ name, version }) => name === newest.name && version === newest.version);
  const why = own ? staleSentence(own) : '';
  const name = subjectName({ kind: 'frozen', summary: newest, detail: undefined });
  return why === '' ? `${name} is as the labels are` : `${name} is not as the labels are: ${why}`;
}
