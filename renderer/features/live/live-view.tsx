import './live.css';
import { useMemo, useState } from 'react';
import type { LiveFrame, LiveStatus } from '../../../shared/contract/station.ts';
import { wilsonInterval } from '../../../shared/evaluation/intervals.ts';
import { percent } from '../../../shared/evaluation/wording.ts';
import { go } from '../../app/navigation.ts';
import { mediaUrl, useAction, useEngine } from '../../client/index.ts';
import {
  Button,
  Empty,
  Notice,
  NumberField,
  PageHead,
  Panel,
  ProblemNotice,
  Select,
  TextField,
  VerdictMark,
} from '../../ui/index.ts';
import { type OverlayBox, Viewport } from '../../viewport/index.ts';
import { useLive } from './use-live.ts';

/** Frames through the station program, for the screen: what it says, how long it takes, what it said before. */
export function LiveView() {
  const live = useLive();
  const stop = useAction((client) => client.station.stop());
  if (!live) return null;
  const isOn = live.state !== 'off';
  return (
    <>
      <PageHead
        title="Live"
        state={
          isOn
            ? `Replay of ${live.frames.toLocaleString('en-GB')} frames, ${live.source}; for the screen only, the PLC gets nothing.`
            : 'Frames of a folder through the station program, for the screen only.'
        }
      >
        {isOn ? <Button onPress={() => stop.mutate(undefined)}>Stop the replay</Button> : null}
      </PageHead>
      {isOn ? <Running live={live} /> : <Start />}
    </>
  );
}

function Start() {
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: current } = useEngine(['models.current'], (client) => client.models.current());
  const [chosen, setChosen] = useState<string | null>(null);
  const [folder, setFolder] = useState('');
  const [seconds, setSeconds] = useState(1);
  const names = [...(models ?? [])]
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map(({ name, version }) => `${name}@${version}`);
  const model = chosen ?? (current ? `${current.name}@${current.version}` : (names[0] ?? ''));
  const start = useAction((client) =>
    client.station.start({
      model,
      folder: folder.trim() === '' ? null : folder.trim(),
      intervalMs: Math.round(seconds * 1000),
    }),
  );
  if (!models || current === undefined) return null;
  if (names.length === 0) {
    return (
      <div className="body">
        <Empty title="No model yet" text="The station runs on an exported model file; train or import a model first.">
          <Button kind="primary" onPress={() => go('train')}>
            Train a model
          </Button>
        </Empty>
      </div>
    );
  }
  return (
    <div className="body lv-start">
      <Panel title="Replay">
        <div className="stack">
          <Select
            label="Model"
            value={model}
            options={names.map((id) => ({ id, name: id.replace('@', ' v') }))}
            onChange={setChosen}
          />
          <TextField
            label="Folder of frames"
            value={folder}
            onChange={setFolder}
            placeholder="empty: the pictures of this workspace"
            help="Taken in the order of their names, round and round."
          />
          <NumberField
            label="Seconds between frames"
            value={seconds}
            onChange={setSeconds}
            min={0.1}
            max={60}
            step={0.1}
            help="A frame is taken when the one before has its verdict."
          />
          {start.problem ? <ProblemNotice problem={start.problem} /> : null}
          <div className="row">
            <Button kind="primary" onPress={() => start.mutate(undefined)}>
              {start.isPending ? 'Starting the station' : 'Start the replay'}
            </Button>
          </div>
        </div>
      </Panel>
    </div>
  );
}

