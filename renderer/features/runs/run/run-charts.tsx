import { useMemo } from 'react';
import type { RunRecord } from '../../../../shared/contract/runs.ts';
import { bestEpoch } from '../../../../shared/domain/run-progress.ts';
import { type Axis, ChartBox, LineChart, LineKey, type Spot, wholeAxis } from '../../../charts/index.ts';
import { precision } from '../words.ts';
import { type LossName, lossLines, machineLines, precisionLines, speedLine, validated } from './curves.ts';
import { learningRateLines, plannedSchedule } from './learning-rate.ts';
import type { RunView } from './use-run-feed.ts';

const losses: readonly (readonly [LossName, string])[] = [
  ['box', 'Box loss'],
  ['class', 'Class loss'],
  ['distribution', 'DFL loss'],
];

/** Small plots over the epochs of one run; the last value of each line stands in its head. */
export function RunCharts({ record, view }: { readonly record: RunRecord; readonly view: RunView }) {
  const { progress, machine } = view;
  const epochs = progress.started?.epochs ?? Math.max(1, progress.epochs.length);
  const axis = useMemo(() => wholeAxis(0, epochs), [epochs]);
  const hasGpu = machine.some(({ gpu }) => gpu !== null);
  return (
    <div className="run-charts">
      {losses.map(([name, title]) => (
        <LossChart key={name} view={view} axis={axis} name={name} title={title} />
      ))}
      <PrecisionChart view={view} axis={axis} />
      <LearningRateChart record={record} view={view} axis={axis} />
      <SpeedChart view={view} axis={axis} />
      {machine.length > 0 || view.run.state === 'running' ? <MachineChart view={view} axis={axis} /> : null}
      {hasGpu ? <GpuChart view={view} axis={axis} /> : null}
    </div>
  );
}

type Part = { readonly view: RunView; readonly axis: Axis };

const whole = (value: number) => String(Math.round(value));
const short = (value: number) => String(Number(value.toPrecision(3)));

function LossChart({ view, axis, name, title }: Part & { readonly name: LossName; readonly title: string }) {
  const { progress } = view;
  const lines = useMemo(() => lossLines(progress, name), [progress, name]);
  return (
    <ChartBox
      title={title}
      keys={lines.map(({ name: line, look, points }) => (
        <LineKey key={line} look={look}>
          {line} {points.length > 0 ? short(points.at(-1)?.y ?? 0) : 'none yet'}
        </LineKey>
      ))}
    >
      <LineChart label={`${title} by epoch, ${view.run.id}`} lines={lines} xName="epoch" xAxis={axis} />
    </ChartBox>
  );
}

function PrecisionChart({ view, axis }: Part) {
  const { progress } = view;
  const lines = useMemo(() => precisionLines(progress), [progress]);
  const spots = useMemo((): Spot[] => {
    const best = bestEpoch(progress);
    return best?.validation ? [{ x: best.epoch, y: best.validation.map50, look: 'one' }] : [];
  }, [progress]);
  const last = validated(progress.epochs).at(-1)?.validation;
  const n = progress.started?.valImages;
  return (
    <ChartBox
      title="mAP on val"
      keys={
        <>
          <LineKey look="one">50: {last ? precision(last.map50) : 'none yet'}</LineKey>
          <LineKey look="other">50–95: {last ? precision(last.map50To95) : 'none yet'}</LineKey>
          {n ? <span className="s q hide-narrow">{`n ${n}${last?.interval ? ', 95 %' : ''}`}</span> : null}
        </>
      }
    >
      <LineChart
        label={`mAP50 and mAP50-95 on the val role by epoch, ${view.run.id}${n ? `, ${n} images` : ''}`}
        lines={lines}
        spots={spots}
        xName="epoch"
        xAxis={axis}
        yFrom={0}
        yTo={1}
        formatY={short}
      />
    </ChartBox>
  );
}

/** Two digits, a small one in powers of ten: the head of a small plot has little room. */
const rate = (value: number) => {
  const rounded = Number(value.toPrecision(2));
  return rounded !== 0 && rounded < 0.001 ? rounded.toExponential() : String(rounded);
};

/** As run, and where the parameters take it. */
function LearningRateChart({ record, view, axis }: Part & { readonly record: RunRecord }) {
  const { progress } = view;
  const { params, classCount } = record;
  const schedule = useMemo(
    () => plannedSchedule({ params, classCount }, progress.started),
    [params, classCount, progress.started],
  );
  const lines = useMemo(() => learningRateLines(progress, schedule), [progress, schedule]);
  const last = progress.steps.at(-1);
  return (
    <ChartBox
      title="Learning rate"
      keys={
        <>
          <LineKey look="one">{last ? rate(last.learningRate) : 'none yet'}</LineKey>
          {schedule ? <LineKey look="planned">planned</LineKey> : null}
        </>
      }
    >
      <LineChart
        label={`Learning rate by epoch, ${view.run.id}, as run and as planned`}
        lines={lines}
        xName="epoch"
        xAxis={axis}
        yFrom={0}
        formatY={rate}
      />
    </ChartBox>
  );
}

function SpeedChart({ view, axis }: Part) {
  const { steps } = view.progress;
  const lines = useMemo(() => [speedLine(steps)], [steps]);
  const last = steps.at(-1);
  return (
    <ChartBox
      title="Images/s"
      keys={<span className="s q">{last ? `now ${whole(last.imagesPerSecond)}` : 'none yet'}</span>}
    >
      <LineChart
        label={`Images/s by epoch, ${view.run.id}`}
        lines={lines}
        xName="epoch"
        xAxis={axis}
        yFrom={0}
        formatY={whole}
      />
    </ChartBox>
  );
}

function MachineChart({ view, axis }: Part) {
  const lines = useMemo(
    () =>
      machineLines(view.machine, [
        ['CPU', 'one', ({ cpuPercent }) => cpuPercent],
        ['memory', 'other', ({ memoryPercent }) => memoryPercent],
      ]),
    [view.machine],
  );
  const last = view.machine.at(-1);
  return (
    <ChartBox
      title="Machine"
      keys={
        <>
          <LineKey look="one">CPU {last ? `${whole(last.cpuPercent)} %` : 'none yet'}</LineKey>
          <LineKey look="other">memory {last ? `${whole(last.memoryPercent)} %` : 'none yet'}</LineKey>
        </>
      }
    >
      <LineChart
        label={`CPU and memory of the machine by epoch, ${view.run.id}`}
        lines={lines}
        xName="epoch"
        xAxis={axis}
        yFrom={0}
        yTo={100}
        yUnit="%"
        formatY={whole}
      />
    </ChartBox>
  );
}

function GpuChart({ view, axis }: Part) {
  const lines = useMemo(
    () =>
      machineLines(view.machine, [
        ['load', 'one', ({ gpu }) => gpu?.loadPercent ?? null],
        ['memory', 'other', ({ gpu }) => gpu?.memoryPercent ?? null],
      ]),
    [view.machine],
  );
  const last = view.machine.findLast(({ gpu }) => gpu !== null)?.gpu;
  return (
    <ChartBox
      title="GPU"
      keys={
        last ? (
          <>
            <LineKey look="one">load {whole(last.loadPercent)} %</LineKey>
            <LineKey look="other">memory {whole(last.memoryPercent)} %</LineKey>
          </>
        ) : null
      }
    >
      <LineChart
        label={`Load and memory of the graphics card by epoch, ${view.run.id}`}
        lines={lines}
        xName="epoch"
        xAxis={axis}
        yFrom={0}
        yTo={100}
        yUnit="%"
        formatY={whole}
      />
    </ChartBox>
  );
}
