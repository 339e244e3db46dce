import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LabelChange } from '../../../shared/contract/evaluations.ts';
import type { ImageFinding } from '../../../shared/evaluation/image-findings.ts';
import { detectionAt, labelAt } from '../../../shared/evaluation/match-table.ts';
import { count } from '../../../shared/evaluation/wording.ts';
import { Empty, Panel, useGeometry } from '../../ui/index.ts';
import { Thumbnail, type ThumbnailBox } from '../images/index.ts';
import { FilterBar } from './filter-bar.tsx';
import { type GalleryFilter, galleryRows } from './gallery-filter.ts';
import type { OpenedEvaluation } from './matches.ts';
import { changePlace } from './place.ts';
import type { Rematched } from './rematched.ts';
import { useView } from './view-state.ts';
import { chipWords, fileName, findingWords } from './words.ts';

export type GalleryProps = {
  readonly opened: OpenedEvaluation;
  readonly rematched: Rematched;
  /** What passes the filter, worst first. */
  readonly shown: readonly ImageFinding[];
  readonly filter: GalleryFilter;
  readonly className: string;
  readonly selected: number | null;
  readonly changed: ReadonlyMap<string, LabelChange>;
  readonly thisName: string;
  /** Empty: nothing is compared. */
  readonly otherName: string;
};

const headingPx = 32;
const gapPx = 8;
const captionPx = 22;
const leastThumbnailPx = 104;

/** Every picture of the evaluation, worst first, as far as it is seen. Arrow keys go through it. */
export const Gallery = memo(function Gallery(props: GalleryProps) {
  const { opened, shown } = props;
  return (
    <Panel
      title="Worst first"
      meta={`${count(shown.length)} of ${count(opened.images.length)}`}
      inside="flush"
      className="va-gallery"
    >
      <FilterBar {...props} />
      {shown.length === 0 ? (
        <div className="va-none">
          <Empty title="None of these" text="No picture is of this kind at this confidence and IoU." />
        </div>
      ) : (
        <Pictures {...props} />
      )}
    </Panel>
  );
});

function Pictures({ opened, rematched, shown, className, selected, changed }: GalleryProps) {
  const onChoose = (image: number) => changePlace({ image: opened.images[image]?.imageId ?? '' });
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = Math.max(2, Math.floor((width + gapPx) / (leastThumbnailPx + gapPx)));
  const rows = useMemo(() => galleryRows(shown, columns), [shown, columns]);
  const thumbnailPx = Math.max(40, (width - gapPx * (columns - 1)) / columns);
  const rowPx = Math.ceil((thumbnailPx * 256) / 306) + captionPx + gapPx;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (rows[row]?.kind === 'heading' ? headingPx : rowPx),
    overscan: 2,
    initialOffset: () => useView.getState().scrollTop,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of other heights are measured anew
  useLayoutEffect(() => virtual.measure(), [rowPx, rows]);
  const order = useMemo(() => rows.flatMap((row) => (row.kind === 'images' ? row.findings : [])), [rows]);
  const rowOf = (image: number) =>
    rows.findIndex((row) => row.kind === 'images' && row.findings.some((finding) => finding.image === image));
  // Only a choice moves the gallery; a slider under the hand does not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const row = selected === null ? -1 : rowOf(selected);
    if (row !== -1) virtual.scrollToIndex(row === 1 ? 0 : row);
  }, [selected]);
  useEffect(() => {
    const element = scroller.current;
    return () => useView.setState({ scrollTop: element?.scrollTop ?? 0 });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
      Home: -order.length,
      End: order.length,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const at = order.findIndex(({ image }) => image === selected);
    const next = order[Math.max(0, Math.min(order.length - 1, at + step))];
    if (next) onChoose(next.image);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the buttons in it
    <div className="va-scroll" ref={scroller} onKeyDown={onKeyDown}>
      <Sized height={virtual.getTotalSize()}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return row.kind === 'heading' ? (
            <Placed key={`heading ${row.finding}`} top={start} className="gh">
              <b>{findingWords(row.finding, className, rematched.matches.iouAtLeast)}</b>
              <span className="q">{count(row.count)}</span>
            </Placed>
          ) : (
            <Placed key={index} top={start} columns={columns} className="gl">
              {row.findings.map((finding) => (
                <Picture
                  key={finding.image}
                  opened={opened}
                  finding={finding}
                  threshold={rematched.threshold}
                  isSelected={finding.image === selected}
                  isChanged={changed.has(opened.images[finding.image]?.imageId ?? '')}
                  title={chipWords(finding.kind, className, rematched.matches.iouAtLeast)}
                  onChoose={() => onChoose(finding.image)}
                />
              ))}
            </Placed>
          );
        })}
      </Sized>
    </div>
  );
}

