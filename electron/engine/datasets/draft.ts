import { z } from 'zod';
import type { DatasetDraft, FreezeInput } from '../../../shared/contract/datasets.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { workspacePreparation } from '../sources/index.ts';
import { rows } from '../store/index.ts';
import { classNames, type Workspace } from '../workspace/index.ts';
import { latestVersion } from './dataset-rows.ts';
import { describeMembers } from './described-members.ts';
import { chooseMembers, unlabelledCount } from './freeze.ts';
import { leakageOf, roleCounts } from './summary.ts';

/** What freezing would make now, without writing anything: roles, blocks, what would be left out and why. */
export function draftDataset(workspace: Workspace, input: FreezeInput): Result<DatasetDraft> {
  const preparation = workspacePreparation(workspace);
  if (preparation === null)
    return failure('nothing-to-do', 'There are no pictures in this workspace yet. Import some first.');
  const chosen = chooseMembers(workspace, input, preparation, classNames(workspace));
  if (!chosen.ok) return chosen;
  const { candidates, episodeOf, split, otherPreparation, keepsImportedRoles, canKeepRoles } = chosen.value;
  const attributes = attributesByImage(workspace);
  const members = candidates.map((candidate) => ({
    ...candidate,
    role: split.roleOf.get(candidate.imageId) ?? null,
    block: split.blockOf.get(candidate.imageId) ?? '',
    episode: episodeOf.get(candidate.imageId) ?? candidate.imageId,
    isPresent: candidate.content.state === 'boxes',
    attributes: attributes.get(candidate.imageId) ?? '{}',
  }));
  const kept = members.flatMap((member) => (member.role === null ? [] : [{ ...member, role: member.role }]));
  const count = (reason: string) => split.leftOut.filter((entry) => entry.reason === reason).length;
  return success({
    name: input.name,
    version: (latestVersion(workspace, input.name) ?? 0) + 1,
    roles: roleCounts(kept),
    rules: [...split.sentences],
    optimistic: split.blocks.optimistic,
    leftOut: {
      unlabelled: unlabelledCount(workspace),
      duplicates: count('duplicate'),
      guardFrames: count('guard-frame'),
      otherPreparation,
    },
    leakage: leakageOf(split.leakage),
    ...describeMembers(members.filter(({ block }) => block !== '')),
    keepsImportedRoles,
    canKeepRoles,
  });
}

function attributesByImage({ store }: Workspace): ReadonlyMap<string, string> {
  const found = rows(store, z.object({ id: z.string(), attributes: z.string() }), 'SELECT id, attributes FROM image');
  return new Map(found.map(({ id, attributes }) => [id, attributes]));
}
