import type { DatasetBlock, DatasetDetail, DatasetSummary } from '../../../shared/contract/datasets.ts';
import { type Role, roles } from '../../../shared/domain/role.ts';

export type RoleRow = {
  readonly role: Role;
  readonly images: number;
  /** Against the version before; null: there is none to compare with. */
  readonly more: number | null;
  readonly present: number;
  readonly absent: number;
  readonly blocks: number;
};

/** A role that has no image is left out. Tries by truth come with the detail; until it is here, every image counts as its own. */
export function roleRows(
  counts: DatasetSummary['roles'],
  tries: DatasetDetail['tries'],
  compared: DatasetSummary | null,
): RoleRow[] {
  return roles.flatMap((role) => {
    const own = counts[role];
    if (!own) return [];
    const { present, absent } = tries[role] ?? { present: own.present, absent: own.absent };
    const before = compared?.roles[role]?.images ?? 0;
    return [
      { role, images: own.images, more: compared ? own.images - before : null, present, absent, blocks: own.blocks },
    ];
  });
}

/** Cells that can still be told apart; beyond, neighbours of the same role share one. */
const cellsAtMost = 120;
/** From here on a frame around each cell would leave nothing of it. */
export const denseFrom = 50;

export function cells(blocks: readonly DatasetBlock[]): readonly DatasetBlock[] {
  if (blocks.length <= cellsAtMost) return blocks;
  const merged: DatasetBlock[] = [];
  for (const block of blocks) {
    const before = merged.at(-1);
    if (before && before.role === block.role)
      merged[merged.length - 1] = { ...before, images: before.images + block.images, to: block.to };
    else merged.push(block);
  }
  return merged;
}
