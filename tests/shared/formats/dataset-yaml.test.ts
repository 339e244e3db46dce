import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readImageList, resolveDatasetPaths } from '../../../shared/formats/dataset-paths.ts';
import { parseDatasetYaml, writeDatasetYaml } from '../../../shared/formats/dataset-yaml.ts';

const head = 'path: .\ntrain: train/images\nval: val/images\n';
function classesOf(text: string): readonly string[] {
  const result = parseDatasetYaml(text, 'data/dataset.yaml');
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value.classes;
}
function refusal(text: string): string {
  const result = parseDatasetYaml(text, 'data/dataset.yaml');
  return result.ok ? 'accepted' : result.problem.sentence;
}

describe('dataset.yaml', () => {
  it('names classes by a list or by a mapping from 0, in the order of the ids', () => {
    expect(classesOf(`${head}names: [plug, none]\n`)).toEqual(['plug', 'none']);
    expect(classesOf(`${head}nc: 2\nnames:\n  1: none\n  0: plug\n`)).toEqual(['plug', 'none']);
  });

  it('reads yes, no, on and off as the words they are, and numbers as written', () => {
    expect(classesOf(`${head}names: [no, yes, off, on, n, y, true, 1.0, 007]\n`)).toEqual([
      'no',
      'yes',
      'off',
      'on',
      'n',
      'y',
      'true',
      '1.0',
      '007',
    ]);
  });

  it.each([
    [
      'names that count from 1',
      `${head}names:\n  1: plug\n  2: none\n`,
      /line 4: names must count from 0 .* keys are 1, 2/,
    ],
    ['a gap in the names', `${head}names: {0: plug, 2: none}\n`, /keys are 0, 2/],
    [
      'an nc that disagrees',
      `${head}nc: 1\nnames: [tool, plug]\n`,
      /line 4: nc is 1, but names lists 2 names \(tool, plug\)/,
    ],
    ['a key given twice', `${head}names: [plug]\nval: other/images\n`, /line 5: "val" appears twice, first in line 3/],
    [
      'a name with a colon',
      `${head}names:\n  - plug\n  - plug: worn\n`,
      /line 6: names, entry 2, .*quotes: - 'plug: worn'/,
    ],
    [
      'a name with a colon in a mapping',
      `${head}names:\n  0: plug\n  1: {plug: worn}\n`,
      /line 6: names, entry 2, .*quotes: 1: 'plug: worn'/,
    ],
    ['an empty name', `${head}names: [plug, '']\n`, /class 1 has no name/],
    ['a name given twice', `${head}names: [plug, plug]\n`, /"plug" is given twice/],
    ['a name left out', `${head}names:\n  - plug\n  -\n`, /entry 2, is empty/],
    ['names as one word', `${head}names: plug\n`, /names must list the classes/],
    ['no names', head, /has no names/],
    ['no role', 'names: [plug]\n', /names no images/],
    ['a mapping for a folder', `train: {a: b}\nnames: [plug]\n`, /line 1: train must be a folder/],
    ['val under two names', `${head}validation: x\nnames: [plug]\n`, /line 4: val and validation mean the same role/],
    [
      'a swallowed \\n',
      `path: "D:\\new"\n${head.slice(8)}names: [plug]\n`,
      /dataset\.yaml, line 1: .*backslash.*single quotes/,
    ],
    [
      'an illegal escape',
      `${head}test: "new\\images"\nnames: [plug]\n`,
      /dataset\.yaml, line 4: .*backslash.*single quotes/,
    ],
    [
      'an escape that gives a letter',
      `path: "D:\\x64ata"\n${head.slice(8)}names: [plug]\n`,
      /line 1: .*backslash.*single quotes/,
    ],
    ['a tab for indentation', `${head}names:\n\t- plug\n`, /tab/],
    ['a list instead of keys', '- plug\n', /no "key: value" lines/],
    ['two documents', `${head}names: [plug]\n---\n${head}`, /second document/],
    ['broken brackets', `${head}names: [plug\n`, /not valid YAML/],
  ])('is refused for %s', (_, text, expected) => {
    expect(refusal(text)).toMatch(expected);
    expect(refusal(text)).toMatch(/Nothing was imported/);
  });

  it('accepts the twins: single quotes, forward slashes, doubled backslashes', () => {
    for (const path of [`'D:\\new\\t'`, 'D:/new/t', `"D:\\\\new\\\\t"`]) {
      const result = parseDatasetYaml(`path: ${path}\ntrain: a\nnames: [plug]\n`);
      expect(result.ok && result.value.path).toBe('D:/new/t');
    }
  });

  it('takes lists of folders and passes over keys of other tools', () => {
    const result = parseDatasetYaml(
      'train: [a/images, b/images]\nval:\ndownload: x\nroboflow: {a: 1}\nnames: [plug]\n',
    );
    expect(result.ok && result.value.roles).toEqual({ train: ['a/images', 'b/images'] });
  });
});

