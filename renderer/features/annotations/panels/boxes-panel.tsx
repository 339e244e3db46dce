import { useId } from 'react';
import type { LabelImage } from '../../../../shared/contract/labelling.ts';
import type { Box } from '../../../../shared/domain/box.ts';
import { boxTransform, networkInputSize, sizeForModel } from '../../../../shared/geometry/index.ts';
import { Icon, Panel } from '../../../ui/index.ts';
import { proposalState, shownProposals } from '../editing/work.ts';
import { KeyButton } from '../key-button.tsx';
import { accept, acceptAll, reject } from '../session/proposals.ts';
import { type Current, select, useLabel } from '../session/state.ts';
import { originWords, proposalWords } from '../words.ts';

type Row = {
  readonly key: string;
  readonly kind: 'GT' | 'P';
  readonly name: string;
  readonly box: Box;
  /** Whose it is. */
  readonly by: string;
};

/** Every box with its size in source and model pixels and whose it is; proposals with their two answers. */
export function BoxesPanel({
  now,
  classes,
  onPreLabel,
}: {
  readonly now: Current | null;
  readonly classes: readonly string[];
  readonly onPreLabel: () => void;
}) {
  const selected = useLabel((state) => state.selected);
  const { own, proposed } = now ? rowsOf(now, classes) : { own: [], proposed: [] };
  const toModel = now ? modelPixels(now.image) : null;
  const rows = [...own, ...proposed];
  const meta = proposed.length > 0 ? `${own.length} in the label, ${proposed.length} proposed` : boxCount(own.length);
  return (
    <Panel title="Boxes" inside="flush" meta={now ? meta : null}>
      {rows.length > 0 ? (
        <table className="t bx">
          <thead>
            <tr>
              <th>box</th>
              <th className="r">source px</th>
              <th className="r">model px</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <BoxRow key={row.key} row={row} isSelected={row.key === selected} model={toModel?.(row.box) ?? null} />
            ))}
          </tbody>
        </table>
      ) : (
        <p className="bx-none q">{now ? emptyWords(now) : 'No image'}</p>
      )}
      {now && toModel ? <SmallBoxes own={own} toModel={toModel} /> : null}
      <div className="row wrap bxa">
        {proposed.length > 0 ? (
          <>
            <KeyButton command="label.accept" onPress={accept}>
              Accept
            </KeyButton>
            <KeyButton command="label.reject" onPress={reject}>
              Reject
            </KeyButton>
            {proposed.length > 1 ? (
              <KeyButton command="label.accept-all" onPress={acceptAll}>
                All
              </KeyButton>
            ) : null}
          </>
        ) : (
          <KeyButton kind="link" onPress={onPreLabel}>
            Let a model propose boxes
          </KeyButton>
        )}
      </div>
    </Panel>
  );
}

function BoxRow({
  row,
  isSelected,
  model,
}: {
  readonly row: Row;
  readonly isSelected: boolean;
  readonly model: Box | null;
}) {
  const by = useId();
  const looks = isSelected ? 'on' : '';
  return (
    // The button in the first cell does the same for the keyboard; the rows are only a larger target.
    <>
      <tr className={`bx-box ${looks}`} onClick={() => select(row.key)}>
        <td>
          <button
            type="button"
            className="bx-name"
            aria-pressed={isSelected}
            aria-describedby={by}
            onClick={() => select(row.key)}
          >
            <b>{row.kind}</b> {row.name}
          </button>
        </td>
        <td className="r">{sizeWords(row.box)}</td>
        <td className={`r${model && sizeForModel(model) !== 'fine' ? ' caution' : ''}`}>
          {model ? sizeWords(model) : ''}
        </td>
      </tr>
      <tr className={`bx-by ${looks}`} onClick={() => select(row.key)}>
        <td colSpan={3} className="s q" id={by}>
          {row.by}
        </td>
      </tr>
    </>
  );
}

function SmallBoxes({ own, toModel }: { readonly own: readonly Row[]; readonly toModel: (box: Box) => Box }) {
  const sizes = own.map(({ box }) => sizeForModel(toModel(box)));
  const lost = sizes.filter((size) => size === 'lost').length;
  const small = sizes.filter((size) => size === 'hardly-learned').length;
  if (lost + small === 0) return null;
  return (
    <p className="help bad bx-small">
      <Icon name="i-alert" />
      {lost > 0
        ? `${boxCount(lost)} under 4 px for the model: lost to it. Check the box.`
        : `${boxCount(small)} under 8 px for the model: hardly learned.`}
    </p>
  );
}

function rowsOf({ image, work }: Current, classes: readonly string[]): { own: Row[]; proposed: Row[] } {
  const nameOf = (classIndex: number) => classes[classIndex] ?? `class ${classIndex}`;
  const own = work.boxes.map(({ key, box, classIndex, origin }): Row => {
    return { key, kind: 'GT', name: nameOf(classIndex), box, by: originWords(origin, image.author) };
  });
  const { proposals } = image;
  if (!proposals) return { own, proposed: [] };
  const model = { name: proposals.model, version: proposals.version };
  const proposed = shownProposals(proposals.boxes, proposals.threshold).flatMap((index): Row[] => {
    const proposal = proposals.boxes[index];
    const state = proposalState(work, proposal, index, model);
    if (state === 'taken' || state === 'rejected') return [];
    const { classIndex, confidence, box } = proposal;
    const by = proposalWords(proposals, confidence, state);
    return [{ key: `p${index}`, kind: 'P', name: `${nameOf(classIndex)} ${confidence.toFixed(2)}`, box, by }];
  });
  return { own, proposed };
}

/** A box as large as the network sees it; null where the picture is not prepared. */
function modelPixels({ widthPx, heightPx, prepared }: LabelImage): ((box: Box) => Box) | null {
  if (!prepared) return null;
  const network = networkInputSize(prepared.size, Math.max(prepared.size.widthPx, prepared.size.heightPx));
  return boxTransform({ widthPx, heightPx }, prepared.preparation, network).sourceToPrepared;
}

function sizeWords({ xMin, yMin, xMax, yMax }: Box): string {
  return `${Math.round(xMax - xMin)} × ${Math.round(yMax - yMin)}`;
}

function boxCount(count: number): string {
  return count === 1 ? '1 box' : `${count} boxes`;
}

function emptyWords({ work }: Current): string {
  return work.state === 'no-object'
    ? 'No object: somebody looked, nothing is there.'
    : 'Nothing said of this image yet.';
}
