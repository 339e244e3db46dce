import type { DescribedModelFile } from '../../../shared/contract/models.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { readModelFile } from '../../../shared/formats/model-file/index.ts';
import { sha256 } from '../../platform/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { knownModelFile, suggestedName } from './import-model.ts';
import { readModelSource } from './model-source.ts';

/** What a file is, before anybody decides to import it: an exported model with all its parts whole, or a detector to be described. */
export async function describeModelFile(
  workspace: Workspace,
  input: { readonly path: string },
): Promise<Result<DescribedModelFile>> {
  const source = readModelSource(input.path);
  if (!source.ok) return source;
  const { kind, bytes } = source.value;
  if (kind === 'model-file') {
    const file = readModelFile(bytes, sha256);
    if (!file.ok) return file;
    const { card } = file.value;
    const known = knownModelFile(workspace, card.name, card);
    return success({ kind, bytes: bytes.length, card, known: known ? `${known.name} v${known.version}` : null });
  }
  const described = await workspace.vision.call('describeModel', { path: input.path, classes: null });
  if (!described.ok) return described;
  const { classes, network, licence, author, producer } = described.value;
  return success({
    kind,
    bytes: bytes.length,
    suggestedName: suggestedName(input.path),
    classes,
    inputSize: network.inputSize,
    inputChannels: network.inputChannels,
    layout: network.layout,
    licence,
    author,
    producer,
  });
}
