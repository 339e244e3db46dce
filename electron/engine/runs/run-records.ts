import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunRecord, RunSummary } from '../../../shared/contract/runs.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { noProgress, withEvents } from '../../../shared/domain/run-progress.ts';
import { type EpochFigures, trainingEventSchema } from '../../../shared/domain/training-event.ts';
import { flatParams, parseParams } from '../../../shared/formats/params.ts';
import { listDatasets } from '../datasets/index.ts';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { LineTail } from './line-tail.ts';
import { runNotes } from './run-notes.ts';
import { findRun, listRuns } from './run-rows.ts';

const modelRow = z.object({ name: z.string(), version: z.int(), run_id: z.string() });
const evaluationRow = z.object({
  id: z.int(),
  run_id: z.string(),
  map50: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** Every run with its parameters, models, evaluation and notes, newest first. */
export function runRecords(workspace: Workspace): RunRecord[] {
  const { store } = workspace;
  const datasets = new Map(listDatasets(workspace).map((one) => [`${one.name} ${one.version}`, one]));
  const models = rows(
    store,
    modelRow,
    'SELECT name, version, run_id FROM model WHERE run_id IS NOT NULL ORDER BY created_at, name, version',
  );
  const evaluations = evaluationsOnVal(workspace);
  const notes = runNotes(workspace);
  return listRuns(workspace).map((run) => {
    const dataset = datasets.get(`${run.dataset} ${run.datasetVersion}`);
    const roles = dataset?.roles;
    const noted = notes.get(run.id);
    return {
      run,
      params: paramsOf(run),
      trainImages: roles?.train?.images ?? 0,
      classCount: dataset?.classes.length ?? 0,
      valImages: roles?.val?.images ?? 0,
      models: models.filter(({ run_id }) => run_id === run.id).map(({ name, version }) => ({ name, version })),
      evaluated: evaluations.get(run.id) ?? null,
      note: noted?.note ?? '',
      tags: [...(noted?.tags ?? [])],
      notedBy: noted?.notedBy ?? null,
    };
  });
}

export function runRecord(workspace: Workspace, runId: string): Result<RunRecord> {
  const record = runRecords(workspace).find(({ run }) => run.id === runId);
  return record ? success(record) : failure('not-found', `There is no run ${runId}.`);
}

/** The newest evaluation of a run's model on the val role of the run's own dataset version, formula `coco`. */
function evaluationsOnVal({ store }: Workspace): ReadonlyMap<string, RunRecord['evaluated']> {
  const found = rows(
    store,
    evaluationRow,
    `SELECT evaluation.id, model.run_id,
       json_extract(evaluation.figures, '$.figures.averagePrecision.map50.value') AS map50,
       json_extract(evaluation.figures, '$.figures.averagePrecision.map50Interval.low') AS low,
       json_extract(evaluation.figures, '$.figures.averagePrecision.map50Interval.high') AS high
     FROM evaluation
     JOIN model ON model.name = evaluation.model_name AND model.version = evaluation.model_version
     JOIN run ON run.id = model.run_id AND run.dataset_id = evaluation.dataset_id
     WHERE evaluation.role = 'val' AND json_extract(evaluation.figures, '$.figures.averagePrecision.map50.value') IS NOT NULL
     ORDER BY evaluation.id`,
  );
  return new Map(found.map(({ id, run_id, map50, low, high }) => [run_id, { evaluationId: id, map50, low, high }]));
}

function paramsOf(run: RunSummary): RunRecord['params'] {
  const path = join(run.folder, 'params.yaml');
  if (!existsSync(path)) return {};
  const params = parseParams(readFileSync(path, 'utf8'));
  return params.ok ? flatParams(params.value) : {};
}

/** The epochs of a run, from its events. */
export function runEpochs(workspace: Workspace, runId: string): Result<EpochFigures[]> {
  const found = findRun(workspace, runId);
  if (!found.ok) return found;
  const events = new LineTail(join(found.value.summary.folder, 'events.jsonl'), trainingEventSchema).read();
  return success([...withEvents(noProgress, events).epochs]);
}
