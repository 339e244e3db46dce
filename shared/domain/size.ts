import { z } from 'zod';

export type Size = { readonly widthPx: number; readonly heightPx: number };
export const sizeSchema = z.object({ widthPx: z.int().positive(), heightPx: z.int().positive() });
