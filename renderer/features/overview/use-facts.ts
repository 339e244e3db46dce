import type { HelperState } from '../../../shared/contract/runs.ts';
import { useAuthor, useConnection, useEngine, useGravestError } from '../../client/index.ts';
import { useLivePart } from '../live/index.ts';
import { duration } from '../runs/index.ts';
import type { Facts, HelperFacts } from './attention.ts';
import { useRead } from './failures.ts';

const noAlarms: Facts['alarms'] = [];

/** The facts Overview speaks of; null until all of them are known. `isShown`: on the screen itself, not for the count on the rail. */
export function useFacts({ isShown }: { readonly isShown: boolean }): Facts | null {
  const jobs = useConnection((state) => state.jobs);
  const alarms = useLivePart((live) => live?.alarms ?? noAlarms);
  const read = useRead();
  const gravestError = useGravestError();
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const { data: imports } = useEngine(['sources.imports'], (client) => client.sources.imports());
  // What waits for a second person depends on who looks.
  const { author } = useAuthor();
  const { data: queues } = useEngine(['annotations.queues', author], (client) => client.annotations.queues({ author }));
  const { data: datasets } = useEngine(['datasets.list'], (client) => client.datasets.list());
  const { data: newer } = useEngine(['datasets.newer'], (client) => client.datasets.newer());
  const { data: runs } = useEngine(['runs.list'], (client) => client.runs.list());
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: current } = useEngine(['models.current'], (client) => client.models.current());
  const { data: evaluations } = useEngine(['evaluations.list'], (client) => client.evaluations.list());
  const isHelperTraining = jobs.some(({ kind, state }) => kind === 'helper' && state === 'running');
  const canHelp = (info?.counts.unlabelled ?? 0) > 0 && models?.length === 0 && !isHelperTraining;
  // How long it takes is measured, on both cores: asked only where it is shown, and never while somebody labels.
  const { data: known } = useEngine(
    ['runs.helper', 'untimed'],
    (client) => client.runs.helper({ isTimed: false }),
    canHelp,
  );
  const { data: timed } = useEngine(['runs.helper'], (client) => client.runs.helper(), canHelp && isShown);
  const helper = known && { ...known, seconds: timed?.seconds ?? null };
  if (!info || !imports || !queues || !datasets || !newer || !runs || !models) return null;
  if (current === undefined || !evaluations) return null;
  const newest = [...datasets].sort((a, b) => b.id - a.id)[0];
  const own = newer.find((entry) => entry.name === newest?.name && entry.version === newest.version);
  const model = current ?? [...models].sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  return {
    images: info.counts.images,
    unlabelled: info.counts.unlabelled,
    freeBytes: info.disk?.freeBytes ?? null,
    alarms,
    refused: refusedOf(imports),
    queues: Object.fromEntries(queues.queues.map(({ queue, waiting }) => [queue, waiting])),
    dataset: newest
      ? { name: newest.name, version: newest.version, newer: own ?? { added: 0, removed: 0, relabelled: 0 } }
      : null,
    runs,
    jobs,
    registeredRuns: models.map(({ runId }) => runId).filter((id) => id !== null),
    model: model
      ? {
          name: `${model.name} v${model.version}`,
          isEvaluated: evaluations.some((one) => one.model === model.name && one.modelVersion === model.version),
          isInProduction: current !== null,
        }
      : null,
    helper: canHelp && helper ? helperFacts(helper) : null,
    gravestError,
    read,
  };
}

function helperFacts({ seconds, helper, ...labels }: HelperState): HelperFacts {
  return { ...labels, takes: seconds === null ? null : duration(seconds), isTrained: helper !== null };
}

type Imports = readonly {
  readonly id: number;
  readonly startedAt: string;
  readonly report: { readonly refused: readonly { readonly sentence: string }[] } | null;
}[];

/** Of the newest import that refused files. */
function refusedOf(imports: Imports): Facts['refused'] {
  const found = imports.find(({ report }) => (report?.refused.length ?? 0) > 0);
  if (!found?.report) return null;
  const at = new Date(found.startedAt).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return {
    importId: found.id,
    files: found.report.refused.length,
    at,
    sentence: found.report.refused[0]?.sentence ?? '',
  };
}