function Picture({
  opened,
  finding,
  threshold,
  isSelected,
  isChanged,
  title,
  onChoose,
}: {
  readonly opened: OpenedEvaluation;
  readonly finding: ImageFinding;
  readonly threshold: number;
  readonly isSelected: boolean;
  readonly isChanged: boolean;
  readonly title: string;
  readonly onChoose: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  // The arrow keys move the focus with the choice; a choice from elsewhere leaves the focus where it is.
  useEffect(() => {
    const here = document.activeElement;
    if (isSelected && here instanceof HTMLElement && here.closest('.va-scroll')) button.current?.focus();
  }, [isSelected]);
  const image = opened.images[finding.image];
  if (!image) return null;
  const note = noteOf(finding);
  return (
    <button
      ref={button}
      type="button"
      className={`va-thumb${isSelected ? ' sel' : ''}`}
      aria-pressed={isSelected}
      tabIndex={isSelected ? 0 : -1}
      onClick={onChoose}
    >
      {/* What the tags over the picture say is said in words below. */}
      <span aria-hidden="true">
        <Thumbnail
          address={`/media/images/${image.imageId}/thumbnail`}
          widthPx={image.widthPx}
          heightPx={image.heightPx}
          boxes={boxesOf(opened, finding.image, threshold)}
          note={note}
        />
      </span>
      <span className="s mono cut va-name">
        <bdi>
          {isChanged ? '* ' : ''}
          {fileName(image.path)}
        </bdi>
      </span>
      <span className="sr">{`, ${title}, ${note}${isChanged ? ', label changed since' : ''}`}</span>
    </button>
  );
}

/** What the eye looks for first: the overlap where boxes meet, else the score. */
function noteOf({ kind, worstOverlap, score }: ImageFinding): string {
  return worstOverlap !== null && kind !== 'missed' && kind !== 'false-report'
    ? `IoU ${worstOverlap.toFixed(2)}`
    : `P ${score.toFixed(2)}`;
}

function boxesOf({ table }: OpenedEvaluation, image: number, threshold: number): ThumbnailBox[] {
  const boxes: ThumbnailBox[] = [];
  const end = table.detectionStarts[image + 1] ?? 0;
  for (let row = table.detectionStarts[image] ?? 0; row < end; row++) {
    if ((table.confidences[row] ?? 0) <= Math.fround(threshold)) break;
    boxes.push({ kind: 'predicted', box: detectionAt(table, row).box });
  }
  for (let row = table.labelStarts[image] ?? 0; row < (table.labelStarts[image + 1] ?? 0); row++) {
    boxes.push({ kind: 'truth', box: labelAt(table, row).box });
  }
  return boxes;
}

function Sized({ height, children }: { readonly height: number; readonly children: React.ReactNode }) {
  const box = useGeometry<HTMLDivElement>({ height: `${height}px` });
  return (
    <div ref={box} className="va-rows">
      {children}
    </div>
  );
}

function Placed({
  top,
  columns,
  className,
  children,
}: {
  readonly top: number;
  readonly columns?: number;
  readonly className: string;
  readonly children: React.ReactNode;
}) {
  const box = useGeometry<HTMLDivElement>({
    top: `${top}px`,
    ...(columns === undefined ? {} : { 'grid-template-columns': `repeat(${columns}, minmax(0, 1fr))` }),
  });
  return (
    <div ref={box} className={`va-row ${className}`}>
      {children}
    </div>
  );
}

/** Width inside the scroller, as it is now. */
function useWidth(element: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(232);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const look = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(box);
      setWidth(box.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight));
    };
    const observer = new ResizeObserver(look);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
