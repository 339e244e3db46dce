import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brightnessGain,
  checkParams,
  defaultParams,
  type Params,
  parseParams,
  reviewParams,
  writeParams,
} from '../../../shared/formats/params.ts';
import { paramsSchema } from '../../../shared/formats/params-schema.ts';

function parsed(text: string): Params {
  const result = parseParams(text);
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value;
}
function refusal(text: string): string {
  const result = parseParams(text);
  return result.ok ? 'accepted' : result.problem.sentence;
}

/** The original course's file: every key it has. */
const originalCase = `pretrained:
  model: "yolov8n.pt"

data_split:
  train_path: "data/plugs/train/images"
  train_labels: "data/plugs/train/labels"
  val_path: "data/plugs/val/images"
  val_labels: "data/plugs/val/labels"
  test_path: "data/plugs/test/images"
  test_labels: "data/plugs/test/labels"

train:
  data: "data/plugs/dataset.yaml"
  epochs: 100
  seed: 42
  batch: 64
  workers: 4
  best_model: "models/best_model.pt"
  project: "runs"

evaluate:
  best_model: "models/best_model.pt"
  reports_dir: "reports"
  metrics_image: "yolo_metrics.png"
  predicted_images: "predicted_images.png"
`;

describe('params.yaml', () => {
  it('of the original case is understood, with our keys at their defaults', () => {
    const params = parsed(originalCase);
    expect(params.pretrained.model).toBe('yolov8n.pt');
    expect(params.data_split.test_labels).toBe('data/plugs/test/labels');
    expect(params.train).toMatchObject({
      epochs: 100,
      seed: 42,
      batch: 64,
      workers: 4,
      optimizer: 'auto',
      nominal_batch: 'auto',
    });
    expect(params.augment).toEqual(defaultParams.augment);
  });

  it('that is empty, or holds only comments or empty sections, is all defaults', () => {
    for (const text of ['', '\n', '# nothing yet\r\n', 'train:\naugment:\n'])
      expect(parsed(text)).toEqual(defaultParams);
  });

  it('takes the short forms of augmentations, and "original" for what the original case did', () => {
    const { augment } = parsed(
      'augment: {shift_x: original, shift_y: 0, zoom: original, brightness: 0.2, rotate: original}\n',
    );
    expect(augment).toMatchObject({
      shift_x: { max: 0.4, variant: 'original' },
      shift_y: { max: 0, variant: 'keep-aspect' },
      zoom: { min: 0.8, max: 1, variant: 'original' },
      brightness: { min: 0.8, max: 1.2, variant: 'gain' },
      rotate: 8,
    });
    const pairs = parsed('augment: {zoom: [0.5, 1.5], brightness: original}\n').augment;
    expect(pairs.zoom).toEqual({ min: 0.5, max: 1.5, variant: 'keep-aspect' });
    expect(brightnessGain(pairs.brightness, 'stretch')).toEqual({ min: 3, max: 3.5 });
    expect(brightnessGain(pairs.brightness, 'none')).toEqual({ min: 0.7, max: 1.3 });
  });

  it('takes an optimizer in any case, a size as [height, width], frozen layers as a number or a list', () => {
    const { train } = parsed('train: {optimizer: adamw, imgsz: [128, 160], freeze: [0, 1, 2], lr0: 1e-3}\n');
    expect(train).toMatchObject({ optimizer: 'AdamW', imgsz: [128, 160], freeze: [0, 1, 2], lr0: 0.001 });
    expect(parsed('train: {freeze: }\n').train.freeze).toBe(0);
  });

  it.each([
    ['train:\n  epoch: 3\n', /line 2: train\.epoch is not a known key\. Did you mean train\.epochs\?/],
    ['train:\n  weight-decay: 0\n', /Did you mean train\.weight_decay\?/],
    ['epochs: 3\n', /line 1: epochs is not a known key\. It belongs under train: train\.epochs\./],
    ['train: {fliplr: 0.5}\n', /It belongs under augment: augment\.fliplr/],
    ['train: {nbs: 16}\n', /Here it is called train\.nominal_batch/],
    [
      'augment:\n  shift_x: {max: 0.1, varient: original}\n',
      /line 2: augment\.shift_x\.varient .*augment\.shift_x\.variant/,
    ],
    ['outputs: {}\n', /outputs is not a known key\. The sections are pretrained, data_split, train/],
    ['train: {batch: -1}\n', /train\.batch is -1; it must be a whole number from 1 to 1024.*16 suits/],
    ['train: {batch: 16.5}\n', /train\.batch is 16\.5; it must be a whole number/],
    ['train: {epochs: "100"}\n', /train\.epochs is "100".*without quotes: 100/],
    ['train: {epochs: 0}\n', /whole number from 1 to/],
    ['train:\n  lr0: 0,01\n', /train\.lr0 is "0,01".*Write the decimal point as a point: 0\.01/],
    ['train: {seed: }\n', /train\.seed has no value/],
    ['train: {device: 0}\n', /train\.device is 0; it must be cpu.*does not use a graphics card/],
    ['train: {engine: ultralytics}\n', /train\.engine is "ultralytics"; it must be built-in/],
    ['train: {optimizer: Adam}\n', /auto, SGD or AdamW/],
    ['train: {imgsz: 320x256}\n', /train\.imgsz is "320x256".*square brackets/],
    ['train: {imgsz: [100, 128]}\n', /train\.imgsz\[0\] is 100; it must be a multiple of 32/],
    ['train: {freeze: [22]}\n', /train\.freeze\[0\] is 22; it must be a whole number from 0 to 21/],
    ['train: {nominal_batch: 0}\n', /train\.nominal_batch is 0/],
    ['train: 3\n', /train is 3; it must be a section/],
    ['augment: {shift_x: 10}\n', /augment\.shift_x is 10.*If 10 % is meant, write 0\.1/],
    ['augment: {shift_x: 10%}\n', /write the share as a number: 0\.1/i],
    ['augment: {fliplr: true}\n', /augment\.fliplr is true.*1 for true/],
    ['augment: {zoom: [2, 1]}\n', /augment\.zoom is \[2, 1\]/],
    ['train: {epochs: 1, epochs: 2}\n', /"epochs" appears twice/],
    ['train:\n  data: "data\\new"\n', /line 2: .*backslash.*single quotes/],
    ['train:\n\tepochs: 1\n', /line 2: the line starts with a tab/],
    ['sweep: {train.lrx: [1]}\n', /sweep: train\.lrx is not a known key\. Did you mean train\.lr0\?/],
    ['sweep: {train.lr0: [0.1, 5]}\n', /sweep: train\.lr0 is 5/],
    ['sweep: {evaluate.reports_dir: [a]}\n', /not a key that can be swept/],
  ])('%j is refused with a sentence that helps', (text, expected) => {
    expect(refusal(text)).toMatch(expected);
    expect(refusal(text)).toMatch(/No training was started, and nothing was changed/);
  });

  it('lists everything that is wrong in the order of the lines', () => {
    const result = parseParams('train:\n  epoch: 3\n  batch: 0\naugment:\n  fliplr: 2\n', 'params-dev.yaml');
    expect(result).toMatchObject({ ok: false, problem: { code: 'params-invalid', file: 'params-dev.yaml', line: 2 } });
    expect(!result.ok && result.problem.sentence).toMatch(
      /line 2: train\.epoch .*line 3: train\.batch .*line 5: augment\.fliplr/,
    );
  });

  it('takes a sweep over known keys', () => {
    expect(parsed('sweep: {train.lr0: [0.1, 0.01], augment.zoom: [0, original]}\n').sweep).toEqual({
      'train.lr0': [0.1, 0.01],
      'augment.zoom': [0, 'original'],
    });
  });

  it('written with every default is read back to the same parameters, and so is what a run stored', () => {
    const some = fc.record({
      train: fc.record({
        epochs: fc.integer({ min: 1, max: 500 }),
        batch: fc.integer({ min: 1, max: 64 }),
        optimizer: fc.constantFrom('auto', 'SGD', 'AdamW'),
        lr0: fc.oneof(fc.constant('auto'), fc.double({ min: 1e-7, max: 1, noNaN: true })),
        imgsz: fc.oneof(fc.integer({ min: 32, max: 2048 }), fc.constant([128, 160])),
        freeze: fc.oneof(fc.integer({ min: 0, max: 22 }), fc.array(fc.integer({ min: 0, max: 21 }), { maxLength: 4 })),
        data: fc.oneof(fc.constant(null), fc.constantFrom('no', '1', 'D:\\new\\set.yaml', 'a: b', '# x')),
      }),
      augment: fc.record({
        shift_x: fc.oneof(fc.constant('original'), fc.double({ min: 0, max: 0.9, noNaN: true })),
        zoom: fc.constantFrom('original', 0, [0.5, 0.9]),
      }),
    });
    fc.assert(
      fc.property(some, (given) => {
        const params = paramsSchema.parse(given);
        expect(parsed(writeParams(params))).toEqual(params);
        expect(checkParams(params)).toEqual({ ok: true, value: params });
      }),
    );
  });
});

