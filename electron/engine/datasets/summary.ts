import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Leakage } from '../../../shared/domain/leakage.ts';
import { roles } from '../../../shared/domain/role.ts';
import type { FrozenMember } from './write-folder.ts';

/** Images, tries, blocks and boxes of each role that has any. */
export function roleCounts(members: readonly FrozenMember[]): DatasetSummary['roles'] {
  const counts: DatasetSummary['roles'] = {};
  for (const role of roles) {
    const inRole = members.filter((member) => member.role === role);
    if (inRole.length === 0) continue;
    const present = inRole.filter(({ content }) => content.state === 'boxes');
    counts[role] = {
      images: inRole.length,
      present: present.length,
      absent: inRole.length - present.length,
      episodes: new Set(inRole.map(({ episode }) => episode)).size,
      blocks: new Set(inRole.map(({ block }) => block)).size,
      boxes: present.reduce((sum, { content }) => sum + (content.state === 'boxes' ? content.boxes.length : 0), 0),
    };
  }
  return counts;
}

export function leakageOf(leakage: Leakage): DatasetSummary['leakage'] {
  const figures: DatasetSummary['leakage'] = {};
  for (const role of ['val', 'calibration', 'test'] as const) {
    if (leakage[role].images === 0) continue;
    figures[role] = { sameBlock: leakage[role].shareInTrainBlock, nearFrame: leakage[role].shareNearTrainFrame };
  }
  return figures;
}
