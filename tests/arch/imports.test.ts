import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { productImports } from './imports.ts';
import { complaint } from './rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every import goes in the direction the house allows', () => {
  const imports = productImports(root);
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.map(complaint).filter((sentence) => sentence !== null)).toEqual([]);
});

const wrong: readonly [file: string, target: string, isPackage: boolean, mentions: string][] = [
  ['shared/domain/box.ts', 'node:fs', true, 'take what you need as a parameter'],
  ['shared/domain/box.ts', 'shared/geometry/index.ts', false, 'move the piece both need down'],
  ['shared/evaluation/x.ts', 'shared/formats/params.ts', false, 'move the piece both need down'],
  ['electron/engine/images/x.ts', 'sharp', true, 'vision host'],
  ['electron/engine/images/x.ts', 'better-sqlite3', true, 'electron/engine/store'],
  ['electron/engine/images/x.ts', '@orpc/server', true, 'translate them in server/'],
  ['electron/engine/images/x.ts', 'electron/engine/runs/start.ts', false, 'index.ts'],
  ['electron/engine/images/x.ts', 'electron/vision/decode/bmp.ts', false, 'index.ts'],
  ['electron/station/x.ts', 'electron/engine/index.ts', false, 'belongs into shared/'],
  ['electron/vision/x.ts', 'electron/trainer/index.ts', false, 'belongs into shared/'],
  ['renderer/app/x.ts', 'electron/engine/index.ts', false, 'shared/contract'],
  ['electron/trainer/x.ts', 'electron', true, 'Only the shell'],
  ['renderer/ui/x.tsx', 'renderer/features/images/index.ts', false, 'knows no feature'],
  ['renderer/features/runs/x.tsx', 'renderer/features/images/grid.tsx', false, 'index'],
  ['renderer/app/x.ts', 'node:fs', true, 'browser'],
  ['renderer/features/runs/x.tsx', '@orpc/client', true, 'useEngine'],
];

test.each(wrong)('%s may not import %s', (file, target, isPackage, mentions) => {
  expect(complaint({ file, target, isPackage, line: 1 })).toContain(mentions);
});
