import './models.css';
import { useState } from 'react';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import { type ModelDecision, productionDecision, stageOf } from '../../../shared/domain/model-stage.ts';
import { adjustRoute, go, useRoute } from '../../app/navigation.ts';
import { useEngine } from '../../client/index.ts';
import { Button, Empty, PageHead } from '../../ui/index.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import { CardPanel } from './card-panel.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { evidenceOf } from './evidence.ts';
import { FiguresPanel } from './figures-panel.tsx';
import { FilesPanel } from './files-panel.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { LineagePanel } from './lineage-panel.tsx';
import { PromoteDialog } from './promote-dialog.tsx';
import { RollBackPanel } from './roll-back-panel.tsx';
import { VersionsPanel } from './versions-panel.tsx';
import { momentWords, versionId, versionName } from './words.ts';

/** Which models there are, what is known of each, and which one is in production. */
export function ModelsView() {
  const { parameters } = useRoute();
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: decisions } = useEngine(['models.decisions'], (client) => client.models.decisions());
  const [isImporting, setImporting] = useState(parameters.import === 'yes');
  if (!models || !decisions) return <PageHead title="Models" />;
  const current = currentOf(models, decisions);
  const selected = models.find((model) => versionId(model) === parameters.model) ?? newest(models);
  return (
    <>
      {selected === null ? (
        <NoModel onImport={() => setImporting(true)} />
      ) : (
        <Chosen
          key={versionId(selected)}
          models={models}
          decisions={decisions}
          current={current}
          selected={selected}
          onImport={() => setImporting(true)}
        />
      )}
      <ImportDialog
        isOpen={isImporting}
        onClose={() => setImporting(false)}
        onImported={(model) => adjustRoute({ model: versionId(model), import: '' })}
      />
    </>
  );
}

function NoModel({ onImport }: { readonly onImport: () => void }) {
  return (
    <>
      <PageHead title="Models" state="None registered yet">
        <Button onPress={onImport}>Import a model</Button>
        <Button kind="primary" onPress={() => go('train')}>
          Go to Train
        </Button>
      </PageHead>
      <div className="body mo-one">
        <Empty
          title="No model yet"
          text="A finished run becomes a model. Or import one: a file exported by another Plugsight, or a YOLOv8 or 11 detector as ONNX."
        />
      </div>
    </>
  );
}

function Chosen({
  models,
  decisions,
  current,
  selected,
  onImport,
}: {
  readonly models: readonly ModelSummary[];
  readonly decisions: readonly ModelDecision[];
  readonly current: ModelSummary | null;
  readonly selected: ModelSummary;
  readonly onImport: () => void;
}) {
  const { data: evaluations } = useEngine(['evaluations.list'], (client) => client.evaluations.list());
  const [dialog, setDialog] = useState<'promote' | 'archive' | null>(null);
  const stage = stageOf(decisions, { model: selected.name, modelVersion: selected.version });
  const evidence = evidenceOf(selected, current, evaluations ?? []);
  const name = versionName(selected);
  return (
    <>
      <PageHead title="Models" state={productionWords(current, decisions)}>
        <Button onPress={onImport}>Import a model</Button>
        {stage === 'production' ? null : (
          <Button onPress={() => setDialog('archive')}>
            {stage === 'archived' ? `Restore ${name}` : `Archive ${name}`}
          </Button>
        )}
        {stage === 'production' ? (
          <Button kind="primary" onPress={() => go('validate', { model: versionId(selected) })}>
            Validate {name}
          </Button>
        ) : (
          <Button kind="primary" onPress={() => setDialog('promote')}>
            Promote {name}
          </Button>
        )}
      </PageHead>
      <div className="body mo-grid">
        <div className="stack">
          <VersionsPanel models={models} decisions={decisions} selected={selected} />
          <DecisionsPanel decisions={decisions} />
          <RollBackPanel decisions={decisions} />
        </div>
        <div className="stack">
          <FiguresPanel model={selected} current={current} evidence={evidence} isReady={evaluations !== undefined} />
        </div>
        <div className="stack mo-side">
          <LineagePanel model={selected} evaluations={evaluations ?? []} />
          <FilesPanel model={selected} />
          <CardPanel model={selected} />
        </div>
      </div>
      {dialog === 'promote' ? (
        <PromoteDialog model={selected} current={current} evidence={evidence} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'archive' ? (
        <ArchiveDialog model={selected} isArchived={stage === 'archived'} onClose={() => setDialog(null)} />
      ) : null}
    </>
  );
}

function currentOf(models: readonly ModelSummary[], decisions: readonly ModelDecision[]): ModelSummary | null {
  const decision = productionDecision(decisions);
  return models.find(({ name, version }) => name === decision?.model && version === decision.modelVersion) ?? null;
}

function newest(models: readonly ModelSummary[]): ModelSummary | null {
  return models.reduce<ModelSummary | null>(
    (latest, model) => (latest === null || model.createdAt >= latest.createdAt ? model : latest),
    null,
  );
}

function productionWords(current: ModelSummary | null, decisions: readonly ModelDecision[]): string {
  const decision = productionDecision(decisions);
  if (current === null || decision === null) return 'None is in production';
  return `${versionName(current)} is in production since ${momentWords(decision.decidedAt)}, ${decision.author}`;
}
