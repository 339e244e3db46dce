import { type Preparation, preparationSchema } from '../../shared/domain/preparation.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

const named: Readonly<Record<string, Preparation>> = {
  // The product's own for 2448x2050 pictures, and the original case's: the kernel is all that differs.
  default: { size: { widthPx: 306, heightPx: 256 }, fit: 'stretch', kernel: 'area', equalise: true, mask: [] },
  original: {
    size: { widthPx: 306, heightPx: 256 },
    fit: 'stretch',
    kernel: 'opencv-linear',
    equalise: true,
    mask: [],
  },
  none: { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] },
};

/** `default`, `original`, `none`, or a JSON file with the keys of a preparation. */
export function readPreparationOption(word: string, readFile: (path: string) => string): Preparation {
  const known = named[word];
  if (known) return known;
  const text = readFile(word);
  try {
    return preparationSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ProblemError(
      {
        code: 'invalid-input',
        sentence: `${word} describes no preparation. Nothing was done. Name one of ${Object.keys(named).join(', ')}, or a JSON file like ${JSON.stringify(named.default)}.`,
      },
      { cause },
    );
  }
}
