import { execFile } from 'node:child_process';
import { copyFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { imageResults } from '../../electron/engine/evaluations/index.ts';
import { closeWorkspace, openWorkspace } from '../../electron/engine/workspace/index.ts';
import type { ImageEvaluation } from '../../shared/domain/evaluation.ts';
import { peerPython } from '../bench/support/python.ts';
import { formulas, type ImageRows, meanAveragePrecisionOf, readStoredSet } from '../support/evaluation-set.ts';
import { type Checks, runChecks } from './support/check.ts';

/**
 * `node tests/peers/average-precision.ts [--workspace <folder> --evaluation <id> [--write]]`: average precision by pycocotools and by
 * numpy against ours, to 1e-6, on the stored sets of `tests/fixtures/evaluation`, and on a stored evaluation of a workspace (real
 * predictions of a real model; no engine may have it open). `--write` keeps that one as `demo-model.json` among the fixtures: only for
 * pictures of our own, the demo's.
 */
const fixtures = join(import.meta.dirname, '..', 'fixtures', 'evaluation');
const runFile = promisify(execFile);

await runChecks(async (checks, folder) => {
  const { values } = parseArgs({
    options: { workspace: { type: 'string' }, evaluation: { type: 'string' }, write: { type: 'boolean' } },
  });
  const python = await peerPython();
  const expect = async (path: string) => {
    await runFile(python, [join(import.meta.dirname, 'average_precision.py'), 'expect', path], { maxBuffer: 2 ** 26 });
    compare(checks, path);
  };
  for (const name of (await readdir(fixtures)).filter((file) => file.endsWith('.json'))) {
    await copyFile(join(fixtures, name), join(folder, name));
    await expect(join(folder, name));
  }
  if (values.workspace === undefined) return;
  const path = join(folder, 'demo-model.json');
  const images = await storedImages(values.workspace, Number(values.evaluation));
  const names = Array.from({ length: 1 + Math.max(0, ...images.flatMap(classesIn)) }, (_, index) => `class ${index}`);
  await writeFile(path, JSON.stringify({ classes: names, images }));
  await expect(path);
  if (values.write === true) await copyFile(path, join(fixtures, basename(path)));
});

function compare(checks: Checks, path: string): void {
  const set = readStoredSet(path);
  for (const formula of formulas) {
    const { map50, map5095 } = meanAveragePrecisionOf(set.images, formula);
    const expected = set.expected[formula];
    const difference = Math.max(Math.abs((map50 ?? 0) - expected.map50), Math.abs((map5095 ?? 0) - expected.map5095));
    const title = `${basename(path)} (${set.images.length} images), ${formula}, mAP50 ${expected.map50.toFixed(4)}`;
    checks.atMost(title, difference, 1e-6);
  }
}

async function storedImages(workspaceFolder: string, evaluationId: number): Promise<ImageRows[]> {
  const opened = openWorkspace(workspaceFolder, { create: false });
  if (!opened.ok) throw new Error(opened.problem.sentence);
  const found = imageResults(opened.value, evaluationId);
  await closeWorkspace(opened.value);
  return found.map(rowsOf);
}

/** Coordinates in hundredths of a pixel, confidences to six digits, the image by the first twelve digits of its hash. */
function rowsOf({ imageId, labels, detections }: ImageEvaluation): ImageRows {
  const corners = ({ xMin, yMin, xMax, yMax }: ImageEvaluation['labels'][number]['box']) =>
    [xMin, yMin, xMax, yMax].map((value) => Number(value.toFixed(2))) as [number, number, number, number];
  return {
    id: imageId.slice(0, 12),
    truth: labels.map(({ classIndex, box }) => [classIndex, ...corners(box)]),
    detections: detections.map(({ classIndex, confidence, box }) => [
      classIndex,
      Number(confidence.toFixed(6)),
      ...corners(box),
    ]),
  };
}

function classesIn(image: ImageRows): number[] {
  return [...image.truth, ...image.detections].map(([classIndex]) => classIndex);
}
