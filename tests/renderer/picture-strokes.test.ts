import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PreviewTiles } from '../../renderer/features/datasets/preview-tiles.tsx';
import { PictureBoxes } from '../../renderer/features/images/picture-boxes.tsx';
import type { AugmentationPreview } from '../../shared/contract/datasets.ts';

const box = { xMin: 10, yMin: 20, xMax: 110, yMax: 90 };
const strokesOf = (markup: string) => [...markup.matchAll(/<rect class="([^"]+)"/g)].map(([, names]) => names);

test('a line over a picture is drawn dark, light and in colour, whatever the grey below it', () => {
  const boxes = [
    { kind: 'predicted', box, tag: 'P' },
    { kind: 'truth', box, tag: 'GT' },
  ] as const;
  expect(strokesOf(renderToStaticMarkup(createElement(PictureBoxes, { boxes, widthPx: 306, heightPx: 256 })))).toEqual([
    'k-d',
    'k-l',
    'k-p',
    'tr k-d',
    'tr k-l',
    'tr k-t',
  ]);
  const preview: AugmentationPreview = {
    imageId: 'a',
    path: 'a.png',
    pictures: 1,
    widthPx: 306,
    heightPx: 256,
    tiles: [{ kind: 'together', png: '', boxes: [{ classIndex: 0, box }], droppedBoxes: 0, drawn: null }],
  };
  expect(strokesOf(renderToStaticMarkup(createElement(PreviewTiles, { preview })))).toEqual([
    'tr k-d',
    'tr k-l',
    'tr k-t',
  ]);
});

test('each of the three is seen on a small picture too: dark outside light outside colour', () => {
  const css = readFileSync(join(import.meta.dirname, '..', '..', 'renderer', 'ui', 'picture.css'), 'utf8');
  const widthOf = (name: string) =>
    Number(new RegExp(`\\.thumb \\.${name}[^{]*\\{ stroke-width: ([\\d.]+)`).exec(css)?.[1] ?? Number.NaN);
  expect(widthOf('k-d')).toBeGreaterThanOrEqual(widthOf('k-l') + 1);
  expect(widthOf('k-l')).toBeGreaterThanOrEqual(widthOf('k-p') + 1);
});
