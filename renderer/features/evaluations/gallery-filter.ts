import type { EpisodeEvaluation } from '../../../shared/domain/evaluation.ts';
import type { PairedTries } from '../../../shared/evaluation/compare-models.ts';
import { type FindingKind, findingKinds, type ImageFinding } from '../../../shared/evaluation/image-findings.ts';

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
export type GalleryFilter = (typeof galleryFilters)[number];

export function galleryFilterOf(text: string | undefined): GalleryFilter {
  return galleryFilters.find((filter) => filter === text) ?? 'all';
}

export type FilterFacts = {
  readonly imageIds: readonly string[];
  readonly episodes: readonly EpisodeEvaluation[];
  readonly changed: ReadonlySet<string>;
  /** Null: nothing is compared. */
  readonly pairs: PairedTries | null;
};

/** Findings that pass, in the order they come in. Filters over tries keep every image of such a try. */
export function filterFindings(
  findings: readonly ImageFinding[],
  filter: GalleryFilter,
  facts: FilterFacts,
): readonly ImageFinding[] {
  const passes = testOf(filter, facts);
  return passes === null ? findings : findings.filter(passes);
}

function testOf(filter: GalleryFilter, facts: FilterFacts): ((finding: ImageFinding) => boolean) | null {
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

/** Rows of a gallery of so many columns: under each kind's heading its images. */
export function galleryRows(findings: readonly ImageFinding[], columns: number): GalleryRow[] {
  return findingKinds.flatMap((kind): GalleryRow[] => {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) return [];
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
