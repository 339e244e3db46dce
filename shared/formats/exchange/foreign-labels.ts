import type { Box } from '../../domain/box.ts';
import type { Size } from '../../domain/size.ts';
import type { Losses } from './losses.ts';

/**
 * What a file of another tool says of one picture.
 *
 * - `no-object`: it says that somebody looked and nothing is there;
 * - `unlabelled`: it says that nobody labelled it;
 * - `empty`: no box is given and the format cannot say which of the two it is; the person who imports decides;
 * - `refused`: something in the entry is wrong. The picture stays as it is: none ends up with some of its objects.
 */
export type ForeignContent =
  | { readonly state: 'boxes'; readonly boxes: readonly ForeignBox[] }
  | { readonly state: 'no-object' }
  | { readonly state: 'unlabelled' }
  | { readonly state: 'empty' }
  | { readonly state: 'refused'; readonly why: string };

/** An upright box, the grid starting at 0, in the entry's unit: pixels of its `size`, or percent of width and height. */
export type ForeignBox = { readonly className: string; readonly box: Box };

export type ForeignImage = {
  /** File and entry as sentences name them: `annotations.xml, image a.png`. */
  readonly place: string;
  readonly file: string;
  /** What the picture may be called, `/` between parts. */
  readonly names: readonly string[];
  /** The tool replaces blanks and drops other signs in names of uploaded files. */
  readonly hasUploadName: boolean;
  /** Size of the picture as it was labelled; null where the file does not say. */
  readonly size: Size | null;
  readonly unit: 'px' | 'percent';
  readonly content: ForeignContent;
  readonly losses: Losses;
  /** Sentences about this entry, without its place. */
  readonly warnings: readonly string[];
};

/** One file, or a set of files that belong together, read as a whole. Classes in the order in which new ones are numbered. */
export type ForeignLabels = {
  readonly classes: readonly string[];
  readonly images: readonly ForeignImage[];
  /** Sentences about the file as a whole. */
  readonly warnings: readonly string[];
};
