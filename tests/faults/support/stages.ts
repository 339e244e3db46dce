/** The programs that can be killed, and what is under way when they are. */
export type Program = 'engine' | 'vision' | 'trainer';
export type CommandName =
  | 'init'
  | 'open'
  | 'import'
  | 'show'
  | 'freeze'
  | 'train'
  | 'register'
  | 'evaluate'
  | 'pipeline';

/** A named moment of the product (`killPoint`, or the two of an `atomicWrite` with a `stage`). */
export type Stage = {
  readonly name: string;
  readonly program: Program;
  readonly command: CommandName;
  /** How often the tiny workspace passes it in one command; a random kill chooses one of them. */
  readonly passages: number;
};

type Row = readonly [name: string, passages?: number];

function stages(program: Program, command: CommandName, rows: readonly Row[]): Stage[] {
  return rows.map(([name, passages = 1]) => ({ name, program, command, passages }));
}

/** Every named moment there is, in the order in which they are passed. `stages.test.ts` compares it with the source. */
export const allStages: readonly Stage[] = [
  ...stages('engine', 'init', [
    ['workspace.folder-made'],
    ['store.opened'],
    ['store.migrating'],
    ['store.migrated'],
    ['workspace.named'],
  ]),
  ...stages('engine', 'open', [
    ['workspace.temporaries-removed'],
    ['workspace.put-right'],
    ['engine-file-temp'],
    ['engine-file-renamed'],
  ]),
  ...stages('engine', 'import', [
    ['import.begun'],
    ['import.files-stored', 26],
    ['import.row-writing', 26],
    ['import.row-written', 26],
    ['import.all-in'],
    ['import.reported'],
  ]),
  ...stages('vision', 'import', [
    ['ingest-read', 10],
    ['ingest-decoded', 10],
    ['ingest-raw-temp', 10],
    ['ingest-raw-renamed', 10],
    ['ingest-prepared-temp', 10],
    ['ingest-prepared-renamed', 10],
  ]),
  ...stages('vision', 'show', [
    ['thumbnail-temp', 6],
    ['thumbnail-renamed', 6],
  ]),
  ...stages('vision', 'freeze', [['near-duplicates-compared']]),
  ...stages('engine', 'freeze', [
    ['freeze.members-chosen'],
    ['freeze.file-written', 24],
    ['freeze.files-written'],
    ['freeze.renamed'],
    ['freeze.row-writing'],
    ['freeze.row-written'],
  ]),
  ...stages('vision', 'train', [
    ['prepare-temp', 6],
    ['prepare-renamed', 6],
  ]),
  ...stages('engine', 'train', [
    ['train.images-prepared'],
    ['train.job-written-temp'],
    ['train.job-written-renamed'],
    ['train.row-written'],
    ['train.spawned'],
    ['train.epoch-heard', 2],
    ['train.trainer-ended'],
    ['train.run-finished'],
  ]),
  ...stages('trainer', 'train', [
    ['train.locked'],
    ['train.started'],
    ['train.batch', 6],
    ['train.epoch-end', 2],
    ['train.best-temp'],
    ['train.best-renamed'],
    ['train.checkpoint-temp', 2],
    ['train.checkpoint-renamed', 2],
    ['train.results-temp', 2],
    ['train.results-renamed', 2],
    ['train.epoch-said', 2],
    ['train.model-temp'],
    ['train.model-renamed'],
    ['train.finished'],
  ]),
  ...stages('engine', 'register', [
    ['model.part-written', 2],
    ['model.files-written'],
    ['model.renamed'],
    ['model.row-written'],
  ]),
  ...stages('vision', 'evaluate', [['predict-detected', 3]]),
  ...stages('engine', 'evaluate', [['evaluate.look-written'], ['evaluate.row-writing'], ['evaluate.row-written']]),
  ...stages('engine', 'pipeline', [
    ['pipeline.stage-done', 6],
    ['pipeline.stage-stored', 6],
    ['model.export-temp'],
    ['model.export-renamed'],
  ]),
];
