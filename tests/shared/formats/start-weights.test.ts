import { describe, expect, it } from 'vitest';
import { missingWeights, readStartWeights } from '../../../shared/formats/start-weights.ts';

describe('pretrained.model', () => {
  it.each([null, '', 'random', 'None', 'scratch'])('%j asks for random weights', (model) => {
    expect(readStartWeights(model)).toEqual({ kind: 'random' });
  });

  it('names a registered model, with or without its version', () => {
    expect(readStartWeights('plug')).toEqual({ kind: 'registered-model', name: 'plug', version: null });
    expect(readStartWeights('plug-line-2-v13')).toEqual({ kind: 'registered-model', name: 'plug-line-2', version: 13 });
    expect(readStartWeights('plug@3')).toEqual({ kind: 'registered-model', name: 'plug', version: 3 });
    expect(readStartWeights('plug/3')).toEqual({ kind: 'registered-model', name: 'plug', version: 3 });
  });

  it('of the original case is a file of another trainer, whose published size is known', () => {
    expect(readStartWeights('yolov8n.pt')).toEqual({
      kind: 'foreign-file',
      file: 'yolov8n.pt',
      shape: { width: 0.25, depth: 0.33 },
    });
    expect(readStartWeights('weights\\yolo11s.pt')).toMatchObject({ kind: 'foreign-file', shape: { width: 0.5 } });
    expect(readStartWeights('models/best_model.pt')).toEqual({
      kind: 'foreign-file',
      file: 'models/best_model.pt',
      shape: null,
    });
  });

  it('that is not here is named, with what can be used instead', () => {
    const weights = readStartWeights('yolov8n.pt');
    if (weights.kind === 'random') throw new Error('not random');
    const problem = missingWeights(weights, ['plug-v1', 'plug-v2']);
    expect(problem.code).toBe('weights-missing');
    expect(problem.sentence).toMatch(/asks for yolov8n\.pt, which is not .* "model: random" .* plug-v1, plug-v2/);
    expect(missingWeights(weights, []).sentence).toMatch(/No model is registered yet, so write "model: random"/);
  });
});
