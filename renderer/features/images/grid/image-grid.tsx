import { type KeyboardEvent, type MouseEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ImageLayout } from '../../../../shared/contract/images.ts';
import { engine } from '../../../client/index.ts';
import { Button } from '../../../ui/index.ts';
import { changeFilter, select, type ThumbnailSize, useImages } from '../state.ts';
import { blockTitle, counted, timeSpan } from '../words.ts';
import { GridCell } from './grid-cell.tsx';
import { type GridGeometry, gridGeometry, rowOfPosition, rowsBetween } from './grid-geometry.ts';
import { afterKey } from './grid-keys.ts';
import { Scrubber } from './scrubber.tsx';
import { useCards } from './use-pages.ts';

const leastCellWidth: Readonly<Record<ThumbnailSize, number>> = { S: 96, M: 142, L: 220 };
const captionHeight = 40;
const headHeight = 36;
/** Rows kept beyond the edges, so that a step of the wheel finds them drawn. */
const overscanPx = 260;

/**
 * The images in blocks, drawn as far as they are seen. One region with the focus inside (arrow keys, space, Enter); the page knows
 * nothing of images that are not near the view.
 */
export function ImageGrid({
  layout,
  onOpen,
}: {
  readonly layout: ImageLayout;
  readonly onOpen: (imageId: string) => void;
}) {
  const { filter, sort, size, selected, active, anchor } = useImages();
  const scroller = useRef<HTMLDivElement>(null);
  const box = useBox(scroller);
  const hasHeads = layout.blocks.length > 0 && layout.blocks[0]?.key !== '';
  const geometry = useMemo(
    () =>
      gridGeometry(
        layout.blocks.map(({ count }) => count),
        Math.max(100, box.width),
        {
          leastCellWidth: leastCellWidth[size],
          gap: 8,
          aspect: 256 / 306,
          captionHeight,
          headHeight: hasHeads ? headHeight : 0,
        },
      ),
    [layout, box.width, size, hasHeads],
  );
  const [top, setTop] = useTop(scroller, geometry.height);
  const rows = rowsBetween(geometry, top - overscanPx, top + box.height + overscanPx);
  const cells = rows.filter((row) => row.kind === 'cells');
  const first = cells[0]?.first ?? 0;
  const lastRow = cells.at(-1);
  const last = lastRow ? lastRow.first + lastRow.count - 1 : -1;
  const seen = useMemo(() => ({ first, last }), [first, last]);
  const cardAt = useCards(filter, sort, seen);

  const showPosition = useCallback(
    (position: number) => {
      const element = scroller.current;
      if (!element) return;
      const row = rowOfPosition(geometry, position);
      const head = geometry.headHeight;
      if (row.top - head < element.scrollTop) element.scrollTop = Math.max(0, row.top - head);
      else if (row.bottom > element.scrollTop + element.clientHeight)
        element.scrollTop = row.bottom - element.clientHeight;
    },
    [geometry],
  );

  const idsBetween = async (from: number, to: number): Promise<string[]> => {
    const offset = Math.min(from, to);
    return await engine().images.ids({ filter, sort, offset, limit: Math.abs(to - from) + 1 });
  };

  /** As a file list does it: plain chooses one, Ctrl adds or takes away, Shift takes everything between. */
  const choose = (position: number, how: { readonly range: boolean; readonly toggle: boolean }) => {
    const id = cardAt(position)?.id;
    if (how.range) {
      void idsBetween(anchor, position).then((ids) => select(ids, 'only'));
      useImages.setState({ active: position });
      return;
    }
    useImages.setState({ active: position, anchor: position });
    if (id === undefined) return;
    if (how.toggle) select([id], selected.has(id) ? 'remove' : 'add');
    else select([id], 'only');
  };

  const onClick = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const cell = target?.closest<HTMLElement>('[data-position]');
    if (!cell) return;
    const toggle = event.ctrlKey || event.metaKey || target?.closest('[data-pick]') !== null;
    choose(Number(cell.dataset.position), { range: event.shiftKey, toggle });
  };

  const onDoubleClick = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-position]') : null;
    const id = cell ? cardAt(Number(cell.dataset.position))?.id : undefined;
    if (id !== undefined) onOpen(id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // A button in a block's head has its own keys.
    if (event.target !== scroller.current) return;
    const perView = Math.max(1, Math.floor(box.height / geometry.rowHeight));
    const effect = afterKey(event.nativeEvent, { geometry, active, perView });
    if (effect === null) return;
    event.preventDefault();
    if (effect.kind === 'move') {
      showPosition(effect.to);
      if (effect.isRange) choose(effect.to, { range: true, toggle: false });
      else useImages.setState({ active: effect.to, anchor: effect.to });
    } else if (effect.kind === 'all') {
      void idsBetween(0, geometry.count - 1).then((ids) => select(ids, 'only'));
    } else if (effect.kind === 'toggle') choose(active, { range: false, toggle: true });
    else if (effect.kind === 'clear') select([], 'only');
    else {
      const id = cardAt(active)?.id;
      if (id !== undefined) onOpen(id);
    }
  };

  const selectBlock = (block: number) => {
    const { first: start, count } = geometry.blocks[block];
    void idsBetween(start, start + count - 1).then((ids) => select(ids, 'add'));
  };

  return (
    <div className="gridbox">
      {/* biome-ignore lint/a11y/useSemanticElements: a grid laid out by itself, not a table */}
      <div
        ref={scroller}
        className="gridscroll"
        role="grid"
        tabIndex={0}
        aria-label="Images"
        aria-multiselectable
        aria-rowcount={rowCount(geometry)}
        aria-colcount={geometry.columns}
        aria-activedescendant={active >= first && active <= last ? `image-${active}` : undefined}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div className="gridin" role="rowgroup" style={{ height: geometry.height }}>
          {rows.map((row) =>
            row.kind === 'head' ? (
              <BlockHead
                key={`head-${row.block}`}
                top={row.top}
                row={row.row}
                title={blockTitle(layout.blocks[row.block].key)}
                detail={[
                  counted(layout.blocks[row.block].count, 'image'),
                  timeSpan(layout.blocks[row.block].from, layout.blocks[row.block].to),
                ]
                  .filter((words) => words !== null)
                  .join(', ')}
                onSelect={() => selectBlock(row.block)}
                onOnly={() => changeFilter({ block: layout.blocks[row.block].key })}
              />
            ) : (
              // biome-ignore lint/a11y/useSemanticElements: see above
              // biome-ignore lint/a11y/useFocusableInteractive: see above
              <div
                key={`row-${row.first}`}
                className="cells"
                role="row"
                aria-rowindex={row.row + 1}
                style={{ top: row.top, height: geometry.rowHeight }}
              >
                {Array.from({ length: row.count }, (_, column) => {
                  const position = row.first + column;
                  const card = cardAt(position);
                  return (
                    <GridCell
                      key={position}
                      card={card}
                      position={position}
                      column={column}
                      width={geometry.cellWidth}
                      isSelected={card !== undefined && selected.has(card.id)}
                      isActive={position === active}
                    />
                  );
                })}
              </div>
            ),
          )}
        </div>
      </div>
      <Scrubber
        blocks={hasHeads ? layout.blocks : []}
        geometry={geometry}
        top={top}
        viewHeight={box.height}
        onScrub={(to) => {
          if (scroller.current) scroller.current.scrollTop = to;
          setTop(to);
        }}
      />
    </div>
  );
}

