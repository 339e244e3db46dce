import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { atLeisure } from '../../electron/engine/changes/index.ts';
import {
  changeSettings,
  closeWorkspace,
  openWorkspace,
  type Workspace,
} from '../../electron/engine/workspace/index.ts';

let folder: string;
let workspace: Workspace;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-leisure-'));
  const opened = openWorkspace(join(folder, 'workspace'), { create: true });
  if (!opened.ok) throw new Error(opened.problem.sentence);
  workspace = opened.value;
});
afterAll(async () => {
  await closeWorkspace(workspace);
  rmSync(folder, { recursive: true, force: true });
});

const change = () => changeSettings(workspace, { moment: Math.random() });

function counting(costMs: number): { readonly asked: () => number; count: number } {
  const self = {
    count: 0,
    asked: () => {
      self.count += 1;
      const until = performance.now() + costMs;
      while (performance.now() < until);
      return self.count;
    },
  };
  return self;
}

it('answers from memory where nothing changed', () => {
  const { asked } = counting(0);
  expect([atLeisure(workspace, 'same', asked), atLeisure(workspace, 'same', asked)]).toEqual([1, 1]);
});

it('answers anew after every change where that costs little', () => {
  const { asked } = counting(0);
  const answers = [1, 2, 3].map(() => {
    change();
    return atLeisure(workspace, 'cheap', asked);
  });
  expect(answers).toEqual([1, 2, 3]);
});

it('lets a costly answer stand for a while, and then has everybody ask again', async () => {
  const { asked } = counting(60);
  const touch = vi.spyOn(workspace.changes, 'touch');
  change();
  expect(atLeisure(workspace, 'costly', asked)).toBe(1);
  change();
  expect([atLeisure(workspace, 'costly', asked), atLeisure(workspace, 'costly', asked)]).toEqual([1, 1]);
  expect(touch).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(touch).toHaveBeenCalledOnce(), 3000);
  expect(atLeisure(workspace, 'costly', asked)).toBe(2);
});
