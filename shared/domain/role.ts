import { z } from 'zod';

/** What an image of a dataset version is for: train fits, val chooses the checkpoint, calibration the threshold, test bounds the error. */
export const roleSchema = z.enum(['train', 'val', 'calibration', 'test']);
export type Role = z.infer<typeof roleSchema>;
export const roles = roleSchema.options;