function BlockHead({
  top,
  row,
  title,
  detail,
  onSelect,
  onOnly,
}: {
  readonly top: number;
  readonly row: number;
  readonly title: string;
  readonly detail: string;
  readonly onSelect: () => void;
  /** Shows this block alone. */
  readonly onOnly: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
    // biome-ignore lint/a11y/useFocusableInteractive: a row of the grid above
    <div className="ghead" role="row" aria-rowindex={row + 1} style={{ top }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of the grid above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a cell of the grid above */}
      <div role="gridcell" className="row">
        <button type="button" className="link mono cut" aria-label={`Only block ${title}`} onClick={onOnly}>
          {title}
        </button>
        <span className="s q nw">{detail}</span>
        <span className="right">
          <Button kind="quiet" onPress={onSelect} label={`Select block ${title}`}>
            Select block
          </Button>
        </span>
      </div>
    </div>
  );
}

function rowCount({ blocks, columns, headHeight: head }: GridGeometry): number {
  const last = blocks.at(-1);
  return last ? last.rowsBefore + Math.ceil(last.count / columns) + (head > 0 ? 1 : 0) : 0;
}

/** Inner width and height of the scroller. */
function useBox(ref: React.RefObject<HTMLDivElement | null>): { readonly width: number; readonly height: number } {
  const [box, setBox] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const style = getComputedStyle(element);
      const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
      setBox({ width: element.clientWidth - padding, height: element.clientHeight });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return box;
}

/** Where the list is scrolled to, in steps: React has work only when another row comes near. */
function useTop(ref: React.RefObject<HTMLDivElement | null>, height: number): [number, (top: number) => void] {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const step = 64;
    const onScroll = () => setTop(Math.floor(element.scrollTop / step) * step);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [ref]);
  return [Math.min(top, Math.max(0, height - 1)), setTop];
}
