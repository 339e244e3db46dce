import type { AnnotationContent } from './annotation.ts';
import { compareText } from './natural-sort.ts';
import type { Preparation } from './preparation.ts';
import type { Role } from './role.ts';

export type DatasetIdentity = {
  readonly members: readonly {
    readonly imageId: string;
    readonly role: Role;
    readonly block: string;
    readonly episode: string;
    readonly content: AnnotationContent;
  }[];
  readonly classes: readonly string[];
  readonly preparation: Preparation;
  readonly seed: number;
};

/**
 * The text whose SHA-256 (taken by the caller, who has one) is the hash of a dataset version: one line of JSON with sorted keys.
 * Members count as a set and so do an image's boxes; neither names, paths nor times are in it. Bump `plugsight-dataset` when the form changes.
 */
export function canonicalDataset(dataset: DatasetIdentity): string {
  const members = dataset.members
    .map(({ imageId, role, block, episode, content }) => ({
      imageId,
      role,
      block,
      episode,
      content: canonicalContent(content),
    }))
    .sort((a, b) => compareText(a.imageId, b.imageId));
  return canonicalJson({
    format: 'plugsight-dataset 1',
    classes: dataset.classes,
    preparation: dataset.preparation,
    seed: dataset.seed,
    members,
  });
}

function canonicalContent(content: AnnotationContent): unknown {
  if (content.state !== 'boxes') return content.state;
  return content.boxes
    .map(({ classIndex, box }) => [classIndex, box.xMin, box.yMin, box.xMax, box.yMax])
    .sort((a, b) => {
      for (const [index, value] of a.entries()) if (value !== b[index]) return value - b[index]!;
      return 0;
    });
}

/** JSON without white space, object keys in code unit order, -0 as 0: equal values give equal text. Not for `undefined` or non-finite numbers. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => compareText(a, b));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} has no canonical form`);
  return JSON.stringify(value);
}
