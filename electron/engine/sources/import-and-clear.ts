import type { ImportInput, ImportReport } from '../../../shared/contract/sources.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import { importExchange } from '../exchange/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { isUpload, removeUpload } from '../uploads/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { importFolder } from './import-folder.ts';

/**
 * An import with all that belongs to it: labels of another tool once the pictures are in. What a browser sent is always copied, and removed
 * once it is in: it lies in the workspace only until then.
 */
export async function importAndClear(
  workspace: Workspace,
  input: ImportInput,
  control: JobControl,
): Promise<Result<ImportReport>> {
  const isSent = isUpload(workspace, input.folder);
  const report = await importFolder(workspace, isSent ? { ...input, storage: 'copy' } : input, control);
  if (!report.ok) return report;
  const labels = await importLabels(workspace, input, control);
  if (isSent) removeUpload(workspace, input.folder);
  if (labels === null) return report;
  const whole: ImportReport = {
    ...report.value,
    labelImport: labels.ok ? labels.value : null,
    labelProblem: labels.ok ? null : labels.problem,
  };
  workspace.store
    .prepare('UPDATE import SET report = ? WHERE id = ?')
    .run(JSON.stringify(whole), report.value.importId);
  return { ok: true, value: whole };
}

/** Null: no other tool's labels are asked for. */
async function importLabels(workspace: Workspace, { folder, labels, author }: ImportInput, control: JobControl) {
  if (labels === null || labels === 'none') return null;
  control.report({ activity: 'reading labels', done: 0, total: null, unit: '', remainingSeconds: null });
  return await importExchange(
    workspace,
    {
      folder,
      format: labels,
      withoutBoxes: 'as-the-format-says',
      severalAnnotators: 'refuse',
      vocCounting: null,
      author,
    },
    control,
  );
}
