import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from '../domain/problem.ts';

/**
 * Every procedure can fail in one typed way: a `Problem`, whose sentence is for people. Everything else that goes wrong is a bug
 * and arrives as an internal error.
 */
export const procedure = oc.errors({ PROBLEM: { status: 422, data: problemSchema } });

/** Long work answers at once with the id of its job; `jobs.watch` streams whole snapshots until it ends. */
export const jobStartedSchema = z.object({ jobId: z.string() });
