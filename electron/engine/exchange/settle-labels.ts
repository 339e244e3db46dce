import { type ExchangeSource, type LabelImportReport, mostNamed } from '../../../shared/contract/exchange.ts';
import type { AnnotationContent } from '../../../shared/domain/annotation.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import { nameProblem } from '../../../shared/formats/classes.ts';
import type { ForeignBox, ForeignContent, ForeignImage } from '../../../shared/formats/exchange/foreign-labels.ts';
import { type ForeignFormat, formatTitle } from '../../../shared/formats/exchange/format.ts';
import { notCarried, sumLosses } from '../../../shared/formats/exchange/losses.ts';
import type { KnownImage } from '../../../shared/formats/exchange/match-images.ts';
import { placeEntry } from '../../../shared/formats/exchange/place-entry.ts';
import { nearestName } from '../../../shared/formats/near-miss.ts';
import { type MatchedEntry, matchEntries } from './match-entries.ts';
import type { ReadLabels } from './read-labels.ts';

/** A label to be written: boxes by index into `classes` of what was settled. */
export type SettledLabel = { readonly imageId: string; readonly content: AnnotationContent };

export type SettledLabels = {
  /** Classes the files name, in the order in which new ones are numbered. */
  readonly classes: readonly string[];
  readonly labels: readonly SettledLabel[];
  /** All of the report but what depends on the labels that are here. */
  readonly report: Omit<LabelImportReport, 'changed' | 'replaced' | 'unchanged' | 'written'>;
};

export type SettleRequest = Pick<ExchangeSource, 'folder' | 'withoutBoxes'> & {
  readonly format: ForeignFormat;
  /** Classes of the workspace. */
  readonly classes: readonly string[];
};

/**
 * What files of another tool mean for these pictures. Pure: runs in the thread that read the files. Problem: `nothing-to-do` where no
 * picture of theirs is here.
 */
export function settleLabels(
  read: ReadLabels,
  images: readonly KnownImage[],
  request: SettleRequest,
): Result<SettledLabels> {
  const { matched, refused: ambiguous, notHere, otherFolders } = matchEntries(read.labels.images, images);
  const refused: Problem[] = [...read.refused, ...ambiguous];
  if (matched.length === 0 && refused.length === 0) {
    return failure(
      'nothing-to-do',
      `No picture that ${request.folder} speaks of is here (${listed(notHere)}; here: ${images[0]?.path ?? 'none yet'}). Nothing was changed. Import the pictures first, or check their names.`,
    );
  }
  const placed: Taken[] = [];
  for (const entry of matched) {
    const result = take(entry, request.withoutBoxes);
    if (result.ok) placed.push(result.value);
    else refused.push(result.problem);
  }
  const { classes, unusable } = classesOf(read.labels.classes, placed);
  const taken = placed.filter((label) => {
    const problem = classProblem(label, unusable);
    if (problem !== null) refused.push(problem);
    return problem === null;
  });
  const added = classes.filter((name) => !request.classes.includes(name));
  const indexOf = new Map(classes.map((name, at) => [name, at]));
  const count = (says: Taken['says']) => taken.filter((label) => label.says === says).length;
  const warnings = [
    ...read.labels.warnings.map(warning),
    ...taken.flatMap((label) => label.warnings),
    ...classWarnings(added, request.classes),
    ...nameWarnings(notHere, otherFolders),
    ...(count('open') > 0 ? [warning(openSentence(count('open'), request.format))] : []),
  ];
  return success({
    classes,
    labels: taken.flatMap((label): SettledLabel[] => {
      const content = contentOf(label, indexOf);
      return content === null ? [] : [{ imageId: label.image.imageId, content }];
    }),
    report: {
      folder: request.folder,
      format: request.format,
      files: read.files,
      matched: taken.length,
      says: {
        boxes: count('boxes'),
        noObject: count('no-object'),
        open: count('open'),
        unlabelled: count('unlabelled'),
      },
      boxes: taken.reduce((sum, { boxes }) => sum + boxes.length, 0),
      classesAdded: added,
      notHere: notHere.length,
      scaled: taken.filter(({ isScaled }) => isScaled).length,
      notCarried: notCarried(sumLosses(taken.map(({ entry }) => entry.losses))),
      refusedCount: refused.length,
      warningCount: warnings.length,
      refused: refused.slice(0, mostNamed),
      warnings: warnings.slice(0, mostNamed),
    },
  });
}

type Taken = {
  readonly entry: ForeignImage;
  readonly image: KnownImage;
  readonly says: 'boxes' | 'no-object' | 'open' | 'unlabelled';
  readonly boxes: readonly ForeignBox[];
  readonly isScaled: boolean;
  readonly warnings: readonly Problem[];
};

