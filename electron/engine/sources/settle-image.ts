import { z } from 'zod';
import type { ImportInput } from '../../../shared/contract/sources.ts';
import { captureTimeOf } from '../../../shared/domain/capture-time.ts';
import { type FileNameRule, timeByRule } from '../../../shared/domain/file-name-rule.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import type { Role } from '../../../shared/domain/role.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { appendRevision, currentAnnotation, type LabelReader, sameContent } from '../annotations/index.ts';
import type { FoundFile } from '../folders/index.ts';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import type { Attributes } from './attributes.ts';
import type { IngestOutcome } from './ingest-file.ts';
import { storeImage } from './store-image.ts';

/** The counts of an import as it goes on. */
export type Tally = {
  imported: number;
  alreadyKnown: number;
  sameBytes: number;
  samePixels: number;
  withRole: number;
  readonly labelled: { boxes: number; noObject: number; unlabelled: number };
  readonly refused: Problem[];
  readonly warnings: Problem[];
};

export function emptyTally(): Tally {
  return {
    imported: 0,
    alreadyKnown: 0,
    sameBytes: 0,
    samePixels: 0,
    withRole: 0,
    labelled: { boxes: 0, noObject: 0, unlabelled: 0 },
    refused: [],
    warnings: [],
  };
}

export type ImageFacts = {
  readonly importId: number;
  readonly folder: string;
  readonly file: FoundFile;
  readonly input: ImportInput;
  readonly labelPath: string | null;
  readonly attributes: Attributes;
  readonly declaredRole: Role | null;
  readonly fileNameRule: FileNameRule;
};

/** Writes what became of one picture and of its label, and counts it. Must run inside a transaction. */
export function settleImage(
  workspace: Workspace,
  facts: ImageFacts,
  outcome: IngestOutcome,
  reader: LabelReader,
  tally: Tally,
): void {
  if (outcome.kind === 'refused') {
    if (outcome.problem.code !== 'cancelled') tally.refused.push(outcome.problem);
    return;
  }
  if (facts.declaredRole !== null) tally.withRole += 1;
  if (outcome.kind === 'known') {
    tally.alreadyKnown += 1;
    settleLabel(workspace, facts, outcome.imageId, sizeOf(workspace, outcome.imageId), reader, tally);
    return;
  }
  const { value } = outcome;
  const stored = storeImage(workspace.store, {
    ...facts,
    source: facts.input.source,
    ingested: value,
    capture: captureTimeOf({
      path: facts.file.path,
      ruleLocal: timeByRule(facts.file.path, facts.fileNameRule),
      exifDateTime: exifForm(value.captureTime),
    }),
  });
  if (stored.kind === 'same-bytes') tally.sameBytes += 1;
  else tally.imported += 1;
  if (stored.kind === 'same-pixels') tally.samePixels += 1;
  if (stored.replaces !== null) {
    const sentence = `${facts.file.path} holds another picture than before. The one before and its label are kept, but its file is gone: new dataset versions leave it out.`;
    tally.warnings.push({ code: 'image-changed', sentence, file: facts.file.path });
  }
  for (const sentence of value.warnings)
    tally.warnings.push({ code: 'image-format-unsupported', sentence, file: facts.file.path });
  settleLabel(workspace, facts, stored.imageId, value.size, reader, tally);
}

function settleLabel(
  workspace: Workspace,
  facts: ImageFacts,
  imageId: string,
  size: Size,
  reader: LabelReader,
  tally: Tally,
): void {
  const { store } = workspace;
  if (facts.labelPath !== null) {
    const read = reader.read(facts.labelPath, size);
    if (read.ok) {
      tally.warnings.push(...read.value.warnings);
      const current = currentAnnotation(store, imageId);
      if (current.revision === 0) {
        appendRevision(store, {
          imageId,
          content: read.value.content,
          author: facts.input.author,
          origin: `import ${facts.folder}`,
        });
      } else if (!sameContent(current.content, read.value.content)) {
        tally.warnings.push({
          code: 'label-conflict',
          sentence: conflictSentence(facts, pathOf(workspace, imageId), current.revision),
          file: facts.labelPath,
        });
      }
    } else tally.refused.push(read.problem);
  }
  const { content } = currentAnnotation(store, imageId);
  if (content.state === 'boxes') tally.labelled.boxes += 1;
  else if (content.state === 'no-object') tally.labelled.noObject += 1;
  else tally.labelled.unlabelled += 1;
}

function conflictSentence({ file, labelPath }: ImageFacts, knownPath: string, revision: number): string {
  if (file.path !== knownPath) {
    return `${file.path} and ${knownPath} are the same picture, and their labels differ: ${labelPath} was left aside, the label of ${knownPath} was kept. Look at the picture and decide.`;
  }
  return `${labelPath} says something else than the label that is here (revision ${revision}). The one that is here was kept. To take the file's, use "plugsight label import".`;
}

function pathOf({ store }: Workspace, imageId: string): string {
  return rows(store, z.object({ path: z.string() }), 'SELECT path FROM image WHERE id = @imageId', { imageId })[0].path;
}

const sizeRow = z.object({ width_px: z.int(), height_px: z.int() });

function sizeOf({ store }: Workspace, imageId: string): Size {
  const [row] = rows(store, sizeRow, 'SELECT width_px, height_px FROM image WHERE id = @imageId', { imageId });
  return { widthPx: row.width_px, heightPx: row.height_px };
}

/** The host gives EXIF times as ISO 8601, with an offset where the camera wrote one; shifts follow the clock on the wall. */
function exifForm(captureTime: string | null): string | null {
  return captureTime === null ? null : captureTime.slice(0, 19).replace('T', ' ').replace(/-/g, ':');
}
