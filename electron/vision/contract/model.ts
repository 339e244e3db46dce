import { z } from 'zod';
import { networkInterfaceSchema } from '../../../shared/domain/model-card.ts';
import { sizeSchema } from '../../../shared/domain/size.ts';
import { operation } from './operation.ts';

/**
 * Which network to run: the ONNX file, or the exported model file (`.plugsight`) that holds it, and the SHA-256 of the ONNX bytes.
 * A host that does not have it loaded (it was restarted) loads it from `path` and checks the hash, so a call never depends on an
 * earlier one. `threads`: of the network's operators; 0: one a core.
 */
export const modelReferenceSchema = z.object({
  path: z.string().min(1),
  sha256: z.string().length(64),
  network: networkInterfaceSchema,
  classCount: z.int().positive(),
  threads: z.int().min(0).max(64).default(0),
});
export type ModelReference = z.output<typeof modelReferenceSchema>;

/**
 * Reads an ONNX file or an exported model file, decides how to feed it and how to read its answer, and lets it answer once on an empty
 * picture: what can be refused is refused here, with a sentence, and not at the first picture.
 */
export const describeModelOperation = operation({
  input: z.object({
    path: z.string().min(1),
    /** Class names of a file that does not name them. */
    classes: z.array(z.string().min(1)).min(1).nullable().default(null),
    /** Network size of a file that leaves it open. */
    inputSize: sizeSchema.nullable().default(null),
  }),
  output: z.object({
    /** Of the ONNX bytes. */
    sha256: z.string().length(64),
    sizeBytes: z.int(),
    classes: z.array(z.string()),
    network: networkInterfaceSchema,
    operatorSet: z.int(),
    producer: z.string().nullable(),
    licence: z.string().nullable(),
    author: z.string().nullable(),
    description: z.string().nullable(),
    runtimeVersion: z.string(),
  }),
  onCrash: 'answer',
  deadlineMs: 60_000,
});

/** Loads a model ahead of its first picture and lets it answer once. */
export const loadModelOperation = operation({
  input: z.object({ model: modelReferenceSchema }),
  output: z.object({ loadMs: z.number(), firstRunMs: z.number(), runtimeVersion: z.string() }),
  onCrash: 'answer',
  deadlineMs: 60_000,
});

/** Gives a loaded model's memory back; a model that is not loaded is not an error. */
export const unloadModelOperation = operation({
  input: z.object({ sha256: z.string().length(64) }),
  output: z.object({ unloaded: z.boolean() }),
  onCrash: 'answer',
  deadlineMs: 30_000,
});