describe('folders of a dataset.yaml', () => {
  const resolve = (text: string, existing: readonly string[]) => {
    const yaml = parseDatasetYaml(`${text}\nnames: [plug]\n`, 'dataset.yaml');
    if (!yaml.ok) throw new Error(yaml.problem.sentence);
    return resolveDatasetPaths(yaml.value, 'D:/set', (path) => existing.includes(path));
  };
  const places = (text: string, existing: readonly string[]) => {
    const result = resolve(text, existing);
    if (!result.ok) throw new Error(result.problem.sentence);
    const roles = Object.entries(result.value.roles).map(([role, found]) => [role, found.map(({ path }) => path)]);
    return { ...Object.fromEntries(roles), said: result.value.warnings.map(({ sentence }) => sentence) };
  };

  it('are read from the folder of the file, with path or without', () => {
    expect(places('train: t/images\nval: v', ['D:/set/t/images', 'D:/set/v'])).toEqual({
      train: ['D:/set/t/images'],
      val: ['D:/set/v'],
      said: [],
    });
    expect(places('path: ./sub\ntrain: t', ['D:/set/sub/t', 'D:/set/t'])).toEqual({
      train: ['D:/set/sub/t'],
      said: [],
    });
  });

  it('that were exported one level too high are found beside the file, and it is said', () => {
    const found = places('train: ../train/images', ['D:/set/train/images']);
    expect(found.train).toEqual(['D:/set/train/images']);
    expect(found.said[0]).toMatch(/\.\.\/train\/images, which does not exist; train\/images beside the file was used/);
    expect(places('train: ../train', ['D:/set/train', 'D:/train'])).toEqual({ train: ['D:/train'], said: [] });
  });

  it('of another machine are found beside the file, and it is said', () => {
    const found = places('path: /home/someone/plugs\ntrain: train/images', ['D:/set/train/images']);
    expect(found.train).toEqual(['D:/set/train/images']);
    expect(found.said[0]).toMatch(/in \/home\/someone\/plugs/);
  });

  it('that do not exist refuse the file for train and val, and are left out with a warning for test', () => {
    expect(resolve('train: t\nval: v', ['D:/set/t'])).toMatchObject({
      ok: false,
      problem: { code: 'dataset-yaml-invalid' },
    });
    const found = places('train: t\ntest: x', ['D:/set/t']);
    expect(found.test).toBeUndefined();
    expect(found.said[0]).toMatch(/test names x, which does not exist \(looked for D:\/set\/x\)/);
  });

  it('given to two roles are used, and it is said that figures then mean nothing', () => {
    expect(places('train: t\nval: t', ['D:/set/t']).said[0]).toMatch(/train and val name the same images/);
  });

  it('may be text files that list images from their own folder', () => {
    const result = resolve('train: lists/train.txt', ['D:/set/lists/train.txt']);
    expect(result.ok && result.value.roles.train).toEqual([{ kind: 'list', path: 'D:/set/lists/train.txt' }]);
    expect(readImageList('./a.png\r\n\r\n..\\images\\b.png\n/x/c.png', 'D:/set/lists/train.txt')).toEqual([
      'D:/set/lists/a.png',
      'D:/set/images/b.png',
      '/x/c.png',
    ]);
  });
});

const className = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim())
  // biome-ignore lint/suspicious/noControlCharactersInRegex: names with control characters are refused
  .filter((name) => name !== '' && !/[\u0000-\u001f\u007f-\u00a0\u2028\u2029]/.test(name));

describe('dataset.yaml written and read back', () => {
  it('keeps every class name, in readers of YAML 1.2 and of 1.1', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(className, fc.constantFrom('no', 'yes', 'null', '~', '1', '0x1', '1:30')), {
          minLength: 1,
          maxLength: 5,
        }),
        (classes) => {
          const text = writeDatasetYaml({
            classes,
            roles: { train: 'train/images', val: 'val/images', calibration: 'c/images' },
          });
          expect(parseDatasetYaml(text)).toMatchObject({
            ok: true,
            value: {
              classes,
              path: null,
              roles: { train: ['train/images'], val: ['val/images'], calibration: ['c/images'] },
            },
          });
          const old: unknown = parseDocument(text, { version: '1.1' }).toJS();
          expect(old).toMatchObject({
            nc: classes.length,
            names: Object.fromEntries(classes.map((name, index) => [index, name])),
          });
        },
      ),
    );
  });
});
