import { readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { type Role, roles } from '../../../shared/domain/role.ts';
import { writeDatasetYaml } from '../../../shared/formats/dataset-yaml.ts';
import { writeYoloLabels } from '../../../shared/formats/yolo-labels.ts';
import { killPoint, syncFolder, temporaryName, writeDurably } from '../../platform/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { memberNames } from './member-names.ts';
import type { Candidate } from './members.ts';

export type FrozenMember = Candidate & { readonly role: Role; readonly block: string; readonly episode: string };

/**
 * Writes a dataset version the way YOLO tools read it, `<role>/images`, `<role>/labels` and `dataset.yaml`: prepared pictures, labels
 * normalised to them. Under a temporary name first; it is there whole or not at all.
 */
export async function writeDatasetFolder(
  workspace: Workspace,
  folder: string,
  members: readonly FrozenMember[],
  classes: readonly string[],
  control: JobControl,
): Promise<Result<(FrozenMember & { readonly fileName: string })[]>> {
  const temporary = temporaryName(folder);
  const names = memberNames(members.map(({ path }) => path));
  const written = members.map((member, at) => ({ ...member, fileName: `${member.role}/images/${names[at]}.png` }));
  try {
    for (const [at, member] of written.entries()) {
      if (control.signal.aborted) {
        rmSync(temporary, { recursive: true, force: true });
        return failure('cancelled', 'The freeze was stopped. Nothing was kept of it.');
      }
      writeDurably(
        join(temporary, member.fileName),
        readFileSync(join(layout.preparedImages(workspace.folder), member.preparedPath ?? '')),
      );
      const labels = writeYoloLabels(member.content, member.size);
      if (labels !== null) writeDurably(join(temporary, member.role, 'labels', `${names[at]}.txt`), labels);
      killPoint('freeze.file-written');
      if (at % 20 === 19) {
        control.report({ activity: 'freezing', done: at + 1, total: written.length, unit: 'images' });
        await new Promise((go) => setImmediate(go));
      }
    }
    const used = roles.filter((role) => written.some((member) => member.role === role));
    const yaml = writeDatasetYaml({ classes, roles: Object.fromEntries(used.map((role) => [role, `${role}/images`])) });
    writeDurably(join(temporary, 'dataset.yaml'), yaml);
    killPoint('freeze.files-written');
    // A version without a row was never acknowledged; start-up removes it, so nothing of value can be in the way here.
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
    syncFolder(dirname(folder));
    killPoint('freeze.renamed');
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw new Error(`writing the dataset folder ${basename(folder)} failed`, { cause: error });
  }
  return success(written);
}
