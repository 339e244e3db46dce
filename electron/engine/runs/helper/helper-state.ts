import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { type HelperResult, type HelperState, helperResultSchema } from '../../../../shared/contract/runs.ts';
import { foldCount } from '../../../../shared/domain/cross-validation.ts';
import type { sizeSchema } from '../../../../shared/domain/size.ts';
import { networkInputSize, preparedSize } from '../../../../shared/geometry/index.ts';
import { workspacePreparation } from '../../sources/index.ts';
import { inTransaction, parseJson, rows } from '../../store/index.ts';
import { classNames, type Workspace } from '../../workspace/index.ts';
import { stepSpeed } from '../step-speed.ts';
import { leastLabelled } from './helper-images.ts';
import { helperParams, helperSteps, usualSize } from './helper-network.ts';

const countRow = z.object({ count: z.int() });

/** How many pictures are labelled, how long a helper would take where that is asked, and what the newest one came to. */
export async function helperState(workspace: Workspace, isTimed = true): Promise<HelperState> {
  const labelled = countOf(
    workspace,
    "SELECT count(*) AS count FROM image WHERE label_state <> 'unlabelled' AND duplicate_of IS NULL",
  );
  const helper = newestHelper(workspace);
  return {
    labelled,
    needed: leastLabelled,
    seconds: !isTimed || labelled < leastLabelled ? null : await secondsFor(workspace, labelled),
    helper,
    labelsSince:
      helper === null
        ? labelled
        : countOf(
            workspace,
            'SELECT count(DISTINCT image_id) AS count FROM annotation_revision WHERE created_at > @since',
            { since: helper.madeAt },
          ),
  };
}

/** A start of the trainer, besides its steps. */
const startSeconds = 4;

async function secondsFor(workspace: Workspace, labelled: number): Promise<number | null> {
  const preparation = workspacePreparation(workspace);
  const size = commonSize(workspace);
  if (preparation === null || size === null) return null;
  const params = helperParams(labelled, usualSize);
  const { train } = params;
  const { timing } = await stepSpeed(workspace, {
    width: train.width,
    depth: train.depth,
    classCount: Math.max(1, classNames(workspace).length),
    ...networkInputSize(preparedSize(size, preparation), train.imgsz),
    batch: train.batch,
    threads: availableParallelism(),
    frozenModules: [],
  });
  if (timing === null) return null;
  const learning = Math.round((labelled * (foldCount - 1)) / foldCount);
  const steps = foldCount * helperSteps(learning, usualSize) + helperSteps(labelled, usualSize);
  // Every picture is predicted once, one at a time.
  const predictions = (labelled * timing.validationMs) / train.batch;
  return (steps * timing.stepMs + predictions) / 1000 + (foldCount + 1) * startSeconds;
}

/** The size in pixels most labelled pictures have; null: none is labelled. */
export function commonSize({ store }: Workspace): z.infer<typeof sizeSchema> | null {
  const [row] = rows(
    store,
    z.object({ width_px: z.int(), height_px: z.int() }),
    "SELECT width_px, height_px FROM image WHERE label_state <> 'unlabelled' GROUP BY width_px, height_px ORDER BY count(*) DESC LIMIT 1",
  );
  return row ? { widthPx: row.width_px, heightPx: row.height_px } : null;
}

const key = 'helper';

export function newestHelper({ store }: Pick<Workspace, 'store'>): HelperResult | null {
  const [row] = rows(store, z.object({ value: z.string() }), 'SELECT value FROM workspace WHERE key = @key', { key });
  return row ? parseJson(helperResultSchema, row.value) : null;
}

export function rememberHelper({ store }: Workspace, result: HelperResult): void {
  inTransaction(store, () => {
    store
      .prepare(
        'INSERT INTO workspace (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      )
      .run(key, JSON.stringify(result));
  });
}

function countOf({ store }: Workspace, sql: string, parameters: Record<string, unknown> = {}): number {
  return rows(store, countRow, sql, parameters)[0]?.count ?? 0;
}
