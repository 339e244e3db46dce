import type { ImportInput } from '../../../shared/contract/sources.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import { sha256OfFile } from '../../platform/index.ts';
import type { OperationOutput } from '../../vision/index.ts';
import type { FoundFile } from '../folders/index.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

export type IngestOutcome =
  | { readonly kind: 'ingested'; readonly value: OperationOutput<'ingest'> }
  /** The same file with the same bytes came in before. */
  | { readonly kind: 'known'; readonly imageId: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Hands a file to the vision host, unless it is here already: same place, same bytes (its time and size prove nothing). */
export async function ingestFile(
  workspace: Workspace,
  input: Pick<ImportInput, 'storage'>,
  folder: string,
  file: FoundFile,
  preparation: Preparation | null,
  signal: AbortSignal,
): Promise<IngestOutcome> {
  const imageId = knownImage(workspace, folder, file.path);
  if (imageId !== null && (await hashOrNull(file.absolutePath)) === imageId) return { kind: 'known', imageId };
  const answer = await workspace.vision.call(
    'ingest',
    {
      path: file.absolutePath,
      displayName: file.path,
      rawFolder: input.storage === 'copy' ? layout.raw(workspace.folder) : null,
      preparation,
      preparedFolder: layout.preparedImages(workspace.folder),
    },
    { signal },
  );
  return answer.ok
    ? { kind: 'ingested', value: answer.value }
    : { kind: 'refused', problem: { ...answer.problem, file: file.path } };
}

function knownImage({ store }: Workspace, folder: string, path: string): string | null {
  const row = store
    .prepare<[string, string], { image_id: string }>(
      'SELECT image_id FROM image_location WHERE folder = ? AND path = ?',
    )
    .get(folder, path);
  return row?.image_id ?? null;
}

async function hashOrNull(path: string): Promise<string | null> {
  try {
    return await sha256OfFile(path);
  } catch {
    return null;
  }
}
