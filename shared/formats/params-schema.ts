import { z } from 'zod';
import { augmentSchema } from './augment-schema.ts';
import { autoOr, decimal, optionalText, section, text, wholeNumber } from './params-fields.ts';

/**
 * `params.yaml`: the original case's sections with its own keys, ours beside them. Parsing fills in every default and is idempotent:
 * what a run stores is again a valid file.
 */
const optimizerNames = { auto: 'auto', sgd: 'SGD', adamw: 'AdamW' } as const;
const optimizer = z
  .string()
  .transform((name) => name.toLowerCase())
  .pipe(z.enum(['auto', 'sgd', 'adamw'], { error: 'auto, SGD or AdamW' }))
  .transform((name) => optimizerNames[name]);

const sideText = 'a multiple of 32 from 32 to 2048';
const inputSide = z.int({ error: sideText }).min(32, sideText).max(2048, sideText).multipleOf(32, sideText);
const inputSize = z.union([wholeNumber(32, 2048), z.tuple([inputSide, inputSide])], {
  error: 'the longest side in pixels, from 32 to 2048, or [height, width], both multiples of 32',
});

/** Layers 0 to 9 are the backbone, 10 to 21 the neck; layer 22 is the head, which always learns. */
const freeze = z.preprocess(
  (value) => value ?? 0,
  z.union([wholeNumber(0, 22), z.array(wholeNumber(0, 21))], {
    error:
      'how many layers stay as they are, counted from the input (0 none, 10 the backbone, 22 all but the head), or a list of layer numbers from 0 to 21',
  }),
);

const trainSection = section({
  data: optionalText('the name of a dataset version or the path of a dataset.yaml').default(null),
  epochs: wholeNumber(1, 100_000).default(100),
  seed: wholeNumber(0, 4_294_967_295).default(42),
  batch: wholeNumber(1, 1024, ' (pictures per step)').default(16),
  workers: wholeNumber(0, 64).default(1),
  best_model: text('a file path').default('models/best_model.pt'),
  model_path: optionalText('a file path').default(null),
  project: text('a folder').default('runs'),
  engine: z.literal('built-in', { error: 'built-in, the trainer of this installation' }).default('built-in'),
  device: z.literal('cpu', { error: 'cpu, where the built-in trainer runs' }).default('cpu'),
  imgsz: inputSize.default(320),
  width: decimal(0.0625, 1.25, ' (0.25 is size n, 0.5 is size s)').default(0.25),
  depth: decimal(0.1, 1.5, ' (0.33 is size n)').default(0.33),
  optimizer: optimizer.default('auto'),
  lr0: autoOr(decimal(1e-7, 1), 'auto or a learning rate from 0.0000001 to 1').default('auto'),
  lrf: decimal(0, 1, ', the last learning rate as a share of the first').default(0.01),
  momentum: autoOr(decimal(0, 0.9999), 'auto or a number from 0 to 0.9999').default('auto'),
  weight_decay: decimal(0, 0.1).default(0.0005),
  warmup_epochs: decimal(0, 1000).default(3),
  nominal_batch: autoOr(wholeNumber(1, 4096), 'auto or a whole number from 1 to 4096').default('auto'),
  patience: wholeNumber(0, 100_000, ' (epochs without a better model before it stops; 0 never stops early)').default(
    100,
  ),
  freeze: freeze.default(0),
  threads: autoOr(wholeNumber(1, 256), 'auto or a whole number from 1 to 256').default('auto'),
});

const sweepSchema = z.preprocess(
  (value) => value ?? {},
  z.record(
    z.string(),
    z.array(z.unknown(), { error: 'a list of the values to try' }).min(1, { error: 'a list of at least one value' }),
    {
      error: 'keys such as train.lr0, each with a list of values',
    },
  ),
);

export const paramsSchema = section({
  pretrained: section({
    model: optionalText('the name of a registered model, or random').default(null),
  }).prefault({}),
  data_split: section({
    train_path: optionalText('a folder').default(null),
    train_labels: optionalText('a folder').default(null),
    val_path: optionalText('a folder').default(null),
    val_labels: optionalText('a folder').default(null),
    test_path: optionalText('a folder').default(null),
    test_labels: optionalText('a folder').default(null),
  }).prefault({}),
  train: trainSection.prefault({}),
  augment: augmentSchema.prefault({}),
  evaluate: section({
    best_model: text('a file path').default('models/best_model.pt'),
    reports_dir: text('a folder').default('reports'),
    metrics_image: text('a file name').default('yolo_metrics.png'),
    predicted_images: text('a file name').default('predicted_images.png'),
  }).prefault({}),
  sweep: sweepSchema.prefault({}),
});
export type Params = z.output<typeof paramsSchema>;

export const defaultParams: Params = paramsSchema.parse({});
