import { useMemo, useState } from 'react';
import { mediaUrl } from '../../client/index.ts';
import { Panel, ProblemNotice, Segments } from '../../ui/index.ts';
import { predictedBox, Viewport } from '../../viewport/index.ts';
import type { Tried } from './state.ts';

const views = [
  { id: 'source', name: 'Source' },
  { id: 'prepared', name: 'What the model sees' },
] as const;

/** The picture with its boxes; a box under the threshold is thin. */
export function PicturePanel({ tried }: { readonly tried: Tried }) {
  const [view, setView] = useState<'source' | 'prepared'>('source');
  const { answer, problem, name } = tried;
  const boxes = useMemo(
    () =>
      (answer?.detections ?? []).map((detection, at) =>
        predictedBox(`p${at}`, detection, answer?.classes ?? [], { threshold: answer?.threshold ?? 1 }),
      ),
    [answer],
  );
  if (!answer) {
    return (
      <Panel title={name} className="ty-pic">
        {problem ? <ProblemNotice problem={problem} /> : <p className="q">The model is looking.</p>}
      </Panel>
    );
  }
  const { sourceSize } = answer;
  const path = view === 'source' ? tried.path : answer.preparedPath;
  return (
    <Panel title={name} meta={`${sourceSize.widthPx} × ${sourceSize.heightPx} px`} className="ty-pic" inside="flush">
      <div className="ty-tools">
        <Segments label="What is shown" value={view} options={views} onChange={setView} />
      </div>
      <div className="ty-stage">
        <Viewport
          label={`${name} with the boxes of ${tried.model}`}
          url={mediaUrl(`/media/files/source?path=${encodeURIComponent(path)}`)}
          size={sourceSize}
          boxes={boxes}
          keepsLast={false}
        />
      </div>
    </Panel>
  );
}
