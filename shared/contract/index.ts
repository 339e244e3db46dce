import { annotations } from './annotations.ts';
import { datasets } from './datasets.ts';
import { evaluations } from './evaluations.ts';
import { images } from './images.ts';
import { jobs } from './jobs.ts';
import { logs } from './logs.ts';
import { models } from './models.ts';
import { pipeline } from './pipeline.ts';
import { runs } from './runs.ts';
import { sources } from './sources.ts';
import { station } from './station.ts';
import { workspace } from './workspace.ts';

/** Everything a client can ask of the engine; the window and the command line use the same. */
export const contract = {
  workspace,
  jobs,
  sources,
  images,
  annotations,
  datasets,
  runs,
  evaluations,
  models,
  pipeline,
  station,
  logs,
};