function Running({ live }: { readonly live: LiveStatus }) {
  const [picked, setPicked] = useState<number | null>(null);
  const last = live.history.at(-1) ?? null;
  const shown = live.history.find(({ serial }) => serial === picked) ?? last;
  return (
    <div className="body lv-grid">
      {live.trouble ? (
        <div className="lv-trouble">
          <Notice kind="caution" title="The station is not running" text={live.trouble} />
        </div>
      ) : null}
      <FramePanel frame={shown} isPast={picked !== null && shown?.serial === picked} onNow={() => setPicked(null)} />
      <div className="stack">
        <Panel title="Verdict" meta={live.model?.replace('@', ' v') ?? ''}>
          {shown ? (
            <>
              <div className={`verdict${shown.verdict === 'UNKNOWN' ? ' unknown' : ''}`} role="status">
                <VerdictMark verdict={shown.verdict} />
                <b>{shown.verdict}</b>
              </div>
              <p className="lv-reason">
                {shown.verdict === 'UNKNOWN'
                  ? ''
                  : `score ${shown.score.toFixed(3)}, threshold ${shown.threshold.toFixed(3)}`}
                {shown.reason ? ` ${shown.reason}` : ''}
              </p>
            </>
          ) : (
            <p className="q">Waiting for the first frame.</p>
          )}
        </Panel>
        {shown ? <LatencyPanel frame={shown} /> : null}
        <CountsPanel live={live} />
      </div>
      <Panel
        title="Last frames"
        meta={`${live.history.length} of at most 60, the newest at the right`}
        className="lv-strip"
      >
        <ul className="strip">
          {live.history.map((frame) => (
            <li key={frame.serial}>
              <button
                type="button"
                className="lv-mark"
                aria-pressed={frame.serial === shown?.serial}
                aria-label={`Frame ${frame.serial}, ${frame.verdict}, ${frame.name}`}
                title={`${frame.name}: ${frame.verdict}`}
                onClick={() => setPicked(frame.serial)}
              >
                <VerdictMark verdict={frame.verdict} />
              </button>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function FramePanel({
  frame,
  isPast,
  onNow,
}: {
  readonly frame: LiveFrame | null;
  readonly isPast: boolean;
  readonly onNow: () => void;
}) {
  const boxes = useMemo(
    () =>
      (frame?.boxes ?? []).map(
        ({ className, confidence, box }, at): OverlayBox => ({
          id: `p${at}`,
          kind: 'predicted',
          box,
          tag: `P ${className} ${confidence.toFixed(2)}`,
        }),
      ),
    [frame],
  );
  return (
    <Panel
      title={frame ? `Frame ${frame.serial}` : 'Frame'}
      meta={frame ? `${frame.name}, judged ${new Date(frame.at).toLocaleTimeString('en-GB')}` : ''}
      className="lv-frame"
      inside="flush"
    >
      {isPast ? (
        <div className="lv-past">
          <span>An earlier frame.</span>
          <Button onPress={onNow}>Back to the newest</Button>
        </div>
      ) : null}
      <div className="lv-stage">
        {frame ? (
          <Viewport
            label={`${frame.name} with the boxes of the station`}
            url={mediaUrl(`/media/files/source?path=${encodeURIComponent(frame.path)}`)}
            size={frame.size ?? { widthPx: 2448, heightPx: 2050 }}
            boxes={boxes}
          />
        ) : null}
      </div>
    </Panel>
  );
}

function LatencyPanel({ frame }: { readonly frame: LiveFrame }) {
  const { total = 0, ...parts } = frame.timingsMs;
  return (
    <Panel title="Time of this frame" meta={`${frame.roundTripMs.toFixed(0)} ms from file to answer`}>
      <dl className="kv">
        {Object.entries(parts).map(([part, ms]) => (
          <TimeRow key={part} part={part} ms={ms} />
        ))}
        <TimeRow part="in the station" ms={total} />
      </dl>
    </Panel>
  );
}

function TimeRow({ part, ms }: { readonly part: string; readonly ms: number }) {
  return (
    <>
      <dt>{part}</dt>
      <dd>{ms.toFixed(1)} ms</dd>
    </>
  );
}

function CountsPanel({ live }: { readonly live: LiveStatus }) {
  const { counts } = live;
  const all = counts.PRESENT + counts.ABSENT + counts.UNKNOWN;
  const interval = wilsonInterval(counts.UNKNOWN, all);
  return (
    <Panel title="Since the start" meta={`${all.toLocaleString('en-GB')} frames`}>
      <dl className="kv">
        {(['PRESENT', 'ABSENT', 'UNKNOWN'] as const).map((verdict) => (
          <CountRow key={verdict} name={verdict} count={counts[verdict]} />
        ))}
      </dl>
      {interval ? (
        <p className="s q">
          UNKNOWN {percent(counts.UNKNOWN / all)}, 95 % {percent(interval.low)} to {percent(interval.high)}
        </p>
      ) : null}
    </Panel>
  );
}

function CountRow({ name, count }: { readonly name: string; readonly count: number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{count.toLocaleString('en-GB')}</dd>
    </>
  );
}
