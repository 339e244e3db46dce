import { z } from 'zod';
import { problemSchema } from './problem.ts';
import { sizeSchema } from './size.ts';

/**
 * What a trainer says while it works: one JSON object a line, on standard output and in the run's `events.jsonl`. Epochs and batches
 * count from 1. Losses are weighted as the family prints them (box 7.5, class 0.5, distribution 1.5).
 */
export const lossesSchema = z.object({ box: z.number(), class: z.number(), distribution: z.number() });
export type Losses = z.infer<typeof lossesSchema>;

const boundsSchema = z.object({ low: z.number(), high: z.number() });

/**
 * Figures of the averaged weights on the val role, formula `coco`; precision and recall at the confidence of best mean F1, as trainers
 * print them. `losses` are of the same weights, running statistics in the norms.
 */
export const validationFiguresSchema = z.object({
  map50: z.number(),
  map50To95: z.number(),
  precision: z.number(),
  recall: z.number(),
  losses: lossesSchema,
  /** 95 % interval over blocks, where there are blocks enough and enough of them hold an error; else there is none. */
  interval: z.object({ map50: boundsSchema, map50To95: boundsSchema }).optional(),
});
export type ValidationFigures = z.infer<typeof validationFiguresSchema>;

/** One row of `results.csv`; `validation` is null in an epoch that was not validated. `elapsedSeconds` counts training time over all resumes. */
export const epochFiguresSchema = z.object({
  epoch: z.int().positive(),
  elapsedSeconds: z.number(),
  losses: lossesSchema,
  learningRates: z.object({ biases: z.number(), kernels: z.number(), norms: z.number() }),
  validation: validationFiguresSchema.nullable(),
});
export type EpochFigures = z.infer<typeof epochFiguresSchema>;

export const trainingEventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('started'),
    runId: z.string(),
    /** Goes on from a checkpoint; `firstEpoch` is the epoch it goes on in. */
    resumed: z.boolean(),
    firstEpoch: z.int().positive(),
    epochs: z.int().positive(),
    batchesPerEpoch: z.int().positive(),
    batch: z.int().positive(),
    trainImages: z.int().positive(),
    valImages: z.int().nonnegative(),
    networkInput: sizeSchema,
    parameterCount: z.int().positive(),
    trainedParameterCount: z.int().positive(),
    threads: z.int().positive(),
    validationEveryEpochs: z.int().positive(),
    /** For what is left of the whole run, validation included, from a few timed steps. */
    estimatedSeconds: z.number().nonnegative(),
  }),
  z.object({
    event: z.literal('batch'),
    epoch: z.int().positive(),
    epochs: z.int().positive(),
    batch: z.int().positive(),
    batches: z.int().positive(),
    losses: lossesSchema,
    /** Of the kernels. */
    learningRate: z.number(),
    /** Before the clip; null where gradients were only added up. */
    gradientNorm: z.number().nullable(),
    imagesPerSecond: z.number(),
    memoryMb: z.number(),
    remainingSeconds: z.number().nonnegative(),
  }),
  z.object({
    event: z.literal('epoch'),
    epochs: z.int().positive(),
    figures: epochFiguresSchema,
    isBest: z.boolean(),
    imagesPerSecond: z.number(),
    peakMemoryMb: z.number(),
    remainingSeconds: z.number().nonnegative(),
  }),
  z.object({ event: z.literal('saved'), kind: z.enum(['last', 'best', 'model']), epoch: z.int(), path: z.string() }),
  /** A sentence a person should read: what was chosen, went wrong and was mended. */
  z.object({ event: z.literal('note'), sentence: z.string() }),
  z.object({
    event: z.literal('finished'),
    epochs: z.int().positive(),
    /** Nothing improved for `patience` epochs. */
    stoppedEarly: z.boolean(),
    bestEpoch: z.int().positive(),
    best: epochFiguresSchema,
    elapsedSeconds: z.number(),
    imagesPerSecond: z.number(),
    peakMemoryMb: z.number(),
    modelPath: z.string(),
    weightsPath: z.string(),
  }),
  z.object({ event: z.literal('stopped'), epoch: z.int().positive(), batch: z.int().nonnegative() }),
  z.object({ event: z.literal('failed'), problem: problemSchema }),
]);
export type TrainingEvent = z.infer<typeof trainingEventSchema>;

/** Exit codes of a trainer program; anything else (1: an exception nobody expected), or a signal, is a crash. The run can be resumed. */
export const trainerExitCodes = { finished: 0, failed: 2, stopped: 3 } as const;
