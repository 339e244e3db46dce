import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { ImportInput, ImportReport } from '../../../shared/contract/sources.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { failure, type Problem, ProblemError, type Result, success } from '../../../shared/domain/problem.ts';
import { isImagePath, matchLabels } from '../../../shared/formats/label-layout.ts';
import { diskFull, isDiskFull, killPoint } from '../../platform/index.ts';
import { labelReader } from '../annotations/index.ts';
import { type FoundFile, isWorkspace, scanFolder, withFurtherFolders } from '../folders/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { inTransaction } from '../store/index.ts';
import { classNames, fileNameRuleInForce, tryRule, type Workspace } from '../workspace/index.ts';
import { readAttributes } from './attributes.ts';
import { readDatasetDeclaration } from './dataset-declaration.ts';
import { type IngestOutcome, ingestFile } from './ingest-file.ts';
import { preparationSentence, rememberPreparation, workspacePreparation } from './preparation.ts';

import { emptyTally, settleImage } from './settle-image.ts';

/** Pictures under way at once: enough to keep two hosts busy while rows are written. */
const inFlight = 6;

/**
 * Takes in a folder of raw pictures with the labels beside them, or a whole YOLO dataset. One by one: a picture that is refused is
 * reported with its sentence and the rest goes on. Every picture's rows are committed before it is counted; started again after any
 * interruption, the import goes on with what is missing.
 */
