import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startPredictor } from '../../electron/station/serving/predictor.ts';
import { readVerifiedModel } from '../../electron/station/verified-model.ts';
import { VisionClient } from '../../electron/vision/index.ts';
import type { Problem } from '../../shared/domain/problem.ts';
import { exportedModel } from '../support/model-files.ts';
import { flatImage, pgmBytes } from '../support/pgm.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugsight-predictor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the way of a picture through the image program', () => {
  it('ends with a problem, told once more to whoever ends the station, when the program is not started any more', async () => {
    const path = join(folder, 'model.plugsight');
    writeFileSync(path, exportedModel());
    const model = await readVerifiedModel(path);
    if (!model.ok) throw new Error(model.problem.sentence);
    const vision = new VisionClient({ hosts: 1, callsPerHost: 1, crashLimit: 1 });
    const told: Problem[] = [];
    const predict = startPredictor(vision, { ...model.value, threads: 1 }, (problem) => told.push(problem));
    const picture = { bytes: pgmBytes(flatImage(32, 32, 200)), name: 'a.pgm' };
    expect(await predict(picture)).toMatchObject({ ok: true, value: { detections: [{ classIndex: 0 }] } });
    expect(told).toEqual([]);
    for (const pid of vision.processIds) process.kill(pid, 'SIGKILL');
    while (vision.closed === null) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await predict(picture)).toMatchObject({ ok: false, problem: { code: 'process-crashed' } });
    expect(told).toEqual([vision.closed]);
    await vision.stop();
  });
});
