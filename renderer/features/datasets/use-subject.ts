import type { DatasetDraft, DatasetSummary, FreezeInput, Newer } from '../../../shared/contract/datasets.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import { useRoute } from '../../app/navigation.ts';
import { problemOf, useEngine } from '../../client/index.ts';
import { useDraftSettings } from './draft-settings.ts';
import { newestFirst, type Subject, versionId } from './subject.ts';

export type DatasetsState = {
  /** Newest first; undefined until they were read. */
  readonly datasets: readonly DatasetSummary[] | undefined;
  readonly newer: readonly (Newer & { readonly name: string; readonly version: number })[];
  readonly input: FreezeInput;
  /** What freezing would make, asked for while it is on the screen. */
  readonly draft: DatasetDraft | null;
  readonly draftProblem: Problem | null;
  readonly subject: Subject | null;
};

/** Which version the screen shows: the one in the address, else the draft where labels are newer, else the newest. */
export function useDatasets(isFreezing: boolean): DatasetsState {
  const { parameters } = useRoute();
  const { data } = useEngine(['datasets.list'], (client) => client.datasets.list());
  const { data: newer = [] } = useEngine(['datasets.newer'], (client) => client.datasets.newer());
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const settings = useDraftSettings();
  const datasets = data && newestFirst(data);
  const newest = datasets?.[0] ?? null;
  const name = settings.name ?? newest?.name ?? nameOf(info?.classes[0]);
  const input: FreezeInput = { ...settings, name, seed: settings.seed ?? newest?.seed ?? 42 };
  const asked = parameters.dataset;
  const chosen = datasets?.find((dataset) => versionId(dataset) === asked) ?? null;
  const isStale = newer.some((one) => one.name === newest?.name && one.added + one.removed + one.relabelled > 0);
  const wantsDraft = asked === 'draft' || (chosen === null && (newest === null || isStale));
  const isAsked = datasets !== undefined && info !== undefined && (wantsDraft || isFreezing);
  const { data: draft, error } = useEngine(
    ['datasets.draft', input],
    (client) => client.datasets.draft(input),
    isAsked,
  );
  const frozen = chosen ?? (wantsDraft ? null : newest);
  const { data: detail } = useEngine(
    ['datasets.detail', frozen?.name, frozen?.version],
    (client) => client.datasets.detail({ name: frozen?.name ?? '', version: frozen?.version ?? null }),
    frozen !== null,
  );
  const ofName = datasets?.filter((dataset) => dataset.name === name)[0] ?? null;
  const subject: Subject | null = frozen
    ? { kind: 'frozen', summary: frozen, detail }
    : draft && wantsDraft
      ? { kind: 'draft', draft, newest: ofName }
      : null;
  return {
    datasets,
    newer,
    input,
    draft: error ? null : (draft ?? null),
    draftProblem: error ? problemOf(error) : null,
    subject,
  };
}

/** A class's name as a dataset can be called. */
function nameOf(className: string | undefined): string {
  return className?.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'dataset';
}
