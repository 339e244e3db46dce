import { type ImageFilter, imageRoleSchema } from '../../../../shared/contract/images.ts';
import { labelStates, none, reviewStates } from './columns.ts';
import { flagBit } from './flags.ts';
import type { ImageLookup } from './image-lookup.ts';
import { disagreements } from './model-view.ts';

/** The kinds of a filter whose values are counted, each a bit of `failing`. */
export const facetBits = { sources: 1, labels: 2, states: 4, disagreements: 8, flags: 16, roles: 32 } as const;
const otherBit = 64;

const imageRoles = imageRoleSchema.options;

/** For each image the kinds of the filter it fails; 0 passes. `matching`: positions that the text allows, null where there is no text. */
export function failing(lookup: ImageLookup, filter: ImageFilter, matching: ReadonlySet<number> | null): Uint8Array {
  const { known } = lookup;
  const { columns, count } = known;
  const result = new Uint8Array(count);
  const source = wanted(filter.sources.map((name) => known.sources.find(name) ?? -1));
  const label = wanted(filter.labels.map((name) => labelStates.indexOf(name)));
  const state = wanted(filter.states.map((name) => reviewStates.indexOf(name)));
  const disagreement = wanted(filter.disagreements.map((name) => disagreements.indexOf(name)));
  const role = wanted(filter.roles.map((name) => (name === 'none' ? none : imageRoles.indexOf(name))));
  const flags = filter.flags.reduce((bits, flag) => bits | flagBit[flag], 0);
  const block = filter.block === null ? null : (known.blocks.find(filter.block) ?? -1);
  const from = filter.fromDay === null ? null : Date.parse(`${filter.fromDay}T00:00:00Z`);
  const until = filter.toDay === null ? null : Date.parse(`${filter.toDay}T00:00:00Z`) + 86_400_000;
  const span = filter.span === null ? null : { ...filter.span, values: columns[filter.span.measure] };
  for (let at = 0; at < count; at++) {
    let bits = 0;
    if (source !== null && !source[columns.source[at]]) bits |= facetBits.sources;
    if (label !== null && !label[columns.label[at]]) bits |= facetBits.labels;
    if (state !== null && !state[columns.review[at]]) bits |= facetBits.states;
    if (disagreement !== null && !disagreement[columns.disagreement[at]]) bits |= facetBits.disagreements;
    if (flags !== 0 && !(columns.flags[at] & flags)) bits |= facetBits.flags;
    if (role !== null && !role[columns.role[at]]) bits |= facetBits.roles;
    if (block !== null && columns.block[at] !== block) bits |= otherBit;
    // An image without a time is in no span of days: a comparison with NaN is false.
    if (from !== null && !(columns.captured[at] >= from)) bits |= otherBit;
    if (until !== null && !(columns.captured[at] < until)) bits |= otherBit;
    if (filter.importId !== null && columns.importId[at] !== filter.importId) bits |= otherBit;
    if (span !== null && !(span.values[at] >= span.from && span.values[at] < span.to)) bits |= otherBit;
    if (matching !== null && !matching.has(at)) bits |= otherBit;
    result[at] = bits;
  }
  return result;
}

/** Marks by number; null: every number is wanted. */
function wanted(numbers: readonly number[]): Uint8Array | null {
  if (numbers.length === 0) return null;
  const marks = new Uint8Array(65_536);
  for (const number of numbers) if (number >= 0) marks[number] = 1;
  return marks;
}
