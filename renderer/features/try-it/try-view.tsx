import './try.css';
import { type DragEvent, useMemo, useRef, useState } from 'react';
import { go } from '../../app/navigation.ts';
import { mediaUrl, useAction, useAuthor } from '../../client/index.ts';
import { Button, Empty, Icon, PageHead, Panel, ProblemNotice, Segments, Select, VerdictMark } from '../../ui/index.ts';
import { predictedBox, Viewport } from '../../viewport/index.ts';
import { conditionsOf } from './conditions.ts';
import { type Tried, useBench } from './state.ts';
import { chooseModel, sendToQueue, tryFiles } from './try-picture.ts';
import { useBenchModel } from './use-bench-model.ts';

const views = [
  { id: 'source', name: 'Source' },
  { id: 'prepared', name: 'What the model sees' },
] as const;

/** A bench: drop a picture, see the verdict. Nothing here is part of the workspace until it is sent to the label queue. */
export function TryView() {
  const { model, names, isKnown } = useBenchModel();
  const pictures = useBench((state) => state.pictures);
  const selected = useBench((state) => state.pictures.find(({ id }) => id === state.selected) ?? null);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const trying = useAction((_client, files: readonly File[]) => tryFiles(files, model ?? ''));
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0 && model !== null) trying.mutate(files);
  };
  if (isKnown && model === null) {
    return (
      <>
        <PageHead title="Try it" />
        <div className="body">
          <Empty
            title="No model yet"
            text="Train one, or import the plant's present model, and try pictures with it here."
          >
            <Button kind="primary" onPress={() => go('train')}>
              Train a model
            </Button>
            <Button onPress={() => go('models')}>Import a model</Button>
          </Empty>
        </div>
      </>
    );
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <>
      <PageHead
        title="Try it"
        state={trying.isPending ? 'The model is looking.' : 'Nothing is stored until it goes to the label queue.'}
      >
        <Select
          label="Model"
          isLabelHidden
          value={model ?? ''}
          options={names.map((id) => ({ id, name: id.replace('@', ' v') }))}
          onChange={chooseModel}
        />
        <Button kind="primary" onPress={() => input.current?.click()}>
          Predict a picture
        </Button>
        <input
          ref={input}
          type="file"
          accept=".png,.jpg,.jpeg,.bmp,.tif,.tiff,.pgm"
          multiple
          hidden
          aria-label="Picture to predict"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </PageHead>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button above is the first */}
      <div
        className={`body ty-grid${isOver ? ' is-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {selected ? <Selected tried={selected} /> : <DropHere />}
        <Panel title="Tried" meta={`${pictures.length} in this visit`} className="ty-list" inside="flush-scroll">
          <ul className="tried">
            {pictures.map((tried) => (
              <li key={tried.id}>
                <Button
                  kind="quiet"
                  label={`${tried.name}: ${tried.answer?.verdict ?? 'no verdict'}`}
                  isPressed={tried.id === selected?.id}
                  onPress={() => useBench.setState({ selected: tried.id })}
                >
                  {tried.answer ? <VerdictMark verdict={tried.answer.verdict} /> : <Icon name="i-alert" />}
                  <span className="cut">{tried.name}</span>
                  <span className="right s q">{tried.answer ? tried.answer.score.toFixed(2) : ''}</span>
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}

function DropHere() {
  return (
    <Panel title="Picture" className="ty-pic">
      <Empty
        title="Drop a picture here"
        text="PNG, JPEG, BMP, TIFF or PGM, 8-bit grey, up to 12 megapixels and 32 MB. The model says whether the object is there, and where."
      />
    </Panel>
  );
}

function Selected({ tried }: { readonly tried: Tried }) {
  const [view, setView] = useState<'source' | 'prepared'>('source');
  const { answer } = tried;
  const boxes = useMemo(
    () =>
      (answer?.detections ?? []).map((detection, at) =>
        predictedBox(`p${at}`, detection, answer?.classes ?? [], { threshold: answer?.threshold ?? 1 }),
      ),
    [answer],
  );
  if (tried.problem && !answer) {
    return (
      <Panel title={tried.name} className="ty-pic">
        <ProblemNotice problem={tried.problem} />
      </Panel>
    );
  }
  if (!answer) {
    return (
      <Panel title={tried.name} className="ty-pic">
        <p className="q">The model is looking.</p>
      </Panel>
    );
  }
  const path = view === 'source' ? tried.path : answer.preparedPath;
  return (
    <>
      <Panel
        title={tried.name}
        meta={`${answer.sourceSize.widthPx} × ${answer.sourceSize.heightPx}`}
        className="ty-pic"
        inside="flush"
      >
        <div className="ty-tools">
          <Segments label="What is shown" value={view} options={views} onChange={setView} />
        </div>
        <div className="ty-stage">
          <Viewport
            label={`${tried.name} with the boxes of ${tried.model}`}
            url={mediaUrl(`/media/files/source?path=${encodeURIComponent(path)}`)}
            size={answer.sourceSize}
            boxes={boxes}
            keepsLast={false}
          />
        </div>
      </Panel>
      <VerdictPanel tried={tried} />
    </>
  );
}

function VerdictPanel({ tried }: { readonly tried: Tried }) {
  const { author } = useAuthor();
  const send = useAction((_client, one: Tried) => sendToQueue(one, author || 'bench'));
  const { answer } = tried;
  if (!answer) return null;
  const total = Object.values(answer.timingsMs).reduce((sum, ms) => sum + ms, 0);
  return (
    <Panel title="Verdict" meta={tried.model.replace('@', ' v')} className="ty-verdict" inside="scroll">
      <div className={`verdict${answer.verdict === 'UNKNOWN' ? ' unknown' : ''}`} role="status">
        <VerdictMark verdict={answer.verdict} />
        <b>{answer.verdict}</b>
      </div>
      <p className="ty-reason">
        score {answer.score.toFixed(3)}, threshold {answer.threshold.toFixed(3)}
        {answer.reason ? `; ${answer.reason}` : ''}
      </p>
      <h3>PRESENT needs</h3>
      <ul className="conds">
        {conditionsOf(answer, answer.classes[0] ?? 'object').map(({ words, holds, value }) => (
          <li key={words} className={holds ? '' : 'no'}>
            <Icon name={holds ? 'i-check' : 'i-cross'} />
            <b>{words}</b>
            <span className="right">{value}</span>
          </li>
        ))}
      </ul>
      <h3>Time</h3>
      <dl className="kv">
        {Object.entries(answer.timingsMs).map(([part, ms]) => (
          <TimeRow key={part} part={part} ms={ms} />
        ))}
        <TimeRow part="all" ms={total} />
      </dl>
      <div className="ty-acts">
        {tried.isSent ? (
          <Button onPress={() => go('label', { image: tried.sha256 })}>Open in Label</Button>
        ) : (
          <Button onPress={() => send.mutate(tried)}>{send.isPending ? 'Sending' : 'Send to the label queue'}</Button>
        )}
      </div>
      {send.problem ? <ProblemNotice problem={send.problem} /> : null}
      {tried.problem ? <ProblemNotice problem={tried.problem} /> : null}
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
