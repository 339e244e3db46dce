import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryMark } from '../../../electron/platform/index.ts';

/** What kills at their worst moments leave behind, all of it at once: for start-up to put right. */
export function plantDebris(workspace: string): void {
  const files = [
    `${temporaryMark}engine.json-1`,
    `images/raw/ab/${temporaryMark}picture.png-1`,
    `images/prepared/0123456789abcdef/ab/${temporaryMark}picture.png-1`,
    `datasets/${temporaryMark}square-v2-1/train/images/picture.png`,
    'datasets/square-v2/dataset.yaml',
    `runs/run-0001/weights/${temporaryMark}last.safetensors-1`,
    'runs/run-0002/job.json',
    `models/square/${temporaryMark}2-1/model.onnx`,
    'models/square/2/model.onnx',
    'models/round/1/model.onnx',
    `exports/${temporaryMark}square-v1.plugsight-1`,
  ];
  for (const file of files) {
    const path = join(workspace, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'half');
  }
}
