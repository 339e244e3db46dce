import type { TriedPicture } from '../../../shared/contract/models.ts';
import { mediaUrl } from '../../client/index.ts';
import { Panel } from '../../ui/index.ts';
import type { Tried } from './state.ts';

/** The picture as the network gets it, pixel by pixel, how it was made, and where the time went. */
export function SeenPanel({ tried: { answer, name } }: { readonly tried: Tried }) {
  if (!answer) return null;
  const { preparation, preparedSize, networkSize, preparedPath, timingsMs } = answer;
  const url = mediaUrl(`/media/files/source?path=${encodeURIComponent(preparedPath)}`);
  const total = Object.values(timingsMs).reduce((sum, ms) => sum + ms, 0);
  return (
    <Panel title="What the model sees" meta="pixels as they go in" className="ty-seen" inside="scroll">
      <div className="ty-mv">
        {url ? <img src={url} alt={`${name} as the network gets it`} /> : null}
        <dl className="kv s">
          <dt>Size</dt>
          <dd>
            {preparedSize.widthPx} × {preparedSize.heightPx}
          </dd>
          <dt>Made</dt>
          <dd>{madeWords(preparation)}</dd>
          <dt>Equalised</dt>
          <dd>{preparation.equalise ? 'once' : 'no'}</dd>
          <dt>Network</dt>
          <dd>
            {networkSize.widthPx} × {networkSize.heightPx}
          </dd>
        </dl>
      </div>
      <p className="ty-times s">
        {Object.entries(timingsMs).map(([part, ms]) => (
          <span key={part}>
            {part} <b>{ms < 10 ? ms.toFixed(1) : ms.toFixed(0)}</b>
          </span>
        ))}
        <span className="right">
          together <b>{total.toFixed(0)} ms</b>
        </span>
      </p>
    </Panel>
  );
}

function madeWords({ fit, kernel }: TriedPicture['preparation']): string {
  return fit === 'none' ? 'as it is' : `${fit === 'stretch' ? 'stretched' : 'fitted'}, ${kernel}`;
}
