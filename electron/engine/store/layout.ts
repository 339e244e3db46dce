import { join } from 'node:path';

/** Where things lie in a workspace folder; the only place that knows. Paths stored in the database are relative to the workspace and use '/'. */
export const layout = {
  database: (workspace: string) => join(workspace, 'plugsight.db'),
  engineFile: (workspace: string) => join(workspace, 'engine.json'),
  raw: (workspace: string) => join(workspace, 'images', 'raw'),
  preparedImages: (workspace: string) => join(workspace, 'images', 'prepared'),
  thumbnails: (workspace: string) => join(workspace, 'images', 'thumbnails'),
  uploads: (workspace: string) => join(workspace, 'uploads'),
  images: (workspace: string) => join(workspace, 'images'),
  datasets: (workspace: string) => join(workspace, 'datasets'),
  dataset: (workspace: string, name: string, version: number) => join(workspace, 'datasets', `${name}-v${version}`),
  runs: (workspace: string) => join(workspace, 'runs'),
  run: (workspace: string, runId: string) => join(workspace, 'runs', runId),
  models: (workspace: string) => join(workspace, 'models'),
  model: (workspace: string, name: string, version: number) => join(workspace, 'models', name, String(version)),
  /** The next run's parameters, which the window's form is. */
  params: (workspace: string) => join(workspace, 'params.yaml'),
  /** The newest is number 0. */
  log: (workspace: string, at: number) => join(workspace, 'logs', at === 0 ? 'engine.jsonl' : `engine.${at}.jsonl`),
  exports: (workspace: string) => join(workspace, 'exports'),
} as const;
