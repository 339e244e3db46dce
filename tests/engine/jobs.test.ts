import { expect, test } from 'vitest';
import { Jobs } from '../../electron/engine/jobs/index.ts';
import type { JobSnapshot } from '../../shared/contract/jobs.ts';
import { failure, success } from '../../shared/domain/problem.ts';

async function watched(jobs: Jobs, id: string): Promise<JobSnapshot[]> {
  const seen: JobSnapshot[] = [];
  for await (const snapshot of jobs.watch(id)) seen.push(snapshot);
  return seen;
}

test('a watcher sees whole snapshots and, last, the result', async () => {
  const jobs = new Jobs();
  const id = jobs.start('import', async ({ report }) => {
    report({ activity: 'reading', done: 1, total: 2, unit: 'images' });
    await Promise.resolve();
    return success({ imported: 2 });
  });
  const seen = await watched(jobs, id);
  expect(seen.at(-1)).toMatchObject({
    state: 'done',
    activity: 'reading',
    done: 1,
    total: 2,
    result: { imported: 2 },
    problem: null,
  });
});

test('whoever comes after the end gets the end', async () => {
  const jobs = new Jobs();
  const id = jobs.start('import', async () => success(1));
  await watched(jobs, id);
  expect(await watched(jobs, id)).toMatchObject([{ state: 'done', result: 1 }]);
});

test('a refused job carries its problem', async () => {
  const jobs = new Jobs();
  const id = jobs.start('freeze', async () => failure('not-enough-data', 'There is nothing to freeze.'));
  expect((await watched(jobs, id)).at(-1)).toMatchObject({ state: 'failed', problem: { code: 'not-enough-data' } });
});

test('a full disk is told as such, not as a fault of the program', async () => {
  const jobs = new Jobs();
  const id = jobs.start('import', async () => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  });
  expect((await watched(jobs, id)).at(-1)).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } });
});

test('pictures come in while a training runs', async () => {
  const jobs = new Jobs();
  const training = jobs.start<string>('train', ({ signal }) => {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(success('stopped')));
    });
  });
  expect(
    (
      await watched(
        jobs,
        jobs.start('import', async () => success('in')),
      )
    ).at(-1),
  ).toMatchObject({ state: 'done' });
  jobs.stop(training);
});

test('jobs of one kind run one after the other, in the order they were asked for', async () => {
  const jobs = new Jobs();
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(`${name} ends`);
    return success(name);
  };
  const ids = [jobs.start('import', work('first')), jobs.start('freeze', work('second'))];
  await Promise.all(ids.map((id) => watched(jobs, id)));
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('a job stopped while it waits never begins; one stopped while it runs is asked through its signal', async () => {
  const jobs = new Jobs();
  let began = false;
  const running = jobs.start('train', ({ signal }) => {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(failure('cancelled', 'Stopped.')));
    });
  });
  const waiting = jobs.start('train', async () => {
    began = true;
    return success(null);
  });
  expect(jobs.stop(waiting)).toBe(true);
  expect(jobs.stop(running)).toBe(true);
  expect((await watched(jobs, running)).at(-1)?.state).toBe('stopped');
  expect((await watched(jobs, waiting)).at(-1)?.state).toBe('stopped');
  expect(began).toBe(false);
  expect(jobs.stop(running)).toBe(false);
});

test('a job that may not write somewhere says where, and is no fault of the program', async () => {
  const jobs = new Jobs();
  const denied = Object.assign(new Error('denied'), { code: 'EACCES', path: '/archive/labels' });
  const id = jobs.start('label-export', async () => {
    throw new Error('writing failed', { cause: denied });
  });
  const { state, problem } = (await watched(jobs, id)).at(-1) ?? {};
  expect({ state, code: problem?.code }).toEqual({ state: 'failed', code: 'not-permitted' });
  expect(problem?.sentence).toContain('/archive/labels');
});