describe('a review, thing by thing', () => {
  it('names the line and the path of everything that is wrong', () => {
    const { params, findings } = reviewParams('train:\n  epoch: 3\n  batch: 0\naugment:\n  rotate: 90\n');
    expect(params).toBeNull();
    expect(findings.map(({ line, path }) => `${line} ${path.join('.')}`)).toEqual([
      '2 train.epoch',
      '3 train.batch',
      '5 augment.rotate',
    ]);
    expect(findings[0]?.sentence).toBe('train.epoch is not a known key. Did you mean train.epochs?');
  });

  it('says where a text stops being YAML', () => {
    const { params, findings } = reviewParams('train:\n  epochs: 3\n  epochs: 4\n');
    expect(params).toBeNull();
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ path: [], line: 3 });
    expect(findings[0]?.sentence).toMatch(/^"epochs" appears twice, first in line 2/);
  });

  it('agrees with the reading of the file', () => {
    for (const text of [
      '',
      '# nothing\n',
      'train:\n  epochs: 7\n',
      'train:\n  epochs: no\n',
      '- a\n',
      'sweep:\n  train.lr0: [2]\n',
    ]) {
      const read = parseParams(text);
      const { params, findings } = reviewParams(text);
      expect(params).toEqual(read.ok ? read.value : null);
      expect(findings.length > 0).toBe(!read.ok);
      for (const { sentence } of findings) expect(read.ok ? '' : read.problem.sentence).toContain(sentence);
    }
  });
});
