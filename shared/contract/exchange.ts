import { z } from 'zod';
import { problemSchema } from '../domain/problem.ts';
import { exchangeFormatSchema } from '../formats/exchange/format.ts';
import { lossKinds } from '../formats/exchange/losses.ts';

/** Where labels of another tool lie and how they are to be taken. */
export const exchangeSourceSchema = z.object({
  /** A folder, a ZIP archive as annotation tools hand them out, or one file. */
  folder: z.string().min(1),
  /** Null: told from the files. */
  format: exchangeFormatSchema.nullable().default(null),
  /**
   * What a listed picture without a box means. `as-the-format-says`: an empty VOC or YOLO file and a submitted Label Studio annotation
   * without a region are "no object"; CVAT and COCO cannot say and leave the picture unlabelled. YOLO text is always taken so.
   */
  withoutBoxes: z.enum(['as-the-format-says', 'no-object', 'unlabelled']).default('as-the-format-says'),
  /** Label Studio, several annotations of one picture that differ: leave the picture as it is, or take the newest one. */
  severalAnnotators: z.enum(['refuse', 'newest']).default('refuse'),
  /** Pascal VOC: null: from 1, unless a corner below 1 shows that the set counts from 0. */
  vocCounting: z.enum(['from-1', 'from-0']).nullable().default(null),
});
export type ExchangeSource = z.infer<typeof exchangeSourceSchema>;

/** Sentences a report names one by one: it travels to every window, again and again while jobs run. */
export const mostNamed = 500;

export const labelImportReportSchema = z.object({
  folder: z.string(),
  format: exchangeFormatSchema,
  /** False: an inspection; the counts say what an import would do. */
  written: z.boolean(),
  /** Label files that were looked at. */
  files: z.int(),
  /** Pictures that are here and that the files speak of. */
  matched: z.int(),
  changed: z.int(),
  /** Of `changed`, those that carried another label before; it stays in the history. */
  replaced: z.int(),
  unchanged: z.int(),
  /** What the files say of the matched pictures; `open`: listed without a box, and nobody can say whether somebody looked. */
  says: z.object({ boxes: z.int(), noObject: z.int(), open: z.int(), unlabelled: z.int() }),
  boxes: z.int(),
  classesAdded: z.array(z.string()),
  /** Pictures the files speak of and that are not here. */
  notHere: z.int(),
  /** Pictures whose boxes came from another size of the same proportions. */
  scaled: z.int(),
  notCarried: z.array(z.object({ kind: z.enum(lossKinds), count: z.int(), sentence: z.string() })),
  /** Files and pictures that were refused, in all; `refused` and `warnings` name the first `mostNamed` of them. */
  refusedCount: z.int(),
  warningCount: z.int(),
  refused: z.array(problemSchema),
  warnings: z.array(problemSchema),
});
export type LabelImportReport = z.infer<typeof labelImportReportSchema>;

export const labelExportReportSchema = z.object({
  folder: z.string(),
  format: exchangeFormatSchema,
  boxes: z.int(),
  noObject: z.int(),
  unlabelled: z.int(),
  /** What the format cannot carry, in sentences. */
  notCarried: z.array(z.string()),
  /** Pictures that could not be written beside their labels: a referenced file that is gone or was changed. */
  refused: z.array(problemSchema),
});
export type LabelExportReport = z.infer<typeof labelExportReportSchema>;
