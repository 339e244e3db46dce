import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { demoShiftCount, planDemo } from '../../../shared/domain/demo/plan.ts';
import type { DemoScene } from '../../../shared/domain/demo/scene.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import { demoImagePath, demoLabelPath, demoLabelText, demoTexts } from '../../../shared/formats/demo-files.ts';
import { atomicWrite } from '../../platform/index.ts';
import type { VisionClient } from '../../vision/index.ts';

export type DemoProgress = { readonly done: number; readonly total: number };
export type WrittenDemo = {
  readonly folder: string;
  readonly scenes: number;
  readonly sizeBytes: number;
  /** Images that were there already from an earlier, interrupted call. */
  readonly alreadyThere: number;
};

/**
 * Writes the demo set of `seed` into `folder`, or completes it there: images are written whole, so one that exists is taken as it is. A folder
 * that holds a set of another seed is refused and stays as it is.
 */
export async function writeDemo(
  vision: Pick<VisionClient, 'call'>,
  options: {
    readonly folder: string;
    readonly seed: number;
    readonly shiftCount?: number;
    readonly onProgress?: (progress: DemoProgress) => void;
    readonly signal?: AbortSignal;
  },
): Promise<Result<WrittenDemo>> {
  const { folder, seed, shiftCount = demoShiftCount, onProgress, signal } = options;
  const scenes = planDemo(seed, shiftCount);
  const texts = demoTexts(scenes, seed);
  const clash = otherSet(folder, texts);
  if (clash !== null) return { ok: false, problem: clash };
  for (const [path, text] of Object.entries(texts)) atomicWrite(join(folder, path), text);
  let done = 0;
  let sizeBytes = 0;
  let alreadyThere = 0;
  let problem: Problem | null = null;
  const waiting = scenes.slice();
  const work = async (): Promise<void> => {
    for (let scene = waiting.shift(); scene !== undefined && problem === null; scene = waiting.shift()) {
      if (signal?.aborted) {
        problem = failure(
          'cancelled',
          `The demo was stopped; ${done} of ${scenes.length} scenes are kept in ${folder}.`,
        ).problem;
        return;
      }
      const written = await writeScene(vision, folder, scene, seed, shiftCount);
      if (!written.ok) {
        problem = written.problem;
        return;
      }
      sizeBytes += written.value.sizeBytes;
      if (written.value.wasThere) alreadyThere += 1;
      done += 1;
      onProgress?.({ done, total: scenes.length });
    }
  };
  // As many at a time as the hosts take: two programs, two calls each (one draws while the other encodes in native code).
  await Promise.all(Array.from({ length: 4 }, work));
  if (problem !== null) return { ok: false, problem };
  return success({ folder, scenes: scenes.length, sizeBytes, alreadyThere });
}

function otherSet(folder: string, texts: Readonly<Record<string, string>>): Problem | null {
  const differs = ['README.txt', 'scenes.csv'].find((name) => {
    const path = join(folder, name);
    return existsSync(path) && readFileSync(path, 'utf8') !== texts[name];
  });
  if (differs === undefined) return null;
  return failure(
    'already-exists',
    `${folder} holds another demo set already. It was left as it is; name another folder, or remove that one first.`,
    { file: join(folder, differs) },
  ).problem;
}

async function writeScene(
  vision: Pick<VisionClient, 'call'>,
  folder: string,
  scene: DemoScene,
  seed: number,
  shiftCount: number,
): Promise<Result<{ readonly sizeBytes: number; readonly wasThere: boolean }>> {
  const outPath = join(folder, demoImagePath(scene));
  atomicWrite(join(folder, demoLabelPath(scene)), demoLabelText(scene));
  if (existsSync(outPath)) return success({ sizeBytes: statSync(outPath).size, wasThere: true });
  mkdirSync(dirname(outPath), { recursive: true });
  const rendered = await vision.call('renderDemo', { seed, shiftCount, sceneIndex: scene.index, outPath });
  return rendered.ok ? success({ sizeBytes: rendered.value.sizeBytes, wasThere: false }) : rendered;
}
