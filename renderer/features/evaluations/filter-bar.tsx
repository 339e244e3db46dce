import { useRef } from 'react';
import { type GravestError, gravestFirst } from '../../../shared/domain/gravest-error.ts';
import { confusionCount } from '../../../shared/evaluation/confusion-matrix.ts';
import { capitalised, count } from '../../../shared/evaluation/wording.ts';
import { useGravestError } from '../../client/index.ts';
import { Icon, type Option, Select } from '../../ui/index.ts';
import type { GalleryProps } from './gallery.tsx';
import { cellOf, type GalleryFilter } from './gallery-filter.ts';
import { showAll, showOnly } from './place.ts';
import { cellWords } from './words.ts';

/** Which pictures the gallery shows; a cell of the matrix of classes stands as a chip that takes it off again. */
export function FilterBar(props: GalleryProps) {
  const { opened, filter } = props;
  const bar = useRef<HTMLDivElement>(null);
  const options = filterOptions(props, useGravestError());
  const cell = cellOf(filter);
  const words = cell && cellWords(cell, opened.classes);
  return (
    <div className="va-filter" ref={bar}>
      <Select
        label="Show"
        isLabelHidden
        value={options.some(({ id }) => id === filter) ? filter : 'all'}
        options={options}
        onChange={(id) => (id === 'all' ? showAll() : showOnly(id))}
      />
      {words === null ? null : (
        <button
          type="button"
          className="chip filter"
          aria-label={`Remove the filter ${words}`}
          onClick={() => {
            // The chip goes; what chooses the filter stays.
            bar.current?.querySelector('button')?.focus();
            showAll();
          }}
        >
          <span>{words}</span>
          <Icon name="i-cross" />
        </button>
      )}
    </div>
  );
}

function filterOptions(
  {
    rematched: { tries, boxes, findings, matches, confusion },
    className,
    changed,
    thisName,
    otherName,
    filter,
  }: GalleryProps,
  gravest: GravestError,
): Option<GalleryFilter>[] {
  const iou = matches.iouAtLeast.toFixed(2);
  const low = findings.filter(({ lowOverlaps }) => lowOverlaps > 0).length;
  const figures = tries?.figures;
  const cell = cellOf(filter);
  const option = (id: GalleryFilter, name: string, detail: string): Option<GalleryFilter> => ({ id, name, detail });
  const counted = (value: number, of: string) => `${count(value)} ${of}`;
  return [
    option('all', 'All, worst first', counted(findings.length, 'images')),
    ...(figures
      ? gravestFirst(gravest, {
          'false-positive': option(
            'false-report',
            `${capitalised(className)} reported, none there`,
            counted(figures.falsePositives.errors, 'tries'),
          ),
          miss: option('missed', `${capitalised(className)} missed`, counted(figures.misses.errors, 'tries')),
        })
      : []),
    option('low-overlap', `IoU under ${iou}`, counted(low, 'images')),
    option('false-positive', 'FP: boxes that match no label', counted(boxes.falsePositives, 'boxes')),
    option('false-negative', 'FN: labels not found', counted(boxes.misses, 'labels')),
    option('true-positive', 'TP: boxes that match', counted(boxes.truePositives, 'boxes')),
    ...(figures
      ? [
          option(
            'absent-right',
            `None there, none reported`,
            counted(figures.falsePositives.trials - figures.falsePositives.errors, 'tries'),
          ),
          option(
            'present-right',
            `${capitalised(className)} reported, there`,
            counted(figures.misses.trials - figures.misses.errors, 'tries'),
          ),
        ]
      : []),
    ...(figures && figures.undecided.absent + figures.undecided.present > 0
      ? [option('undecided', 'Undecided', counted(figures.undecided.absent + figures.undecided.present, 'tries'))]
      : []),
    ...(figures && figures.misplacedListedApart > 0
      ? [option('listed-apart', 'Out of its place, listed apart', counted(figures.misplacedListedApart, 'tries'))]
      : []),
    ...(cell && confusion
      ? [option(filter, 'A cell of the matrix', counted(confusionCount(confusion, cell), 'boxes'))]
      : []),
    ...(changed.size > 0 ? [option('changed-label', 'Label changed since', counted(changed.size, 'images'))] : []),
    ...(otherName !== ''
      ? [
          option('both-right', 'Both models right', otherName),
          option('only-this', `Only ${thisName} right`, otherName),
          option('only-other', `Only ${otherName} right`, otherName),
          option('neither', 'Neither model right', otherName),
        ]
      : []),
  ];
}
