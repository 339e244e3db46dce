import {
  type ConfusionCell,
  type ConfusionMatrix,
  confusionCount,
} from '../../../shared/evaluation/confusion-matrix.ts';

export type MatrixCell = {
  /** Row and column, `1 0`. */
  readonly id: string;
  readonly cell: ConfusionCell;
  readonly boxes: number;
  /** 0 (none) to 4 (more than three quarters) of the row's labels; 0 where nothing is there: such a row has no whole. */
  readonly shade: number;
};

export type MatrixRow = {
  /** Class of the labels; null: nothing there. */
  readonly labelled: number | null;
  readonly total: number;
  readonly cells: readonly MatrixCell[];
};

/** The matrix as it is drawn: a row for each class and one for nothing there, which has no cell under missed. */
export function matrixRows(matrix: ConfusionMatrix): MatrixRow[] {
  const indexes = Array.from({ length: matrix.classCount }, (_, index) => index);
  return [...indexes, null].map((labelled, row) => {
    const columns = labelled === null ? indexes : [...indexes, null];
    const counts = columns.map((predicted) => confusionCount(matrix, { labelled, predicted }));
    const total = counts.reduce((sum, boxes) => sum + boxes, 0);
    return {
      labelled,
      total,
      cells: columns.map((predicted, column) => {
        const boxes = counts[column] ?? 0;
        return {
          id: `${row} ${column}`,
          cell: { labelled, predicted },
          boxes,
          shade: labelled === null || total === 0 ? 0 : Math.ceil((4 * boxes) / total),
        };
      }),
    };
  });
}

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** The cell a key leads to from another, `1 0`; null: the key is none of the grid's. It stops at the edges and before the corner without a cell. */
export function stepInMatrix(id: string, key: string, classCount: number): string | null {
  const step = steps[key];
  if (!step) return null;
  const [row = 0, column = 0] = id.split(' ').map(Number);
  const nextRow = within(row + step[0], classCount);
  return `${nextRow} ${within(column + step[1], nextRow === classCount ? classCount - 1 : classCount)}`;
}

function within(place: number, last: number): number {
  return Math.min(last, Math.max(0, place));
}
