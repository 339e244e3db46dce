import { expect, it } from 'vitest';
import { canonicalDataset, canonicalJson, type DatasetIdentity } from '../../../shared/domain/dataset-hash.ts';

const box = (xMin: number) => ({ classIndex: 0, box: { xMin, yMin: 1, xMax: xMin + 10, yMax: 9.5 } });
const dataset: DatasetIdentity = {
  members: [
    {
      imageId: 'a',
      role: 'train',
      block: 'cam1/2024-09-15/06',
      episode: 'trigger:1',
      content: { state: 'boxes', boxes: [box(1), box(30)] },
    },
    { imageId: 'b', role: 'val', block: 'cam1/2024-09-15/14', episode: 'image:b', content: { state: 'no-object' } },
  ],
  classes: ['plug'],
  preparation: { size: { widthPx: 306, heightPx: 256 }, fit: 'stretch', kernel: 'area', equalise: true, mask: [] },
  seed: 42,
};
const [a, b] = dataset.members as readonly [DatasetIdentity['members'][number], DatasetIdentity['members'][number]];

it('the same dataset has the same text however members, boxes and keys are ordered', () => {
  const turned: DatasetIdentity = {
    seed: 42,
    preparation: { mask: [], equalise: true, kernel: 'area', fit: 'stretch', size: { heightPx: 256, widthPx: 306 } },
    classes: ['plug'],
    members: [b, { ...a, content: { state: 'boxes', boxes: [box(30), box(1)] } }],
  };
  expect(canonicalDataset(turned)).toBe(canonicalDataset(dataset));
});

it.each<[string, DatasetIdentity]>([
  ['a role', { ...dataset, members: [a, { ...b, role: 'test' }] }],
  ['a label', { ...dataset, members: [{ ...a, content: { state: 'boxes', boxes: [box(1), box(30.5)] } }, b] }],
  ['a member', { ...dataset, members: [a] }],
  ['a block', { ...dataset, members: [a, { ...b, block: 'x' }] }],
  ['an episode', { ...dataset, members: [a, { ...b, episode: 'x' }] }],
  ['the class names', { ...dataset, classes: ['plug', 'none'] }],
  ['the preparation', { ...dataset, preparation: { ...dataset.preparation, equalise: false } }],
  ['the seed', { ...dataset, seed: 43 }],
])('the text changes with %s', (_, changed) => {
  expect(canonicalDataset(changed)).not.toBe(canonicalDataset(dataset));
});

it('numbers that JSON cannot hold are a bug, not null', () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow();
});
