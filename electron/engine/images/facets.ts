import { type ImageFacets, type ImageFilter, imageRoleSchema } from '../../../shared/contract/images.ts';
import type { Workspace } from '../workspace/index.ts';
import { labelStates, none, reviewStates } from './lookup/columns.ts';
import { facetBits, failing } from './lookup/filter.ts';
import { qualityFlags } from './lookup/flags.ts';
import { imageLookup } from './lookup/image-lookup.ts';
import { disagreements } from './lookup/model-view.ts';
import { matchingText, wallClock } from './lookup/view.ts';

/** How many images each value of the filter would show, the other kinds of the filter applied. */
export function imageFacets(workspace: Pick<Workspace, 'store'>, filter: ImageFilter): ImageFacets {
  const lookup = imageLookup(workspace);
  const { known } = lookup;
  const { columns, count } = known;
  const failed = failing(lookup, filter, matchingText(workspace.store, lookup, filter.text));
  const tally = (bit: number, values: ArrayLike<number>) => {
    const counts = new Uint32Array(65_536);
    // Counted where nothing but this kind itself stands in the way.
    for (let at = 0; at < count; at++) if ((failed[at] & ~bit) === 0) counts[values[at]] += 1;
    return counts;
  };
  const named = <V extends string>(names: readonly V[], counts: Uint32Array) =>
    names.map((value, number) => ({ value, count: counts[number] })).filter((entry) => entry.count > 0);
  const roleCounts = tally(facetBits.roles, columns.role);
  const roles = named(imageRoleSchema.options, roleCounts);
  if (roleCounts[none] > 0) roles.push({ value: 'none', count: roleCounts[none] });
  const flagCounts = new Uint32Array(qualityFlags.length);
  for (let at = 0; at < count; at++) {
    if (columns.flags[at] === 0 || failed[at] & ~facetBits.flags) continue;
    for (let flag = 0; flag < qualityFlags.length; flag++) flagCounts[flag] += (columns.flags[at] >> flag) & 1;
  }
  const { newest } = lookup.model;
  return {
    sources: named(known.sources.list, tally(facetBits.sources, columns.source)),
    labels: named(labelStates, tally(facetBits.labels, columns.label)),
    states: named(reviewStates, tally(facetBits.states, columns.review)),
    disagreements: named(disagreements, tally(facetBits.disagreements, columns.disagreement)),
    flags: named(qualityFlags, flagCounts),
    roles: lookup.dataset === null ? [] : roles,
    model: newest === null ? null : `${newest.name}@${newest.version}`,
    dataset: lookup.dataset === null ? null : `${lookup.dataset.name} v${lookup.dataset.version}`,
    ...span(lookup.byTime, columns.captured),
  };
}

function span(byTime: Int32Array, captured: Float64Array): Pick<ImageFacets, 'firstDay' | 'lastDay'> {
  let last = byTime.length - 1;
  while (last >= 0 && Number.isNaN(captured[byTime[last]])) last -= 1;
  const day = (at: number) => (last < 0 ? null : (wallClock(captured[byTime[at]])?.slice(0, 10) ?? null));
  return { firstDay: day(0), lastDay: day(last) };
}
