import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DemoReport } from '../../../shared/contract/sources.ts';
import { demoShiftCount, planDemo } from '../../../shared/domain/demo/plan.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { atomicWrite, removeTemporaryFiles, temporaryMark } from '../../platform/index.ts';
import type { JobControl } from '../jobs/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { demoTexts, isPlugLike, sceneImagePath } from './demo-files.ts';

/** Scenes being drawn at once. */
const inFlight = 4;

/**
 * Writes the synthetic demo set into a folder, ready to be imported: pictures, labels, roles, scene table. What is there already from
 * an earlier, interrupted call is kept: a picture is there whole or not at all.
 */
export async function writeDemoScenes(
  workspace: Pick<Workspace, 'vision'>,
  input: { readonly folder: string; readonly seed: number; readonly shiftCount?: number },
  control: JobControl,
): Promise<Result<DemoReport>> {
  const folder = resolve(input.folder);
  const { seed, shiftCount = demoShiftCount } = input;
  const scenes = planDemo(seed, shiftCount);
  const texts = demoTexts(scenes, seed);
  const stamp = join(folder, 'README.txt');
  const note = existsSync(stamp) && statSync(stamp).isFile() ? readFileSync(stamp, 'utf8') : null;
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(temporaryMark)) : [];
  if (note === null && found.length > 0) {
    return failure(
      'already-exists',
      `${folder} is not empty and holds no demo set. Nothing was written. Choose an empty or a new folder.`,
    );
  }
  // Scenes of two seeds in one folder would be imported together.
  if (note !== null && note !== texts.get('README.txt')) {
    return failure(
      'already-exists',
      `${folder} holds something else already, or a demo set of another seed or version. It was left as it is. Choose a new folder, or remove that one first.`,
    );
  }
  if (existsSync(folder)) removeTemporaryFiles(folder);
  // The note that says "synthetic" comes first, so that a half-written set is known for what it is.
  for (const [path, text] of texts) atomicWrite(join(folder, path), text);
  let next = 0;
  let done = 0;
  let written = 0;
  let bytes = 0;
  const problems: string[] = [];
  const startedAt = Date.now();
  const lanes = Array.from({ length: inFlight }, async () => {
    for (let at = next++; at < scenes.length && !control.signal.aborted && problems.length === 0; at = next++) {
      const outPath = join(folder, sceneImagePath(scenes[at]));
      if (existsSync(outPath)) bytes += statSync(outPath).size;
      else {
        const answer = await workspace.vision.call(
          'renderDemo',
          { seed, shiftCount, sceneIndex: at, outPath },
          { signal: control.signal },
        );
        if (answer.ok) {
          written += 1;
          bytes += answer.value.sizeBytes;
        } else problems.push(answer.problem.sentence);
      }
      done += 1;
      const remainingSeconds = ((Date.now() - startedAt) / 1000 / done) * (scenes.length - done);
      control.report({
        activity: 'drawing synthetic scenes',
        done,
        total: scenes.length,
        unit: 'scenes',
        remainingSeconds,
      });
    }
  });
  await Promise.all(lanes);
  if (control.signal.aborted)
    return failure(
      'cancelled',
      `Stopped after ${done} of ${scenes.length} scenes, which are kept. The same command goes on from there.`,
    );
  if (problems.length > 0) return failure('disk-full', `${problems[0]} The scenes before it are kept.`);
  const present = scenes.filter(({ box }) => box !== null).length;
  return success({
    folder,
    scenes: scenes.length,
    written,
    present,
    absent: scenes.length - present,
    plugLike: scenes.filter(isPlugLike).length,
    megabytes: bytes / 1e6,
  });
}
