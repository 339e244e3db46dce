import { Button as AriaButton } from 'react-aria-components';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { EpisodeRate } from '../../../shared/domain/evaluation-figures.ts';
import { gravestFirst } from '../../../shared/domain/gravest-error.ts';
import { wilsonInterval } from '../../../shared/evaluation/intervals.ts';
import { count, percent } from '../../../shared/evaluation/wording.ts';
import { useGravestError } from '../../client/index.ts';
import { Panel } from '../../ui/index.ts';
import type { GalleryFilter } from './gallery-filter.ts';
import { showAll, showOnly } from './place.ts';
import type { Rematched } from './rematched.ts';
import { counted, shareWords } from './words.ts';

/** How the tries end, the gravest error first; every count leads to its pictures. */
export function TriesPanel({
  evaluation,
  rematched,
  filter,
  className,
}: {
  readonly evaluation: EvaluationSummary;
  readonly rematched: Rematched;
  readonly filter: GalleryFilter;
  readonly className: string;
}) {
  const { tries, boxes, threshold, matches } = rematched;
  const gravest = useGravestError();
  const undecided = tries?.figures.undecided ?? { absent: 0, present: 0, sentence: '' };
  return (
    <Panel
      title={tries ? `Tries at ${threshold.toFixed(2)}` : `Boxes at ${threshold.toFixed(2)}`}
      meta="Wilson 95 %; press to filter"
      className="va-tries"
    >
      {tries ? (
        <>
          {gravestFirst(gravest, {
            'false-positive': (
              <Outcome
                key="false-positive"
                rate={tries.figures.falsePositives}
                short="FPR"
                aside={undecidedWords(undecided.absent, 'left out')}
                filter={filter}
                wrong={{ filter: 'false-report', words: 'PRESENT: false' }}
                right={{ filter: 'absent-right', words: 'not PRESENT' }}
                isGravest={gravest === 'false-positive'}
              />
            ),
            miss: (
              <Outcome
                key="miss"
                rate={tries.figures.misses}
                short="Miss rate"
                aside={undecidedWords(undecided.present, 'missed')}
                filter={filter}
                wrong={{ filter: 'missed', words: 'missed' }}
                right={{ filter: 'present-right', words: 'PRESENT' }}
                isGravest={gravest === 'miss'}
              />
            ),
          })}
          {undecided.absent + undecided.present > 0 ? (
            <FilterLine filter={filter} wanted="undecided">
              {undecided.sentence}
            </FilterLine>
          ) : null}
          {tries.figures.misplacedListedApart > 0 ? (
            <FilterLine filter={filter} wanted="listed-apart">
              {counted(tries.figures.misplacedListedApart, 'try', 'tries')}, {className} out of place: in neither rate
            </FilterLine>
          ) : null}
        </>
      ) : null}
      <div className="va-boxes">
        <span className="s q">Boxes at IoU {matches.iouAtLeast.toFixed(2)}</span>
        <div>
          <Cell
            filter={filter}
            wanted="false-positive"
            count={boxes.falsePositives}
            words="FP"
            label="false positive boxes"
          />
          <Cell
            filter={filter}
            wanted="false-negative"
            count={boxes.misses}
            words="FN"
            label="labelled boxes not found"
          />
          <Cell
            filter={filter}
            wanted="true-positive"
            count={boxes.truePositives}
            words="TP"
            label="true positive boxes"
          />
        </div>
      </div>
      {rematched.confusion ? null : <Cautions evaluation={evaluation} />}
    </Panel>
  );
}

/** What limits the figures: below the last panel of counts. */
export function Cautions({ evaluation: { cautions } }: { readonly evaluation: EvaluationSummary }) {
  return cautions.map((caution) => (
    <p key={caution} className="s q va-caution">
      {caution}
    </p>
  ));
}

/** How the tries of one truth end. Plant words first, the field's terms on the second line; below, wrong and right: a row of the confusion matrix. */
function Outcome({
  rate,
  short,
  aside,
  filter,
  wrong,
  right,
  isGravest,
}: {
  readonly rate: EpisodeRate;
  readonly short: string;
  readonly aside: string | null;
  readonly filter: GalleryFilter;
  readonly wrong: { readonly filter: GalleryFilter; readonly words: string };
  readonly right: { readonly filter: GalleryFilter; readonly words: string };
  readonly isGravest: boolean;
}) {
  const { errors, trials, wilson } = rate;
  const rest = trials - errors;
  return (
    <>
      <div className="va-sentence">
        <p>
          <b>{rate.sentence}</b>
        </p>
        {rate.upperBound === null ? null : (
          <p className="s q" title={rate.detail}>
            {short} {percent(errors / trials)}, bound {percent(rate.upperBound)} (one-sided 95 %)
            {aside ? `; ${aside}` : ''}
            <span className="sr">. {rate.detail}</span>
          </p>
        )}
      </div>
      <div className="cm">
        <Cell
          filter={filter}
          wanted={wrong.filter}
          count={errors}
          words={wrong.words}
          share={shareWords(errors, trials, wilson)}
          isDangerous={isGravest && errors > 0}
        />
        <Cell
          filter={filter}
          wanted={right.filter}
          count={rest}
          words={right.words}
          share={shareWords(rest, trials, wilsonInterval(rest, trials))}
        />
      </div>
    </>
  );
}

function undecidedWords(tries: number, how: string): string | null {
  return tries === 0 ? null : `${count(tries)} UNKNOWN ${how}`;
}

function Cell({
  filter,
  wanted,
  count: value,
  words,
  label,
  share,
  isDangerous = false,
}: {
  readonly filter: GalleryFilter;
  readonly wanted: GalleryFilter;
  readonly count: number;
  readonly words: string;
  readonly label?: string;
  readonly share?: string;
  readonly isDangerous?: boolean;
}) {
  return (
    <AriaButton
      className={`cmb${isDangerous ? ' danger' : ''}`}
      aria-pressed={filter === wanted}
      onPress={() => toggleFilter(filter, wanted)}
    >
      <span className="row">
        <b>{count(value)}</b>
        <span>{words}</span>
        {label ? <span className="sr">, {label}</span> : null}
      </span>
      {share === undefined ? null : <span className="s q">{share}</span>}
    </AriaButton>
  );
}

export function FilterLine({
  filter,
  wanted,
  children,
}: {
  readonly filter: GalleryFilter;
  readonly wanted: GalleryFilter;
  readonly children: React.ReactNode;
}) {
  return (
    <AriaButton className="va-line s" aria-pressed={filter === wanted} onPress={() => toggleFilter(filter, wanted)}>
      {children}
    </AriaButton>
  );
}

/** Pressed once the gallery shows these, pressed again everything. */
export function toggleFilter(filter: GalleryFilter, wanted: GalleryFilter): void {
  if (filter === wanted) showAll();
  else showOnly(wanted);
}