function take({ entry, image }: MatchedEntry, withoutBoxes: ExchangeSource['withoutBoxes']): Result<Taken> {
  const says = meaning(entry.content, withoutBoxes);
  if (entry.content.state === 'refused') {
    return failure('label-invalid', `${entry.place}: ${entry.content.why} ${image.path} stays as it was.`, {
      file: entry.file,
    });
  }
  const boxes = entry.content.state === 'boxes' ? entry.content.boxes : [];
  const placed = placeEntry(entry, boxes, image);
  if (!placed.ok) return placed;
  const sentences = [...entry.warnings, ...placed.value.warnings, ...(isOnlyLines(entry) ? [onlyLines] : [])];
  return success({
    entry,
    image,
    says,
    boxes: placed.value.boxes,
    isScaled: placed.value.isScaled,
    warnings: sentences.map((sentence) => ({ ...warning(`${entry.place}: ${sentence}`), file: entry.file })),
  });
}

const onlyLines =
  'it holds shapes, but none that is an area. The picture stays as it was; it is not taken for an empty one.';

function isOnlyLines({ content, losses }: ForeignImage): boolean {
  const { polyline = 0, point = 0, skeleton = 0, 'unnamed-region': unnamed = 0 } = losses;
  return content.state === 'unlabelled' && polyline + point + skeleton + unnamed > 0;
}

function meaning({ state }: ForeignContent, withoutBoxes: ExchangeSource['withoutBoxes']): Taken['says'] {
  if (state === 'boxes') return 'boxes';
  if (state === 'no-object' || state === 'empty') {
    if (withoutBoxes !== 'as-the-format-says') return withoutBoxes;
    return state === 'no-object' ? 'no-object' : 'open';
  }
  return 'unlabelled';
}

/** Null: the files say nothing of this picture, and what is known of it stays. */
function contentOf({ says, boxes }: Taken, indexOf: ReadonlyMap<string, number>): AnnotationContent | null {
  if (says === 'no-object') return { state: 'no-object' };
  if (says !== 'boxes') return null;
  return {
    state: 'boxes',
    boxes: boxes.map(({ className, box }) => ({ classIndex: indexOf.get(className)!, box })),
  };
}

/** Declared classes, then those that only boxes name; names that cannot be a class, with why. */
function classesOf(
  declared: readonly string[],
  taken: readonly Taken[],
): { readonly classes: string[]; readonly unusable: ReadonlyMap<string, string> } {
  const classes: string[] = [];
  const unusable = new Map<string, string>();
  for (const name of new Set([...declared, ...taken.flatMap(({ boxes }) => boxes.map(({ className }) => className))])) {
    const why = nameProblem(name, classes);
    if (why === null) classes.push(name);
    else unusable.set(name, why);
  }
  return { classes, unusable };
}

function classProblem({ entry, image, boxes }: Taken, unusable: ReadonlyMap<string, string>): Problem | null {
  const why = boxes.map(({ className }) => unusable.get(className)).find((found) => found !== undefined);
  if (why === undefined) return null;
  return {
    code: 'classes-invalid',
    sentence: `${entry.place}: ${why} ${image.path} stays as it was.`,
    file: entry.file,
  };
}

/** A new class that is an old one in another spelling is most likely a slip, and a second class in the model. */
function classWarnings(added: readonly string[], known: readonly string[]): Problem[] {
  return added.flatMap((name) => {
    const near = nearestName(name, known);
    return near === null
      ? []
      : [
          {
            code: 'classes-invalid' as const,
            sentence: `"${name}" is a class of its own beside "${near}". If both mean the same, rename it in the other tool and export again.`,
          },
        ];
  });
}

function nameWarnings(notHere: readonly string[], otherFolders: readonly string[]): Problem[] {
  const sentences = [
    ...(notHere.length === 0
      ? []
      : [
          `${notHere.length === 1 ? '1 picture of the files is' : `${notHere.length} pictures of the files are`} not here: ${listed(notHere)}. What is said of them was left aside.`,
        ]),
    ...(otherFolders.length === 0
      ? []
      : [
          `${otherFolders.length === 1 ? '1 entry names' : `${otherFolders.length} entries name`} another folder than the picture lies in, and the file name fits one picture only: ${listed(otherFolders)}.`,
        ]),
  ];
  return sentences.map(warning);
}

function openSentence(count: number, format: ForeignFormat): string {
  const subject = count === 1 ? '1 picture is listed without a box' : `${count} pictures are listed without a box`;
  return `${subject}, and ${formatTitle[format]} cannot say whether somebody looked. ${count === 1 ? 'It stays' : 'They stay'} as ${count === 1 ? 'it was' : 'they were'}, unless you choose to take such pictures as confirmed empty ("no object").`;
}

function warning(sentence: string): Problem {
  return { code: 'label-invalid', sentence };
}

function listed(names: readonly string[]): string {
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.slice(0, 5).join(', ')}${more}`;
}
