import type { AnnotationContent } from '../../domain/annotation.ts';
import type { Size } from '../../domain/size.ts';

/** One picture of an export: the name its file has below the pictures' folder, `/` between parts, and its label. */
export type LabelledImage = { readonly name: string; readonly size: Size; readonly content: AnnotationContent };

/** A number in plain decimals: never in exponent form, which some readers do not know, and no digit lost that the box has. */
export function plainDecimal(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}
