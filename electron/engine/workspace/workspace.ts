import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { isNetworkShare, killPoint, removeTemporaryFiles, temporaryMark } from '../../platform/index.ts';
import { VisionClient } from '../../vision/index.ts';
import { Changes } from '../changes/index.ts';
import { Jobs } from '../jobs/index.ts';
import { EngineLog, logBegin, logEnd, logJobs } from '../logs/index.ts';
import { inTransaction, layout, openStore, type Store } from '../store/index.ts';

/** An open workspace: everything a feature needs to work. */
export type Workspace = {
  readonly folder: string;
  readonly store: Store;
  readonly vision: VisionClient;
  readonly jobs: Jobs;
  readonly changes: Changes;
  readonly log: EngineLog;
};

/** Both cores of the smallest workstation; more hosts than that only cost memory. */
const visionHosts = 2;

/**
 * Opens a workspace, or makes one. Start-up puts right what a kill left behind: half-written files go, folders without a row go, runs
 * that were under way are marked interrupted (they can be resumed).
 */
export function openWorkspace(folder: string, options: { readonly create: boolean }): Result<Workspace> {
  const path = resolve(folder);
  if (isNetworkShare(path)) {
    return failure(
      'workspace-network-share',
      `${path} lies on a network share. A workspace needs a local disk (its database shares memory between processes); the pictures may stay on the share. Choose a folder on this machine.`,
    );
  }
  const isNew = !existsSync(layout.database(path));
  if (isNew && options.create) {
    if (existsSync(path) && readdirSync(path).length > 0) {
      return failure(
        'already-exists',
        `${path} is not empty and holds no workspace. Nothing was changed. Choose an empty or a new folder.`,
      );
    }
    mkdirSync(path, { recursive: true });
    killPoint('workspace.folder-made');
  }
  const opened = openStore(layout.database(path), options);
  if (!opened.ok) return opened;
  const store = opened.value;
  // Also where an earlier start was cut off between the tables and this.
  if (!store.prepare("SELECT 1 FROM workspace WHERE key = 'name'").get()) {
    inTransaction(store, () => {
      store
        .prepare("INSERT INTO workspace (key, value) VALUES ('name', ?), ('created_at', ?)")
        .run(basename(path), new Date().toISOString());
    });
  }
  killPoint('workspace.named');
  putRight(path, store);
  killPoint('workspace.put-right');
  const log = new EngineLog(path);
  logBegin(log);
  const jobs = new Jobs((error) => log.fault('jobs', 'A job stopped on a fault of the program.', error));
  logJobs(jobs, log);
  return success({
    folder: path,
    store,
    vision: new VisionClient({
      hosts: visionHosts,
      queueLength: 100_000,
      onCrash: (why) =>
        log.problem(
          'vision',
          `A vision host ended by itself (${why}). It is started again; what it was at is tried once more.`,
        ),
    }),
    jobs,
    changes: new Changes(store, jobs),
    log,
  });
}

function putRight(folder: string, store: Store): void {
  for (const part of [layout.images(folder), layout.runs(folder), layout.models(folder), layout.exports(folder)]) {
    if (existsSync(part)) removeTemporaryFiles(part);
  }
  for (const name of readdirSync(folder))
    if (name.startsWith(temporaryMark)) rmSync(join(folder, name), { force: true });
  killPoint('workspace.temporaries-removed');
  removeFoldersWithoutRow(layout.datasets(folder), (name) =>
    Boolean(store.prepare("SELECT 1 FROM dataset WHERE name || '-v' || version = ?").get(name)),
  );
  removeFoldersWithoutRow(layout.runs(folder), (id) =>
    Boolean(store.prepare('SELECT 1 FROM run WHERE id = ?').get(id)),
  );
  if (existsSync(layout.models(folder))) {
    for (const name of readdirSync(layout.models(folder))) {
      removeFoldersWithoutRow(join(layout.models(folder), name), (version) =>
        Boolean(store.prepare('SELECT 1 FROM model WHERE name = ? AND CAST(version AS TEXT) = ?').get(name, version)),
      );
    }
  }
  inTransaction(store, () => {
    store.prepare("UPDATE run SET state = 'interrupted' WHERE state = 'running'").run();
  });
}

/** A folder is complete before its row is written; one without a row was never acknowledged. */
function removeFoldersWithoutRow(parent: string, hasRow: (name: string) => boolean): void {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    if (name.startsWith(temporaryMark) || !hasRow(name)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

export async function closeWorkspace(workspace: Workspace): Promise<void> {
  await workspace.jobs.stopAll();
  await workspace.vision.stop();
  workspace.store.close();
  logEnd(workspace.log);
}
