import { useCallback, useMemo } from 'react';
import type { DatasetSummary } from '../../../../shared/contract/datasets.ts';
import type { RunRecord } from '../../../../shared/contract/runs.ts';
import { defaultParams, type Params, parseParams } from '../../../../shared/formats/params.ts';
import { useEngine } from '../../../client/index.ts';
import { datasetChoice } from './dataset-choice.ts';
import { rawValue } from './edit-text.ts';
import { newParamsText } from './template.ts';
import { type DraftView, useDraft } from './use-draft.ts';

export type NextParams = {
  /** Null until it was read. */
  readonly draft: DraftView | null;
  /** The dataset version the file names; null where it names none that is here. */
  readonly dataset: DatasetSummary | null;
  readonly records: readonly RunRecord[] | undefined;
  readonly datasets: readonly DatasetSummary[] | undefined;
};

/** The next run's `params.yaml` with what it refers to; a first one is made of the run before. */
export function useNextParams(): NextParams {
  const { data: datasets } = useEngine(['datasets.list'], (client) => client.datasets.list());
  const { data: records } = useEngine(['runs.records'], (client) => client.runs.records());
  const first = useCallback(() => {
    const { chosen } = datasetChoice(null, datasets ?? []);
    return newParamsText(paramsOf(records?.[0]), chosen ? `${chosen.name}-v${chosen.version}` : null);
  }, [records, datasets]);
  const draft = useDraft(records && datasets ? first : null);
  const text = draft?.text ?? null;
  const { chosen } = useMemo(
    () => datasetChoice(text === null ? null : rawValue(text, ['train', 'data']), datasets ?? []),
    [text, datasets],
  );
  return { draft, dataset: chosen, records, datasets };
}

/** The parameters of a run, as far as they can still be read. */
function paramsOf(record: RunRecord | undefined): Params {
  if (!record) return defaultParams;
  const nested: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(record.params)) {
    const [section = '', name = ''] = key.split('.');
    nested[section] = { ...nested[section], [name]: value };
  }
  const params = parseParams(JSON.stringify(nested));
  return params.ok ? params.value : defaultParams;
}
