import { type FocusEvent, type KeyboardEvent, type MouseEvent, memo, useMemo, useState } from 'react';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { ConfusionMatrix } from '../../../shared/evaluation/confusion-matrix.ts';
import { count } from '../../../shared/evaluation/wording.ts';
import { Panel } from '../../ui/index.ts';
import { type MatrixRow, matrixRows, stepInMatrix } from './confusion-rows.ts';
import { cellFilter, type GalleryFilter } from './gallery-filter.ts';
import { Cautions, toggleFilter } from './tries-panel.tsx';
import { cellWords, classNameOf } from './words.ts';

/** Names stand upright from so many classes on. */
const narrowFrom = 4;

/** Class by class, what was labelled against what was predicted there; every cell leads to its pictures. One stop of Tab, arrow keys inside. */
export const ConfusionPanel = memo(function ConfusionPanel({
  confusion,
  classes,
  filter,
  evaluation,
}: {
  readonly confusion: ConfusionMatrix;
  readonly classes: readonly string[];
  readonly filter: GalleryFilter;
  readonly evaluation: EvaluationSummary;
}) {
  const { classCount } = confusion;
  const rows = useMemo(() => matrixRows(confusion), [confusion]);
  const [stop, setStop] = useState('0 0');
  const onClick = (event: MouseEvent) => {
    const wanted = rows.flatMap(({ cells }) => cells).find(({ id }) => id === idOf(event.target));
    if (wanted) toggleFilter(filter, cellFilter(wanted.cell));
  };
  const onFocus = (event: FocusEvent) => setStop(idOf(event.target) ?? stop);
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const next = stepInMatrix(stop, event.key, classCount);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.querySelector<HTMLButtonElement>(`[data-cell="${next}"]`)?.focus();
  };
  return (
    <Panel
      title="Class by class"
      meta={`boxes, IoU ${confusion.iouAtLeast.toFixed(2)}; press to filter`}
      className="va-confusion"
    >
      <div className="va-matrix">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells are gone through by arrow keys
          role="grid"
          aria-label="Labelled against predicted, boxes"
          className={classCount >= narrowFrom ? 'upright' : ''}
          onClick={onClick}
          onFocus={onFocus}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <td />
              <th scope="colgroup" colSpan={classCount}>
                predicted
              </th>
              <td />
            </tr>
            <tr>
              <th scope="col">labelled</th>
              {Array.from({ length: classCount }, (_, index) => (
                <th key={classNameOf(classes, index)} scope="col" title={classNameOf(classes, index)}>
                  <span>{classNameOf(classes, index)}</span>
                </th>
              ))}
              <th scope="col" className="rest">
                <span>missed</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.labelled ?? 'nothing'} row={row} classes={classes} filter={filter} stop={stop} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="s q">Laid against each other by overlap, whatever the class. Shade: share of the row's labels.</p>
      <Cautions evaluation={evaluation} />
    </Panel>
  );
});

function Row({
  row: { labelled, total, cells },
  classes,
  filter,
  stop,
}: {
  readonly row: MatrixRow;
  readonly classes: readonly string[];
  readonly filter: GalleryFilter;
  readonly stop: string;
}) {
  const name = labelled === null ? 'nothing there' : classNameOf(classes, labelled);
  return (
    <tr className={labelled === null ? 'rest' : ''}>
      <th scope="row" title={name}>
        <span>
          <span className="cut">{name}</span>
          {labelled === null ? null : <small>{count(total)}</small>}
        </span>
      </th>
      {cells.map(({ id, cell, boxes, shade }) => (
        <td key={id} className={cell.predicted === null ? 'rest' : ''}>
          <Cell
            id={id}
            boxes={boxes}
            name={cellWords(cell, classes)}
            look={`s${shade}${cell.labelled === cell.predicted ? '' : ' wrong'}${boxes === 0 ? ' none' : ''}`}
            isPressed={filter === cellFilter(cell)}
            isStop={stop === id}
          />
        </td>
      ))}
      {labelled === null ? <td className="rest" /> : null}
    </tr>
  );
}

/** What does not change under a slider is not drawn again. */
const Cell = memo(function Cell({
  id,
  boxes,
  name,
  look,
  isPressed,
  isStop,
}: {
  readonly id: string;
  readonly boxes: number;
  readonly name: string;
  readonly look: string;
  readonly isPressed: boolean;
  readonly isStop: boolean;
}) {
  return (
    <button
      type="button"
      className={`va-cell ${look}`}
      data-cell={id}
      aria-label={`${name}: ${count(boxes)}`}
      aria-pressed={isPressed}
      tabIndex={isStop ? 0 : -1}
    >
      {count(boxes)}
    </button>
  );
});

function idOf(target: EventTarget): string | undefined {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[data-cell]')?.dataset.cell : undefined;
}
