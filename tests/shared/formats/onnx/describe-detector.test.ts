import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DetectorAnswers, describeDetector } from '../../../../shared/formats/onnx/describe-detector.ts';
import { readModelInfo } from '../../../../shared/formats/onnx/read-model.ts';
import { type TableModel, tableModelBytes } from '../../../support/onnx-models.ts';

function detector(model: Omit<TableModel, 'table'> & { readonly values?: number }, answers: DetectorAnswers = {}) {
  const { values = 1, ...rest } = model;
  const info = readModelInfo(tableModelBytes({ ...rest, table: new Float32Array(values) }));
  if (!info.ok) throw new Error(info.problem.sentence);
  const result = describeDetector(info.value, answers);
  return result.ok ? result.value : result.problem.sentence;
}

const oneName = { names: "{0: 'clamp'}" };
const threeNames = { names: "{0: 'a', 1: 'b', 2: 'c'}" };

describe('an ONNX file as a detector', () => {
  it('says its classes, its input and how its answer is laid out', () => {
    expect(
      detector({ output: [1, 5, 21], metadata: { ...oneName, license: 'AGPL-3.0', task: 'detect' } }),
    ).toMatchObject({
      classes: ['clamp'],
      network: {
        inputName: 'images',
        outputName: 'output0',
        inputSize: { widthPx: 32, heightPx: 32 },
        inputChannels: 1,
        elementType: 'float32',
        range: 'unit',
        layout: 'channels-first',
      },
      metadata: { licence: 'AGPL-3.0' },
    });
  });

  it('takes open axes from the metadata, height first', () => {
    const open = { input: ['batch', 3, 'height', 'width'], output: [1, 5, 168] } as const;
    expect(detector({ ...open, metadata: { ...oneName, imgsz: '[64, 128]' } })).toMatchObject({
      network: { inputSize: { widthPx: 128, heightPx: 64 }, inputChannels: 3 },
    });
    expect(detector({ ...open, metadata: oneName })).toContain('leaves its size open');
    expect(detector({ ...open, metadata: oneName }, { inputSize: { widthPx: 128, heightPx: 64 } })).toMatchObject({
      network: { inputSize: { widthPx: 128, heightPx: 64 } },
    });
  });

  it('asks for class names where the file has none', () => {
    expect(detector({ output: [1, 6, 21] })).toContain('does not name its classes');
    expect(detector({ output: [1, 6, 21] }, { classes: ['a', 'b'] })).toMatchObject({ classes: ['a', 'b'] });
  });

  it('keeps the names of the file when others are given', () => {
    expect(detector({ output: [1, 5, 21], metadata: oneName }, { classes: ['other'] })).toMatchObject({
      classes: ['clamp'],
    });
  });

  it('feeds a grid output with grey levels as they are', () => {
    expect(detector({ output: [1, 21, 8], metadata: threeNames })).toMatchObject({
      network: { layout: 'grid', range: 'byte' },
    });
  });

  it('says the type of a half-precision model', () => {
    expect(detector({ output: [1, 5, 21], metadata: oneName, half: true })).toMatchObject({
      network: { elementType: 'float16' },
    });
  });

  it.each([
    [{ output: [1, 6, 21], metadata: threeNames }, ['3 names', '2 classes']],
    [{ output: [1, 5, 21], metadata: { ...oneName, task: 'segment' } }, ['"segment"']],
    [{ output: [1, 5, 21], input: [8, 3, 32, 32], metadata: oneName }, ['8 pictures at once', 'batch 1']],
    [{ output: [1, 5, 21], input: [1, 4, 32, 32], metadata: oneName }, ['[1, 4, 32, 32]']],
    [{ output: [1, 5, 21], input: [1, 3, 100, 100], metadata: oneName }, ['100x100', 'multiple of 32']],
    [{ output: [1, 5, 21], input: [1, 1024], metadata: oneName }, ['not a picture']],
    [{ output: [1, 1000], metadata: oneName }, ['[1, 1000]']],
  ] as const)('is refused with its reason and what to do (%#)', (model, mentions) => {
    const sentence = detector(model);
    for (const mention of mentions) expect(sentence).toContain(mention);
    expect(sentence).toContain('Nothing was registered.');
  });
});

describe('an ONNX file with changed bytes', () => {
  it('is described or refused with a sentence, never an exception', () => {
    const metadata = { ...oneName, imgsz: '[32, 32]', stride: '32' };
    const whole = tableModelBytes({ output: [1, 5, 21], table: new Float32Array(105), metadata });
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    let described = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const info = readModelInfo(bytes);
        const result = info.ok ? describeDetector(info.value) : info;
        if (result.ok) described += 1;
        else expect(result.problem.sentence).toMatch(/\.$/);
      }),
      { numRuns: 3000 },
    );
    expect(described).toBeGreaterThan(0);
  });
});
