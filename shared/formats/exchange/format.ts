import { z } from 'zod';

/** Label formats that are read and written, by the names the command line uses. */
export const exchangeFormatSchema = z.enum(['yolo', 'cvat', 'label-studio', 'pascal-voc', 'coco']);
export type ExchangeFormat = z.infer<typeof exchangeFormatSchema>;
export const exchangeFormats = exchangeFormatSchema.options;

/** The formats that name their classes and pictures themselves; YOLO text has readers and a layout of its own. */
export type ForeignFormat = Exclude<ExchangeFormat, 'yolo'>;

/** As people call it. */
export const formatTitle: Readonly<Record<ExchangeFormat, string>> = {
  yolo: 'YOLO text',
  cvat: 'CVAT XML (images, 1.1)',
  'label-studio': 'Label Studio JSON',
  'pascal-voc': 'Pascal VOC',
  coco: 'COCO',
};
