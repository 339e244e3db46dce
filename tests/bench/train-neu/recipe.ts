import type { Preparation } from '../../../shared/domain/preparation.ts';

/** The sets of the benchmark, named as its keys end: `map50_2`, `map50_6`, `map50_k`. */
export type SetName = '2' | '6' | 'k';

export type TrainingSet = {
  readonly name: SetName;
  readonly folder: 'neu-det' | 'kolektorsdd';
  /** Classes that count; with `pictures: 'named'` only pictures whose file name starts with one of them take part. */
  readonly classes: readonly string[];
  readonly pictures: 'all' | 'named';
  readonly preparation: Preparation;
  /** Longest side of the network's input. */
  readonly imgsz: number;
  readonly epochs: number;
  /** Independent runs: `seeds` repeats one split with other seeds, `folds` cross-validates with one seed each. */
  readonly repeats: { readonly kind: 'seeds' | 'folds'; readonly count: number };
};

const asItIs: Preparation = { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] };

/**
 * KolektorSDD's defects are 20 to 50 px high in pictures of 500 x 1270: at 224 px on the longest side they would be 4 to 9 px, below
 * what a stride of 8 can find. So that set is prepared at twice the size.
 */
const kolektorPreparation: Preparation = {
  size: { widthPx: 448, heightPx: 448 },
  fit: 'letterbox',
  kernel: 'area',
  equalise: false,
  mask: [],
};

export const trainingSets: Readonly<Record<SetName, TrainingSet>> = {
  '2': {
    name: '2',
    folder: 'neu-det',
    classes: ['patches', 'scratches'],
    pictures: 'named',
    preparation: asItIs,
    imgsz: 224,
    epochs: 100,
    repeats: { kind: 'seeds', count: 3 },
  },
  '6': {
    name: '6',
    folder: 'neu-det',
    classes: ['crazing', 'inclusion', 'patches', 'pitted_surface', 'rolled-in_scale', 'scratches'],
    pictures: 'all',
    preparation: asItIs,
    imgsz: 224,
    epochs: 60,
    repeats: { kind: 'seeds', count: 3 },
  },
  k: {
    name: 'k',
    folder: 'kolektorsdd',
    classes: ['defect'],
    pictures: 'all',
    preparation: kolektorPreparation,
    imgsz: 448,
    epochs: 100,
    repeats: { kind: 'folds', count: 5 },
  },
};

/** `train` and `augment` of the run's `params.yaml`, the same for every set; the rest are the trainer's defaults. */
export const recipe = {
  train: {
    width: 0.125,
    depth: 0.33,
    batch: 16,
    nominal_batch: 16,
    optimizer: 'SGD',
    lr0: 0.01,
    lrf: 0.01,
    momentum: 0.937,
    weight_decay: 0.0005,
    warmup_epochs: 3,
    patience: 0,
    threads: 2,
  },
  augment: {
    shift_x: 0.1,
    shift_y: 0.1,
    zoom: [0.77, 1.43],
    brightness: 0.3,
    rotate: 0,
    fliplr: 0.5,
    flipud: 0,
    mosaic: 0,
  },
} as const;
