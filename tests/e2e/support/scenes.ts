import { writeDemoScenes } from '../../../electron/engine/sources/index.ts';
import { VisionClient } from '../../../electron/vision/index.ts';

/** Four scenes a shift, half of them with a plug: the smallest set that has a train, a val, a calibration and a test role. */
const shiftCount = 6;

/** Writes 24 labelled scenes of 2448x2050 into a folder, as a YOLO dataset with its split. Takes some seconds. */
export async function writeScenes(folder: string, seed = 5): Promise<void> {
  const vision = new VisionClient({ hosts: 2 });
  try {
    const control = { report: () => undefined, signal: new AbortController().signal };
    const written = await writeDemoScenes({ vision }, { folder, seed, shiftCount }, control);
    if (!written.ok) throw new Error(written.problem.sentence);
  } finally {
    await vision.stop();
  }
}
