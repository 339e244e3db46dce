/** A grid of equal cells in blocks, each block under its own head. Lengths in CSS pixels, positions count all cells from 0. */
export type GridGeometry = {
  readonly columns: number;
  readonly cellWidth: number;
  /** Of a row of cells, its gap included. */
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly gap: number;
  readonly blocks: readonly BlockGeometry[];
  readonly height: number;
  readonly count: number;
};

type BlockGeometry = {
  readonly top: number;
  readonly first: number;
  readonly count: number;
  /** Rows above this block, heads counted as rows: what a screen reader is told. */
  readonly rowsBefore: number;
};

export type GridLook = {
  readonly leastCellWidth: number;
  readonly gap: number;
  /** Picture height by width. */
  readonly aspect: number;
  /** Lines of text below a picture. */
  readonly captionHeight: number;
  /** 0: no heads. */
  readonly headHeight: number;
};

export function gridGeometry(counts: readonly number[], width: number, look: GridLook): GridGeometry {
  const { gap, headHeight } = look;
  const columns = Math.max(1, Math.floor((width + gap) / (look.leastCellWidth + gap)));
  const cellWidth = (width - gap * (columns - 1)) / columns;
  const rowHeight = Math.ceil(cellWidth * look.aspect) + look.captionHeight + gap;
  const blocks: BlockGeometry[] = [];
  let [top, first, rowsBefore] = [0, 0, 0];
  for (const count of counts) {
    blocks.push({ top, first, count, rowsBefore });
    const rows = Math.ceil(count / columns);
    top += headHeight + rows * rowHeight;
    first += count;
    rowsBefore += rows + (headHeight > 0 ? 1 : 0);
  }
  return { columns, cellWidth, rowHeight, headHeight, gap, blocks, height: top, count: first };
}

export type GridRow =
  | { readonly kind: 'head'; readonly block: number; readonly top: number; readonly row: number }
  | {
      readonly kind: 'cells';
      readonly block: number;
      readonly top: number;
      readonly row: number;
      readonly first: number;
      readonly count: number;
    };

/** Every row that shows between two heights, heads among them. */
export function rowsBetween(geometry: GridGeometry, from: number, to: number): GridRow[] {
  const { blocks, columns, rowHeight, headHeight } = geometry;
  const rows: GridRow[] = [];
  for (let at = blockAt(geometry, from); at < blocks.length && blocks[at].top < to; at++) {
    const block = blocks[at];
    const hasHead = headHeight > 0;
    if (hasHead && block.top + headHeight > from) {
      rows.push({ kind: 'head', block: at, top: block.top, row: block.rowsBefore });
    }
    const cellsTop = block.top + headHeight;
    const rowCount = Math.ceil(block.count / columns);
    const firstRow = Math.max(0, Math.floor((from - cellsTop) / rowHeight));
    const lastRow = Math.min(rowCount - 1, Math.floor((to - cellsTop - 1) / rowHeight));
    for (let row = firstRow; row <= lastRow; row++) {
      rows.push({
        kind: 'cells',
        block: at,
        top: cellsTop + row * rowHeight,
        row: block.rowsBefore + row + (hasHead ? 1 : 0),
        first: block.first + row * columns,
        count: Math.min(columns, block.count - row * columns),
      });
    }
  }
  return rows;
}

/** The block that covers this height. */
export function blockAt({ blocks }: GridGeometry, top: number): number {
  return lastWhere(blocks, (block) => block.top <= top);
}

/** The block this cell lies in. */
export function blockOfPosition({ blocks }: GridGeometry, position: number): number {
  return lastWhere(blocks, (block) => block.first <= position);
}

/** Where the row of this cell lies: its upper and lower edge. */
export function rowOfPosition(
  geometry: GridGeometry,
  position: number,
): { readonly top: number; readonly bottom: number } {
  const block = geometry.blocks[blockOfPosition(geometry, position)];
  if (!block) return { top: 0, bottom: 0 };
  const row = Math.floor((position - block.first) / geometry.columns);
  const top = block.top + geometry.headHeight + row * geometry.rowHeight;
  return { top, bottom: top + geometry.rowHeight };
}

/** One row up or down, keeping the column where the other row has it. The first and last row stay. */
export function besideInColumn(geometry: GridGeometry, position: number, direction: -1 | 1): number {
  const { blocks, columns } = geometry;
  const at = blockOfPosition(geometry, position);
  const block = blocks[at];
  if (!block) return 0;
  const column = (position - block.first) % columns;
  const inBlock = position + direction * columns;
  if (direction === -1) {
    if (inBlock >= block.first) return inBlock;
    const above = blocks[at - 1];
    if (!above) return position;
    const lastRow = Math.floor((above.count - 1) / columns) * columns;
    return above.first + Math.min(above.count - 1, lastRow + column);
  }
  const end = block.first + block.count;
  if (inBlock < end) return inBlock;
  const isLastRow = Math.floor((position - block.first) / columns) === Math.floor((block.count - 1) / columns);
  if (!isLastRow) return end - 1;
  const below = blocks[at + 1];
  return below ? below.first + Math.min(below.count - 1, column) : position;
}

function lastWhere<T>(list: readonly T[], holds: (value: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle])) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
