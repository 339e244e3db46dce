import { writeDemoScenes } from '../../../electron/engine/sources/index.ts';
import { VisionClient } from '../../../electron/vision/index.ts';

/**
 * Writes labelled scenes of 2448x2050 into a folder, as a YOLO dataset with its split: four a shift, half of them with a plug. Six shifts are the fewest
 * that give every role some, and take some seconds.
 */
export async function writeScenes(folder: string, { seed = 5, shiftCount = 6 } = {}): Promise<void> {
  const vision = new VisionClient({ hosts: 2 });
  try {
    const control = { report: () => undefined, signal: new AbortController().signal };
    const written = await writeDemoScenes({ vision }, { folder, seed, shiftCount }, control);
    if (!written.ok) throw new Error(written.problem.sentence);
  } finally {
    await vision.stop();
  }
}
