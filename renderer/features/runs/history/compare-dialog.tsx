import { useMemo } from 'react';
import type { RunRecord } from '../../../../shared/contract/runs.ts';
import type { EpochFigures } from '../../../../shared/domain/training-event.ts';
import { ChartBox, type Line, LineChart, LineKey, type LineLook, wholeAxis } from '../../../charts/index.ts';
import { useEngine } from '../../../client/index.ts';
import { Button, Dialog } from '../../../ui/index.ts';
import { duration, precision } from '../words.ts';
import { differingKeys, shownValue } from './table-rows.ts';

const looks: readonly LineLook[] = ['one', 'other', 'third', 'fourth'];

type Plot = {
  readonly title: string;
  readonly value: (epoch: EpochFigures) => number | undefined;
  /** 95 %. */
  readonly interval?: (epoch: EpochFigures) => { readonly low: number; readonly high: number } | undefined;
  readonly to?: number;
};
const plots: readonly Plot[] = [
  {
    title: 'mAP50 on val',
    value: ({ validation }) => validation?.map50,
    interval: ({ validation }) => validation?.interval?.map50,
    to: 1,
  },
  {
    title: 'mAP50-95 on val',
    value: ({ validation }) => validation?.map50To95,
    interval: ({ validation }) => validation?.interval?.map50To95,
    to: 1,
  },
  { title: 'Box loss, val', value: ({ validation }) => validation?.losses.box },
  { title: 'Class loss, val', value: ({ validation }) => validation?.losses.class },
];

/** Two to four runs: what differs in their parameters, and their curves over each other. */
export function CompareDialog({
  records,
  onClose,
}: {
  readonly records: readonly RunRecord[];
  readonly onClose: () => void;
}) {
  const runIds = records.map(({ run }) => run.id);
  const { data: curves = [] } = useEngine(['runs.curves', runIds], (client) => client.runs.curves({ runIds }));
  const keys = useMemo(() => differingKeys(records.map(({ params }) => params)), [records]);
  const epochs = Math.max(1, ...curves.map((curve) => curve.epochs.length));
  const axis = useMemo(() => wholeAxis(0, epochs), [epochs]);
  const isSameSet = new Set(records.map(({ run }) => run.datasetHash)).size === 1;
  return (
    <Dialog
      title={`Compare ${runIds.join(', ')}`}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          Close
        </Button>
      }
    >
      {isSameSet ? null : (
        <p className="help bad">
          These runs have other datasets: their val figures are not of the same images. Evaluate their models on one set
          to compare them.
        </p>
      )}
      <div className="compare-charts">
        {plots.map((plot) => (
          <ChartBox
            key={plot.title}
            title={plot.title}
            keys={runIds.map((id, at) => (
              <LineKey key={id} look={looks[at] ?? 'one'}>
                {id}
              </LineKey>
            ))}
          >
            <LineChart
              label={`${plot.title} by epoch of ${runIds.join(', ')}`}
              lines={linesOf(curves, runIds, plot)}
              xName="epoch"
              xAxis={axis}
              xUnit="ep."
              {...(plot.to === undefined ? {} : { yFrom: 0, yTo: plot.to })}
            />
          </ChartBox>
        ))}
      </div>
      <ComparedTable records={records} keys={keys} />
    </Dialog>
  );
}

function linesOf(
  curves: readonly { readonly runId: string; readonly epochs: readonly EpochFigures[] }[],
  runIds: readonly string[],
  { value, interval }: Plot,
): Line[] {
  return runIds.map((id, at) => ({
    name: id,
    look: looks[at] ?? 'one',
    points: (curves.find(({ runId }) => runId === id)?.epochs ?? []).flatMap((epoch) => {
      const y = value(epoch);
      return y === undefined ? [] : [{ x: epoch.epoch, y, ...interval?.(epoch) }];
    }),
  }));
}

function ComparedTable({
  records,
  keys,
}: {
  readonly records: readonly RunRecord[];
  readonly keys: readonly string[];
}) {
  const rows: [string, (record: RunRecord) => string][] = [
    ['dataset', ({ run }) => `${run.dataset} v${run.datasetVersion}`],
    ...keys.map((key): [string, (record: RunRecord) => string] => [key, ({ params }) => shownValue(key, params)]),
    [
      'best mAP50 (n)',
      ({ run, valImages }) => (run.valMap50 === null ? 'none' : `${precision(run.valMap50)} (${valImages})`),
    ],
    ['best mAP50-95', ({ run }) => precision(run.valMap5095) || 'none'],
    ['best epoch', ({ run }) => String(run.bestEpoch ?? 'none')],
    ['time', ({ run }) => (run.trainingSeconds === null ? 'none' : duration(run.trainingSeconds))],
  ];
  return (
    <table className="t low">
      <thead>
        <tr>
          <th>{keys.length === 0 ? 'The parameters are the same' : 'What differs'}</th>
          {records.map(({ run }) => (
            <th key={run.id} className="r">
              {run.id}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <td className={name.includes('.') ? 'mono' : undefined}>{name}</td>
            {records.map((record) => (
              <td key={record.run.id} className="r">
                {value(record)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
