import { boxTransform } from '../../../../shared/geometry/index.ts';
import { mediaUrl } from '../../../client/index.ts';
import { Panel } from '../../../ui/index.ts';
import type { Current } from '../session/state.ts';

/** The prepared picture, as the network gets it, and what it means for the smallest box. */
export function ModelViewPanel({ now: { imageId, image, work } }: { readonly now: Current }) {
  const { prepared } = image;
  if (!prepared) {
    return (
      <Panel title="Model's view">
        <p className="s q">This image was not prepared yet. Import its folder again to prepare it.</p>
      </Panel>
    );
  }
  const { size, preparation, sentence } = prepared;
  const { sourceToPrepared } = boxTransform(image, preparation, size);
  const smallest = work.boxes.map(({ box }) => sourceToPrepared(box)).sort((a, b) => shortSide(a) - shortSide(b))[0];
  const url = mediaUrl(`/media/images/${imageId}/prepared`);
  return (
    <Panel title="Model's view" meta={`${size.widthPx} × ${size.heightPx}`}>
      <div className="mv">
        <div className="pic px">{url ? <img src={url} alt="As the network gets it" /> : null}</div>
        <p className="s q">
          {sentence.charAt(0).toUpperCase() + sentence.slice(1)}: what the network gets.
          {smallest
            ? ` Smallest box ${Math.round(smallest.xMax - smallest.xMin)} × ${Math.round(smallest.yMax - smallest.yMin)} px; under 4 px a box is lost.`
            : ''}
        </p>
      </div>
    </Panel>
  );
}

function shortSide({ xMin, yMin, xMax, yMax }: { xMin: number; yMin: number; xMax: number; yMax: number }): number {
  return Math.min(xMax - xMin, yMax - yMin);
}
