import type { Params } from './params-schema.ts';

/** What `train.optimizer: auto` and the other `auto` values come to for one dataset. Rates and momentum as the optimiser takes them. */
export type ResolvedOptimizer = {
  readonly optimizer: 'AdamW' | 'SGD';
  readonly lr0: number;
  /** SGD's momentum, AdamW's beta1. */
  readonly momentum: number;
  readonly nominalBatch: number;
  /** Steps whose gradients are added up before one update. */
  readonly accumulate: number;
  /** `train.weight_decay` times batch * accumulate / nominal batch. */
  readonly weightDecay: number;
  /** Learning rate of biases at the start of warm-up: `auto` starts them from 0, as the others. */
  readonly warmupBiasLr: number;
  /** ceil(images / max(batch, nominal batch before it is lowered)) * epochs: what `auto` decides by. */
  readonly iterations: number;
  /** Updates of the weights with the nominal batch in force. */
  readonly updates: number;
  readonly sentence: string;
};

const familyNominalBatch = 64;
const mostAdamWIterations = 10_000;
const fewestUpdates = 1_000;

/**
 * `optimizer: auto` as the family's trainer decides it [Ultralytics 8.2 `build_optimizer`]: up to 10,000 iterations AdamW with
 * lr 0.002 * 5 / (4 + classes) and momentum 0.9, above SGD with lr 0.01 and momentum 0.9; `lr0` and `momentum` of the file are then
 * not used. The nominal batch is 64 unless given; where that means fewer than 1,000 updates, `auto` takes the batch itself.
 * A named optimiser takes the file's values; its own `auto` values are AdamW's as above and for SGD lr 0.01, momentum 0.937.
 */
export function resolveOptimizer(
  params: Params,
  dataset: { readonly imageCount: number; readonly classCount: number },
): ResolvedOptimizer {
  const { optimizer, batch, epochs, lr0, momentum, nominal_batch: nominalGiven, weight_decay: decay } = params.train;
  const nominalAtFirst = nominalGiven === 'auto' ? familyNominalBatch : nominalGiven;
  const updatesWith = (nominal: number) => Math.ceil(dataset.imageCount / Math.max(batch, nominal)) * epochs;
  const iterations = updatesWith(nominalAtFirst);
  const lowered = optimizer === 'auto' && nominalGiven === 'auto' && iterations < fewestUpdates;
  const nominalBatch = lowered ? batch : nominalAtFirst;
  const name = optimizer === 'auto' ? (iterations > mostAdamWIterations ? 'SGD' : 'AdamW') : optimizer;
  const chosenLr = name === 'SGD' ? 0.01 : (0.002 * 5) / (4 + dataset.classCount);
  const chosenMomentum = name === 'SGD' && optimizer !== 'auto' ? 0.937 : 0.9;
  const free = optimizer === 'auto';
  const accumulate = Math.max(1, roundHalfEven(nominalBatch / batch));
  const resolved = {
    optimizer: name,
    lr0: free || lr0 === 'auto' ? chosenLr : lr0,
    momentum: free || momentum === 'auto' ? chosenMomentum : momentum,
    nominalBatch,
    accumulate,
    weightDecay: (decay * batch * accumulate) / nominalBatch,
    warmupBiasLr: free || name === 'AdamW' ? 0 : 0.1,
    iterations,
    updates: updatesWith(nominalBatch),
  } as const;
  const counted = `${dataset.imageCount} training images, ${epochs} epochs and batch ${batch}`;
  const parts = [
    free
      ? `optimizer auto: ${counted} make ${iterations} iterations at nominal batch ${nominalAtFirst}, ${
          iterations > mostAdamWIterations ? 'more than' : 'not more than'
        } ${mostAdamWIterations}, so ${name} with lr0 ${shown(resolved.lr0)} and momentum ${resolved.momentum}.`
      : `optimizer ${name} with lr0 ${shown(resolved.lr0)}${lr0 === 'auto' ? ' (auto)' : ''} and momentum ${resolved.momentum}${
          momentum === 'auto' ? ' (auto)' : ''
        }; ${counted} make ${iterations} iterations.`,
    ...(lowered && batch !== familyNominalBatch
      ? [
          `Fewer than ${fewestUpdates} updates, so nominal_batch is ${batch}, the batch itself (${resolved.updates} updates); nominal_batch: 64 in the file forces 64.`,
        ]
      : [`nominal_batch is ${nominalBatch}: one update every ${accumulate === 1 ? 'step' : `${accumulate} steps`}.`]),
    ...notUsed(params),
  ];
  return { ...resolved, sentence: parts.join(' ') };
}

function notUsed({ train }: Params): string[] {
  if (train.optimizer !== 'auto') return [];
  const given = [
    ...(train.lr0 === 'auto' ? [] : [`lr0 ${train.lr0}`]),
    ...(train.momentum === 'auto' ? [] : [`momentum ${train.momentum}`]),
  ];
  if (given.length === 0) return [];
  return [
    `Not used: ${given.join(' and ')} of the file, because auto chooses them; name the optimizer (AdamW or SGD) to set them.`,
  ];
}

function shown(rate: number): string {
  return String(Number(rate.toPrecision(6)));
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
