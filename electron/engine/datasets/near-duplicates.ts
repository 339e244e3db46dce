import { join } from 'node:path';
import { groupBy } from '../../../shared/domain/group-by.ts';
import { compareText } from '../../../shared/domain/natural-sort.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import type { Split } from '../../../shared/domain/split.ts';
import type { JobControl } from '../jobs/index.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import type { Candidate } from './members.ts';

/**
 * Members that show the same as a neighbour in time of their own block, to within the camera's noise, by image id. Pictures of different
 * truth are never near-duplicates of each other, whatever the pixels say.
 */
export async function nearDuplicatesOf(
  workspace: Workspace,
  candidates: readonly Candidate[],
  split: Split,
  control: JobControl,
): Promise<Result<ReadonlySet<string>>> {
  const members = candidates.filter(({ imageId }) => split.roleOf.has(imageId));
  const groups = [
    ...groupBy(members, ({ imageId, content }) => `${split.blockOf.get(imageId)} ${content.state}`).values(),
  ].filter((group) => group.length > 1);
  const found = new Set<string>();
  let done = 0;
  for (const answer of await Promise.all(
    groups.map(async (group) => {
      const inTime = group.toSorted(
        (a, b) =>
          compareText(a.capturedLocal ?? a.path, b.capturedLocal ?? b.path) || compareText(a.imageId, b.imageId),
      );
      const images = inTime.map(({ imageId, preparedPath }) => ({
        imageId,
        path: join(layout.preparedImages(workspace.folder), preparedPath ?? ''),
      }));
      const result = await workspace.vision.call('nearDuplicates', { images }, { signal: control.signal });
      done += 1;
      control.report({ activity: 'comparing neighbours', done, total: groups.length, unit: 'blocks' });
      return result;
    }),
  )) {
    if (!answer.ok) return answer;
    for (const { imageId } of answer.value.found) found.add(imageId);
  }
  return success(found);
}
