import { describe, expect, test } from 'vitest';
import { rawValue, withValue } from '../../../renderer/features/runs/params/edit-text.ts';
import { findingAt, reviewText } from '../../../renderer/features/runs/params/review-text.ts';
import { newParamsText } from '../../../renderer/features/runs/params/template.ts';
import { defaultParams, paramsSchema, parseParams } from '../../../shared/formats/params.ts';

const text = `# ours
train:            # what a person wrote
  epochs: 100     # long enough

  batch: 16
augment:
  zoom: [0.8, 1.2]
  shift_x:
    max: 0.1
`;

describe('a value changed by the form', () => {
  test('stands in the text, and nothing else has changed', () => {
    expect(withValue(text, ['train', 'epochs'], 120)).toBe(text.replace('epochs: 100', 'epochs: 120'));
    expect(withValue(text, ['augment', 'zoom'], [0.7, 1])).toBe(text.replace('[0.8, 1.2]', '[0.7, 1]'));
    expect(withValue(text, ['train', 'batch'], 4)).toContain('batch: 4\n');
  });

  test('is added to its section when it was not there, and the section with it', () => {
    const longer = withValue(text, ['train', 'optimizer'], 'SGD');
    expect(rawValue(longer, ['train', 'optimizer'])).toBe('SGD');
    for (const comment of ['# ours', '# what a person wrote', '# long enough']) expect(longer).toContain(comment);
    const section = withValue('# only a comment\n', ['train', 'epochs'], 3);
    expect(section).toContain('# only a comment');
    expect(rawValue(section, ['train', 'epochs'])).toBe(3);
    expect(rawValue(withValue('', ['pretrained', 'model'], 'plug-v2'), ['pretrained', 'model'])).toBe('plug-v2');
    expect(rawValue(withValue('train:\n  data:\n', ['train', 'data'], 'a-v1'), ['train', 'data'])).toBe('a-v1');
  });

  test('takes the place of a mapping of several lines', () => {
    const changed = withValue(text, ['augment', 'shift_x'], 0.3);
    expect(rawValue(changed, ['augment', 'shift_x'])).toBe(0.3);
    expect(parseParams(changed).ok).toBe(true);
    expect(changed).toContain('# long enough');
  });

  test('is quoted where it would be read as something else', () => {
    const changed = withValue(text, ['pretrained', 'model'], 'null');
    expect(rawValue(changed, ['pretrained', 'model'])).toBe('null');
    expect(rawValue(withValue(changed, ['pretrained', 'model'], 'no: yes #1'), ['pretrained', 'model'])).toBe(
      'no: yes #1',
    );
  });

  test('leaves a text that is no YAML to the editor', () => {
    const broken = 'train:\n  epochs: [1\n';
    expect(withValue(broken, ['train', 'epochs'], 3)).toBe(broken);
    expect(rawValue(broken, ['train', 'epochs'])).toBeUndefined();
  });
});

describe('a text in the editor', () => {
  test('has the lines marked that differ from the defaults, and those that are wrong', () => {
    const marked = reviewText('train:\n  epochs: 120\n  batch: 16\naugment:\n  rotate: 5\n');
    expect([...marked.marks]).toEqual([
      [2, 'changed'],
      [5, 'changed'],
    ]);
    const wrong = reviewText('train:\n  epochs: 120\n  batch: 0\n');
    expect(wrong.params).toBeNull();
    expect(wrong.marks.get(3)).toBe('wrong');
    expect(findingAt(wrong, 'train.batch')?.sentence).toMatch(/^train\.batch is 0; it must be a whole number/);
    expect(findingAt(wrong, 'train.epochs')).toBeNull();
  });

  test('does not count the choice of a dataset or of weights as a change', () => {
    const { changed } = reviewText('pretrained:\n  model: plug-v2\ntrain:\n  data: plug-v7\n');
    expect([...changed]).toEqual([]);
  });
});

describe('a first file', () => {
  test('reads back to the parameters it was made of', () => {
    const params = paramsSchema.parse({
      pretrained: { model: 'plug-v2' },
      train: { epochs: 7, imgsz: [128, 160], weight_decay: 0.001 },
      augment: { shift_x: 'original', zoom: 'original', brightness: 0, rotate: 6 },
    });
    const read = parseParams(newParamsText(params, 'plug-v3'));
    expect(read.ok && read.value).toEqual({ ...params, train: { ...params.train, data: 'plug-v3' } });
  });

  test('of the defaults changes none of them', () => {
    const { params, changed } = reviewText(newParamsText(defaultParams, 'plug-v1'));
    expect(params).not.toBeNull();
    expect([...changed]).toEqual([]);
  });
});
