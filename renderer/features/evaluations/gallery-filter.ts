import type { EpisodeEvaluation } from '../../../shared/domain/evaluation.ts';
import type { PairedTries } from '../../../shared/evaluation/compare-models.ts';
import type { ConfusionCell } from '../../../shared/evaluation/confusion-matrix.ts';
import type { FindingKind, ImageFinding } from '../../../shared/evaluation/image-findings.ts';

/** What the gallery shows; `all` is everything, worst first. */
export const galleryFilters = [
  'all',
  'false-report',
  'missed',
  'low-overlap',
  'true-positive',
  'false-positive',
  'false-negative',
  'absent-right',
  'present-right',
  'undecided',
  'listed-apart',
  'changed-label',
  'both-right',
  'only-this',
  'only-other',
  'neither',
] as const;
type NamedFilter = (typeof galleryFilters)[number];

/** A cell of the matrix of classes: `labelled-0-predicted-1`, `labelled-none-predicted-1`, `labelled-0-predicted-none`. */
export type CellFilter = `labelled-${string}-predicted-${string}`;
export type GalleryFilter = NamedFilter | CellFilter;

/** What an address asks for; a name that is none, or a class beyond `classCount`, is no filter. With one class there is no matrix. */
export function galleryFilterOf(text: string | undefined, classCount: number): GalleryFilter {
  const cell = text === undefined || classCount < 2 ? null : cellOf(text);
  const isKnown = cell !== null && [cell.labelled, cell.predicted].every((index) => (index ?? 0) < classCount);
  if (isKnown) return cellFilter(cell);
  return galleryFilters.find((filter) => filter === text) ?? 'all';
}

export function cellFilter({ labelled, predicted }: ConfusionCell): CellFilter {
  return `labelled-${labelled ?? 'none'}-predicted-${predicted ?? 'none'}`;
}

/** The cell a filter stands for; null: it stands for none. */
export function cellOf(filter: string): ConfusionCell | null {
  const [, labelled, predicted] = /^labelled-(\d{1,4}|none)-predicted-(\d{1,4}|none)$/.exec(filter) ?? [];
  if (labelled === undefined || predicted === undefined || (labelled === 'none' && predicted === 'none')) return null;
  const indexOf = (text: string) => (text === 'none' ? null : Number(text));
  return { labelled: indexOf(labelled), predicted: indexOf(predicted) };
}

export type FilterFacts = {
  readonly imageIds: readonly string[];
  readonly episodes: readonly EpisodeEvaluation[];
  readonly changed: ReadonlySet<string>;
  /** Null: nothing is compared. */
  readonly pairs: PairedTries | null;
  /** Rows of the images that hold a box of a cell. */
  readonly imagesOfCell: (cell: ConfusionCell) => ReadonlySet<number>;
};

/** Findings that pass, in the order they come in. Filters over tries keep every image of such a try. */
export function filterFindings(
  findings: readonly ImageFinding[],
  filter: GalleryFilter,
  facts: FilterFacts,
): readonly ImageFinding[] {
  const cell = cellOf(filter);
  if (cell !== null) {
    const holding = facts.imagesOfCell(cell);
    return findings.filter(({ image }) => holding.has(image));
  }
  const passes = testOf(filter as NamedFilter, facts);
  return passes === null ? findings : findings.filter(passes);
}

function testOf(filter: NamedFilter, facts: FilterFacts): ((finding: ImageFinding) => boolean) | null {
  const among = (ids: ReadonlySet<string>) => (finding: ImageFinding) => ids.has(facts.imageIds[finding.image] ?? '');
  const ofTries = (wanted: (episode: EpisodeEvaluation) => boolean) =>
    among(new Set(facts.episodes.filter(wanted).flatMap(({ imageIds }) => imageIds)));
  switch (filter) {
    case 'all':
      return null;
    case 'false-report':
      return ofTries(({ outcome }) => outcome === 'false-positive');
    case 'missed':
      return ofTries(({ outcome }) => outcome === 'miss');
    case 'absent-right':
      return ofTries(({ truth, outcome }) => truth === 'absent' && outcome === 'correct');
    case 'present-right':
      return ofTries(({ truth, outcome }) => truth === 'present' && outcome === 'correct');
    case 'undecided':
      return ofTries(({ hasUnknown, outcome }) => hasUnknown && outcome !== 'false-positive');
    case 'listed-apart':
      return ofTries(({ outcome }) => outcome === 'listed-apart');
    case 'low-overlap':
      return ({ lowOverlaps }) => lowOverlaps > 0;
    case 'true-positive':
      return ({ truePositives }) => truePositives > 0;
    case 'false-positive':
      return ({ falsePositives }) => falsePositives > 0;
    case 'false-negative':
      return ({ misses }) => misses > 0;
    case 'changed-label':
      return among(facts.changed);
    case 'both-right':
      return among(new Set(facts.pairs?.bothRight.flatMap(({ imageIds }) => imageIds)));
    case 'only-this':
      return among(new Set(facts.pairs?.onlyFirstRight.flatMap(({ imageIds }) => imageIds)));
    case 'only-other':
      return among(new Set(facts.pairs?.onlySecondRight.flatMap(({ imageIds }) => imageIds)));
    case 'neither':
      return among(new Set(facts.pairs?.neitherRight.flatMap(({ imageIds }) => imageIds)));
  }
}

export type GalleryRow =
  | { readonly kind: 'heading'; readonly finding: FindingKind; readonly count: number }
  | { readonly kind: 'images'; readonly findings: readonly ImageFinding[] };

/** Rows of a gallery of so many columns: under each kind's heading its images, the kinds in the order they come in. */
export function galleryRows(findings: readonly ImageFinding[], columns: number): GalleryRow[] {
  return [...new Set(findings.map(({ kind }) => kind))].flatMap((kind): GalleryRow[] => {
    const own = findings.filter((finding) => finding.kind === kind);
    const rows = Array.from(
      { length: Math.ceil(own.length / columns) },
      (_, row): GalleryRow => ({
        kind: 'images',
        findings: own.slice(row * columns, (row + 1) * columns),
      }),
    );
    return [{ kind: 'heading', finding: kind, count: own.length }, ...rows];
  });
}
