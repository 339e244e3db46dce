import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportModel, listHelpers, listModels, promoteModel } from '../../electron/engine/models/index.ts';
import { helperState } from '../../electron/engine/runs/helper/helper-state.ts';
import { helperSentence } from '../../electron/engine/runs/helper/helper-words.ts';
import { trainHelper } from '../../electron/engine/runs/helper/train-helper.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '../../electron/engine/workspace/index.ts';
import { writePictures } from '../faults/support/pictures.ts';
import { importFrom, startTestEngine, type TestEngine } from './support/engine.ts';

/** Less than the product takes: bright squares on noise are learned at once. */
const size = { steps: 100, width: 0.125, imgsz: 64 };

let engine: TestEngine;
let workspace: Workspace;
let pictures: string;

beforeAll(async () => {
  pictures = mkdtempSync(join(tmpdir(), 'plugsight-helper-'));
  await writePictures(pictures);
  engine = await startTestEngine();
  await importFrom(engine, pictures);
  await engine.client.workspace.shutdown();
  // The engine lets the database go when it has ended.
  for (let tries = 0; ; tries++) {
    const opened = openWorkspace(engine.workspace, { create: false });
    if (opened.ok) {
      workspace = opened.value;
      return;
    }
    if (tries > 100) throw new Error(opened.problem.sentence);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});
afterAll(async () => {
  await closeWorkspace(workspace);
  await engine.end();
  rmSync(pictures, { recursive: true, force: true });
});

const control = (signal = new AbortController().signal) => {
  const reports: string[] = [];
  return {
    reports,
    control: { report: (change: { activity?: string }) => reports.push(change.activity ?? ''), signal },
  };
};

describe('a helper', () => {
  it('is tried out on parts it has not seen, beats the mean box, and is kept as what it is', async () => {
    expect(await helperState(workspace)).toMatchObject({ labelled: 24, needed: 20, helper: null });
    const { control: job, reports } = control();
    const result = await trainHelper(workspace, job, size);
    if (!result.ok) throw new Error(result.problem.sentence);
    const { images, boxes, folds, map50, baselineMap50, model, sentence } = result.value;
    expect({ images, boxes, folds, model }).toEqual({
      images: 24,
      boxes: 18,
      folds: 3,
      model: { name: 'helper', version: 1 },
    });
    expect(map50).toBeGreaterThan(baselineMap50);
    expect(map50).toBeLessThanOrEqual(1);
    expect(sentence).toContain('on 24 labelled pictures with 18 boxes');
    expect(new Set(reports)).toContain('trying it out, part 3 of 3');

    expect(listModels(workspace)).toEqual([]);
    const [helper] = listHelpers(workspace);
    expect(helper?.card).toMatchObject({
      purpose: 'pre-label',
      dataset: null,
      figures: { cross_validated_map50: map50 },
    });
    expect(await helperState(workspace)).toMatchObject({ helper: { map50, model }, labelsSince: 0 });
    const promoted = promoteModel(workspace, { model: 'helper@1', author: 'M. Keller', comment: 'because' });
    expect(promoted.ok ? '' : promoted.problem.sentence).toBe(
      'helper v1 is a helper: it only pre-labels. It was not promoted; nothing was changed. Train a model on a frozen dataset.',
    );
    const exported = await exportModel(workspace, { model: 'helper@1', path: null, pytorch: false });
    expect(exported.ok ? '' : exported.problem.sentence).toMatch(/It was not exported/);
    expect(readdirSync(join(engine.workspace, 'runs'))).toEqual([]);
  }, 600_000);

  it('can be stopped, and leaves nothing behind', async () => {
    const stop = new AbortController();
    const { control: job } = control(stop.signal);
    const result = trainHelper(workspace, { ...job, report: () => stop.abort() }, size);
    expect(await result).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(readdirSync(join(engine.workspace, 'runs'))).toEqual([]);
    expect(listHelpers(workspace)).toHaveLength(1);
  });
});

it('is not offered where the mean box is as good, and says so with both figures', () => {
  const figures = { images: 21, boxes: 9, folds: 3, map50: 0.1, baselineMap50: 0.25 };
  expect(helperSentence(figures, false)).toBe(
    'mAP50 0.100 on 21 labelled pictures with 9 boxes, each predicted by one of 3 networks that had not seen it; the mean box alone reaches 0.250. It is no better than always answering the same box, so it is not offered. Label more pictures, then train it again.',
  );
});
