import type { JobSnapshot } from '../../../shared/contract/jobs.ts';
import { tell, useConnection, useEngine } from '../../client/index.ts';

/** What a person has read and put aside, by id of the entry, in the settings; the newest hundred. */
const settingKey = 'readNotices';
const keptIds = 100;

/** Jobs that failed and that nobody has read of yet, the newest first. */
export function useUnreadFailures(): JobSnapshot[] {
  const jobs = useConnection((state) => state.jobs);
  const read = useRead();
  return jobs
    .filter(({ id, state, problem }) => state === 'failed' && problem !== null && !read.includes(id))
    .reverse();
}

export function useRead(): readonly string[] {
  const { data } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const ids = data?.[settingKey];
  return Array.isArray(ids) ? ids.map(String) : [];
}

export function markAsRead(read: readonly string[], id: string): void {
  tell((client) => client.workspace.changeSettings({ [settingKey]: [...read, id].slice(-keptIds) }));
}
