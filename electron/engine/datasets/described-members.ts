import { z } from 'zod';
import type { Condition, DatasetBlock, DatasetDetail, RoleTries } from '../../../shared/contract/datasets.ts';
import { groupBy } from '../../../shared/domain/group-by.ts';
import { compareNaturally, compareText } from '../../../shared/domain/natural-sort.ts';
import { type Role, roles } from '../../../shared/domain/role.ts';
import { parseJson } from '../store/index.ts';

/** What blocks, tries and conditions are counted from: a member, or an image that was left out (`role` null). */
export type DescribedMember = {
  readonly imageId: string;
  readonly path: string;
  readonly role: Role | null;
  readonly block: string;
  readonly episode: string;
  readonly isPresent: boolean;
  readonly capturedLocal: string | null;
  /** JSON, as the image's row has it. */
  readonly attributes: string;
};

export function describeMembers(
  members: readonly DescribedMember[],
): Pick<DatasetDetail, 'blocks' | 'tries' | 'conditions'> {
  return { blocks: blocksOf(members), tries: triesOf(members), conditions: conditionsOf(members) };
}

function blocksOf(members: readonly DescribedMember[]): DatasetBlock[] {
  return [...groupBy(members, ({ block }) => block)]
    .map(([name, inBlock]) => {
      const times = inBlock
        .flatMap(({ capturedLocal }) => (capturedLocal === null ? [] : [capturedLocal]))
        .sort(compareText);
      const kept = inBlock.filter(({ role }) => role !== null);
      const present = kept.filter(({ isPresent }) => isPresent).length;
      return {
        name,
        role: kept[0]?.role ?? null,
        images: kept.length,
        present,
        absent: kept.length - present,
        from: times[0] ?? null,
        to: times.at(-1) ?? null,
        firstPath: inBlock.reduce(
          (first, { path }) => (compareNaturally(path, first) < 0 ? path : first),
          inBlock[0].path,
        ),
      };
    })
    .sort(
      (a, b) =>
        (a.from !== null && b.from !== null ? compareText(a.from, b.from) : 0) ||
        compareNaturally(a.firstPath, b.firstPath),
    )
    .map(({ firstPath: _, ...block }) => block);
}

function triesOf(members: readonly DescribedMember[]): DatasetDetail['tries'] {
  const tries: Partial<Record<Role, RoleTries>> = {};
  for (const role of roles) {
    const inRole = members.filter((member) => member.role === role);
    if (inRole.length === 0) continue;
    const episodes = (isPresent: boolean) =>
      new Set(inRole.filter((member) => member.isPresent === isPresent).map(({ episode }) => episode)).size;
    tries[role] = { present: episodes(true), absent: episodes(false) };
  }
  return tries;
}

const attributesSchema = z.record(z.string(), z.string());
/** More words than this are no condition but a name. */
const wordsAtMost = 6;
const notConditions: ReadonlySet<string> = new Set(['role', 'captured_at', 'shift', 'source', 'file']);

/**
 * Conditions from the table beside the pictures: of a column of few words every word but the usual one; of a column of numbers that is mostly
 * 0, "above 0". Other columns say nothing that could be balanced.
 */
function conditionsOf(members: readonly DescribedMember[]): Condition[] {
  const columns = new Map<string, Map<string, DescribedMember[]>>();
  for (const member of members) {
    if (member.role === null) continue;
    for (const [column, value] of Object.entries(parseJson(attributesSchema, member.attributes))) {
      if (notConditions.has(column) || value === '') continue;
      const values = columns.get(column) ?? new Map<string, DescribedMember[]>();
      columns.set(column, values);
      const same = values.get(value) ?? [];
      values.set(value, same);
      same.push(member);
    }
  }
  return [...columns].flatMap(([column, values]) => conditionsOfColumn(column.replaceAll('_', ' '), values));
}

function conditionsOfColumn(column: string, values: ReadonlyMap<string, readonly DescribedMember[]>): Condition[] {
  const [usual, inUsual] = [...values].reduce((most, entry) => (entry[1].length > most[1].length ? entry : most));
  if (values.size < 2) return [];
  const areNumbers = [...values.keys()].every((value) => Number.isFinite(Number(value)));
  if (areNumbers) {
    const all = [...values.values()].reduce((sum, same) => sum + same.length, 0);
    if (Number(usual) !== 0 || inUsual.length * 2 < all) return [];
    const above = [...values].filter(([value]) => Number(value) > 0).flatMap(([, same]) => same);
    return [{ name: `${column} above 0`, tries: triesByRole(above) }];
  }
  if (values.size > wordsAtMost) return [];
  return [...values]
    .filter(([value]) => value !== usual)
    .map(([value, same]) => ({ name: value === 'yes' ? column : `${column}: ${value}`, tries: triesByRole(same) }));
}

function triesByRole(members: readonly DescribedMember[]): Condition['tries'] {
  const counts: Condition['tries'] = {};
  for (const [role, inRole] of groupBy(members, (member) => member.role)) {
    if (role !== null) counts[role] = new Set(inRole.map(({ episode }) => episode)).size;
  }
  return counts;
}
