import type { ImportInput, ImportReport } from '../../../shared/contract/sources.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import type { JobControl } from '../jobs/index.ts';
import { isUpload, removeUpload } from '../uploads/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { importFolder } from './import-folder.ts';

/** An import. What a browser sent is always copied, and removed once it is in: it lies in the workspace only until then. */
export async function importAndClear(
  workspace: Workspace,
  input: ImportInput,
  control: JobControl,
): Promise<Result<ImportReport>> {
  if (!isUpload(workspace, input.folder)) return await importFolder(workspace, input, control);
  const report = await importFolder(workspace, { ...input, storage: 'copy' }, control);
  if (report.ok) removeUpload(workspace, input.folder);
  return report;
}