export async function importFolder(
  workspace: Workspace,
  input: ImportInput,
  control: JobControl,
): Promise<Result<ImportReport>> {
  const startedAt = Date.now();
  const folder = resolve(input.folder);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    return failure(
      'not-found',
      `There is no folder ${folder}. Nothing was imported. Check the path, or whether the share is mounted.`,
    );
  }
  if (isWorkspace(folder)) {
    return failure(
      'invalid-input',
      `${folder} is a workspace of Plugsight, not a folder of pictures. Nothing was imported. Name the folder the pictures lie in.`,
    );
  }
  control.report({ activity: `looking through ${basename(folder)}` });
  const declaration = readDatasetDeclaration(folder);
  if (!declaration.ok) return declaration;
  const declared = declaration.value;
  const files = declared ? withFurtherFolders(folder, scanFolder(folder), declared.folders) : scanFolder(folder);
  const images = files.filter((file) => isImagePath(file.path));
  if (images.length === 0) {
    return failure(
      'nothing-to-do',
      `${folder} holds no pictures (PNG, JPEG, TIFF, BMP or PGM). Nothing was imported. Name the folder they lie in.`,
    );
  }
  // Without labels nothing is matched, so that nothing is refused or left over either.
  const fileNameRule = fileNameRuleInForce(workspace);
  const tried =
    fileNameRule &&
    tryRule(
      fileNameRule,
      images.map(({ path }) => path),
    );
  if (tried && !tried.ok) return tried;
  const labels = matchLabels((input.labels === 'none' ? images : files).map((file) => file.path));
  const labelOf = new Map(labels.images.map(({ image, label }) => [image, label]));
  // Nor are the names taken that the folder has for them: somebody said what is to be found.
  const naming = input.labels === 'none' ? null : declared;
  const reader = labelReader(workspace, files, labels, { declared: naming, classes: input.classes });
  const table = readAttributes(files);
  const importId = beginImport(workspace, folder, input.storage);
  killPoint('import.begun');
  const tally = emptyTally();
  tally.warnings.push(...(declared?.warnings ?? []));
  if (!table.ok) tally.warnings.push(table.problem);
  tally.refused.push(...labels.problems, ...reader.problems);

  let preparation: Preparation | null = input.preparation ?? workspacePreparation(workspace);
  let done = 0;
  const settle = (file: FoundFile, outcome: IngestOutcome): void => {
    if (outcome.kind === 'refused') {
      if (outcome.problem.code === 'cancelled') return;
      // The next picture would find no room either: the rest would only be refused one by one.
      if (outcome.problem.code === 'disk-full') throw new ProblemError(outcome.problem);
    }
    if (outcome.kind === 'ingested') preparation ??= outcome.value.preparation;
    const decided = preparation;
    killPoint('import.files-stored');
    const facts = {
      importId,
      folder,
      file,
      input,
      labelPath: labelOf.get(file.path) ?? null,
      attributes: table.ok ? (table.value.get(file.path) ?? {}) : {},
      declaredRole: declared?.roleOf(file.absolutePath) ?? null,
      fileNameRule,
    };
    inTransaction(workspace.store, () => {
      settleImage(workspace, facts, outcome, reader, tally);
      // With the first picture and not at the end: an import that is cut off has decided it all the same.
      if (outcome.kind === 'ingested' && decided !== null) rememberPreparation(workspace, decided);
      killPoint('import.row-writing');
    });
    killPoint('import.row-written');
    done += 1;
    const seconds = (Date.now() - startedAt) / 1000;
    // The first pictures wait for the hosts to start and say nothing about the rest.
    const remainingSeconds = seconds < 3 ? null : (seconds / done) * (images.length - done);
    control.report({ activity: 'importing', done, total: images.length, unit: 'images', remainingSeconds });
  };

  // Pictures are ingested side by side and settled in the natural order of their names, so that of two copies always the same one
  // counts. The first that comes in decides the preparation where none was chosen; until then one goes at a time.
  const underWay: { readonly file: FoundFile; readonly outcome: Promise<IngestOutcome> }[] = [];
  const settleFirst = async () => {
    const first = underWay.shift();
    if (first) settle(first.file, await first.outcome);
  };
  try {
    for (const file of images) {
      if (control.signal.aborted) break;
      while (underWay.length >= (preparation === null ? 1 : inFlight)) await settleFirst();
      const outcome = ingestFile(workspace, input, folder, file, preparation, control.signal);
      // It may fail before its turn to be awaited comes; its turn tells it.
      outcome.catch(() => undefined);
      underWay.push({ file, outcome });
      if (preparation === null) await settleFirst();
    }
    while (underWay.length > 0) await settleFirst();
  } catch (error) {
    const isFull = error instanceof ProblemError ? error.problem.code === 'disk-full' : isDiskFull(error);
    if (!isFull) throw error;
    return { ok: false, problem: diskFull(`After ${done} of ${images.length} pictures the import`) };
  }

  if (control.signal.aborted) {
    return failure(
      'cancelled',
      `The import was stopped: ${done} of ${images.length} pictures are in and kept. The same command goes on from there.`,
    );
  }
  if (preparation) rememberPreparation(workspace, preparation);
  killPoint('import.all-in');
  const report: ImportReport = {
    importId,
    folder,
    filesSeen: images.length,
    imported: tally.imported,
    alreadyKnown: tally.alreadyKnown,
    sameBytes: tally.sameBytes,
    samePixels: tally.samePixels,
    labelled: tally.labelled,
    classes: classNames(workspace),
    preparation: preparation ? preparationSentence(preparation) : 'nothing',
    refused: tally.refused,
    warnings: [...tally.warnings, ...orphanWarnings(labels.orphans)],
    keptRoles: declared !== null && tally.withRole > 0,
    labelImport: null,
    labelProblem: null,
    seconds: (Date.now() - startedAt) / 1000,
  };
  workspace.store
    .prepare('UPDATE import SET finished_at = ?, report = ? WHERE id = ?')
    .run(new Date().toISOString(), JSON.stringify(report), importId);
  killPoint('import.reported');
  return success(report);
}

function beginImport({ store }: Workspace, folder: string, storage: 'copy' | 'reference'): number {
  const { lastInsertRowid } = store
    .prepare('INSERT INTO import (folder, storage, started_at) VALUES (?, ?, ?)')
    .run(folder, storage, new Date().toISOString());
  return Number(lastInsertRowid);
}

function orphanWarnings(orphans: readonly string[]): Problem[] {
  if (orphans.length === 0) return [];
  const named = orphans.slice(0, 5).join(', ');
  const more = orphans.length > 5 ? ` and ${orphans.length - 5} more` : '';
  const sentence =
    orphans.length === 1
      ? `The label file ${named} has no picture. It was left aside.`
      : `${orphans.length} label files have no picture: ${named}${more}. They were left aside.`;
  return [{ code: 'label-invalid', sentence }];
}
