import { type Preparation, preparationSchema } from '../../shared/domain/preparation.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { namedPreparations } from '../../shared/geometry/named-preparations.ts';

const named: Readonly<Record<string, Preparation>> = namedPreparations;

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
        sentence: `${word} describes no preparation. Nothing was done. Name one of ${Object.keys(named).join(', ')}, or a JSON file like ${JSON.stringify(namedPreparations.default)}.`,
      },
      { cause },
    );
  }
}
