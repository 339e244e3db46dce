import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HelperResult } from '../../../../shared/contract/runs.ts';
import { foldCount } from '../../../../shared/domain/cross-validation.ts';
import type { EvaluationImage } from '../../../../shared/domain/evaluation.ts';
import { defaultThreshold, type ModelCard, noEvidence } from '../../../../shared/domain/model-card.ts';
import { failure, type Result, success } from '../../../../shared/domain/problem.ts';
import { chooseThreshold } from '../../../../shared/evaluation/choose-threshold.ts';
import { temporaryName } from '../../../platform/index.ts';
import type { JobControl } from '../../jobs/index.ts';
import { nextModelVersion, partsOf, storeModel } from '../../models/index.ts';
import { workspacePreparation } from '../../sources/index.ts';
import { layout } from '../../store/index.ts';
import { classNames, type Workspace } from '../../workspace/index.ts';
import { type HelperImage, helperImages } from './helper-images.ts';
import { type HelperSize, helperParams, usualSize } from './helper-network.ts';
import { baselineOnFolds, describeTrained, map50Of, predictHeldOut } from './helper-predictions.ts';
import { rememberHelper } from './helper-state.ts';
import { helperSentence } from './helper-words.ts';
import { trainOnce } from './train-once.ts';

const helperName = 'helper';

/**
 * Trains a small network that only pre-labels. First three networks, each on two parts of the labelled pictures, predict the third: so the figure is of
 * pictures, and of shifts, that no network had seen. Only where that beats the trivial baseline is one trained on all of them and kept.
 */
export async function trainHelper(
  workspace: Workspace,
  control: JobControl,
  size = usualSize,
): Promise<Result<HelperResult>> {
  const startedAt = Date.now();
  const preparation = workspacePreparation(workspace);
  if (preparation === null)
    return failure('nothing-to-do', 'There are no pictures in this workspace yet. Import some first.');
  const classes = classNames(workspace);
  const images = await helperImages(workspace, preparation, control);
  if (!images.ok) return images;
  const folder = temporaryName(join(layout.runs(workspace.folder), helperName));
  const report = reporter(control);
  try {
    const heldOut: EvaluationImage[] = [];
    for (let fold = 0; fold < foldCount; fold++) {
      const part = join(folder, String(fold));
      mkdirSync(part, { recursive: true });
      const learning = images.value.filter((image) => image.fold !== fold);
      const trained = await trainOnce(part, learning, { classes, preparation, size }, control.signal, (progress) =>
        report(fold, progress.share, progress.remainingSeconds),
      );
      if (!trained.ok) return trained;
      const asked = images.value.filter((image) => image.fold === fold);
      const predicted = await predictHeldOut(workspace, part, asked, preparation, control.signal);
      if (!predicted.ok) return predicted;
      heldOut.push(...predicted.value);
    }
    const figures = {
      images: images.value.length,
      boxes: images.value.reduce((sum, { training }) => sum + training.boxes.length, 0),
      folds: foldCount,
      map50: map50Of(heldOut, classes),
      baselineMap50: map50Of(baselineOnFolds(images.value, foldCount), classes),
    };
    const isBetter = figures.map50 > figures.baselineMap50;
    let model: HelperResult['model'] = null;
    if (isBetter) {
      const kept = await trainOnAll(workspace, join(folder, 'all'), images.value, figures, control, report, size);
      if (!kept.ok) return kept;
      model = kept.value;
    }
    const result: HelperResult = {
      ...figures,
      model,
      madeAt: new Date(startedAt).toISOString(),
      seconds: (Date.now() - startedAt) / 1000,
      sentence: helperSentence(figures, isBetter),
    };
    rememberHelper(workspace, result);
    return success(result);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Report = (part: number, share: number, remainingSeconds: number) => void;

/** Parts are alike, so what one still takes says what the others will. */
function reporter(control: JobControl): Report {
  const parts = foldCount + 1;
  let partSeconds: number | null = null;
  return (part, share, remainingSeconds) => {
    if (share > 0.02) partSeconds = remainingSeconds / Math.max(0.02, 1 - share);
    control.report({
      activity:
        part < foldCount
          ? `trying it out, part ${part + 1} of ${foldCount}`
          : 'training the helper on all labelled pictures',
      done: Math.round((part + share) * 100),
      total: parts * 100,
      unit: '%',
      remainingSeconds: partSeconds === null ? null : remainingSeconds + (parts - 1 - part) * partSeconds,
    });
  };
}

async function trainOnAll(
  workspace: Workspace,
  folder: string,
  images: readonly HelperImage[],
  figures: Pick<HelperResult, 'images' | 'boxes' | 'map50' | 'baselineMap50'>,
  control: JobControl,
  report: Report,
  size: HelperSize,
): Promise<Result<{ name: string; version: number }>> {
  const preparation = workspacePreparation(workspace);
  if (preparation === null) throw new Error('the preparation of a workspace with pictures is gone');
  mkdirSync(folder, { recursive: true });
  const facts = { classes: classNames(workspace), preparation, size };
  const trained = await trainOnce(folder, images, facts, control.signal, ({ share, remainingSeconds }) =>
    report(foldCount, share, remainingSeconds),
  );
  if (!trained.ok) return trained;
  const described = await describeTrained(workspace, folder);
  if (!described.ok) return described;
  const parts = new Map<string, Uint8Array>([
    ['model.onnx', readFileSync(join(folder, 'model.onnx'))],
    ['weights.safetensors', readFileSync(join(folder, 'weights', 'best.safetensors'))],
  ]);
  const { network, classes, runtimeVersion, licence } = described.value;
  const card: ModelCard = {
    schemaVersion: 1,
    name: helperName,
    version: nextModelVersion(workspace, helperName),
    createdAt: new Date().toISOString(),
    source: 'trained',
    purpose: 'pre-label',
    dataset: null,
    params: helperParams(images.length, size),
    classes,
    preparation,
    network,
    decision: {
      targetClassIndex: 0,
      threshold: defaultThreshold,
      evidence: noEvidence,
      regionOfInterest: null,
      tolerance: null,
    },
    figures: {
      cross_validated_map50: figures.map50,
      baseline_map50: figures.baselineMap50,
      images: figures.images,
      boxes: figures.boxes,
    },
    licence,
    runtimeVersion,
    parts: partsOf(parts),
  };
  storeModel(workspace, card, parts, {
    runId: null,
    threshold: chooseThreshold(null, { className: classes[0] ?? 'object' }),
  });
  return success({ name: card.name, version: card.version });
}
