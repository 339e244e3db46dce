import { memo } from 'react';
import type { ImageCard } from '../../../../shared/contract/images.ts';
import { NodeMark } from '../../../ui/index.ts';
import { Thumbnail, type ThumbnailBox } from '../thumbnail.tsx';
import { cardState, fileName, flagWords } from '../words.ts';

/** Below this width of a cell, boxes on it could not be told apart. */
const leastWidthForBoxes = 100;

/** One image of the grid. Told by its attributes which it is, so that the grid listens once for all of them. */
export const GridCell = memo(function GridCell({
  card,
  position,
  column,
  width,
  isSelected,
  isActive,
}: {
  readonly card: ImageCard | undefined;
  readonly position: number;
  readonly column: number;
  readonly width: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
}) {
  const state = card ? cardState(card) : null;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell (aria-activedescendant)
    // biome-ignore lint/a11y/useSemanticElements: cells of a grid laid out by itself, not of a table
    <div
      role="gridcell"
      id={`image-${position}`}
      aria-colindex={column + 1}
      aria-selected={isSelected}
      data-position={position}
      className={`cell${isSelected ? ' sel' : ''}${isActive ? ' act' : ''}`}
      style={{ width }}
    >
      <Thumbnail
        address={card ? `/media/images/${card.id}/thumbnail` : null}
        widthPx={card?.widthPx ?? 306}
        heightPx={card?.heightPx ?? 256}
        boxes={card && width >= leastWidthForBoxes ? shownBoxes(card) : []}
        note={card?.flags[0] ? flagWords[card.flags[0]] : undefined}
      />
      <span className="pick" data-pick="" aria-hidden="true">
        <i />
      </span>
      {card && state ? (
        <div className="cap">
          <span className="cut" title={card.path}>
            {fileName(card.path)}
          </span>
          <span className="row s q">
            <NodeMark state={state.node} />
            <span className="cut">{state.words}</span>
            {card.prediction ? <span className="right nw">P {card.prediction.score.toFixed(2)}</span> : null}
          </span>
        </div>
      ) : (
        <div className="cap" />
      )}
    </div>
  );
});

/** A label stands for itself; what a model sees is drawn where there is no label, or where the two disagree. */
function shownBoxes(card: ImageCard): ThumbnailBox[] {
  const truth = card.boxes.map(({ box }): ThumbnailBox => ({ kind: 'truth', box }));
  const isNews = card.labelState === 'unlabelled' || (card.disagreement !== null && card.disagreement !== 'agree');
  const predicted = isNews && card.prediction ? card.prediction.detections : [];
  return [...truth, ...predicted.map(({ box }): ThumbnailBox => ({ kind: 'predicted', box }))];
}
