import { listClasses } from './classes.ts';

/** One row as a box in fractions of the image; may reach out of 0..1. `polygonPoints` is null for a row that was a box. */
export type YoloRow = {
  readonly classIndex: number;
  readonly xMin: number;
  readonly yMin: number;
  readonly xMax: number;
  readonly yMax: number;
  readonly polygonPoints: number | null;
};

export type ParsedRow =
  | { readonly ok: true; readonly value: YoloRow }
  /** What is wrong, as a sentence without its place and without what follows from it. */
  | { readonly ok: false; readonly problem: string };

/** Annotation tools overshoot 0..1 by rounding; the family's own reader allows one per cent as well. */
const tolerance = 0.01;
const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** @param row one line, trimmed and not empty */
export function parseYoloRow(row: string, classes: readonly string[], classesFile: string): ParsedRow {
  if (/[,;]/.test(row)) {
    const sign = row.includes(',') ? 'comma' : 'semicolon';
    return refuse(
      `a ${sign} stands in the row "${shortened(row)}"; values are separated by blanks, with a decimal point.`,
    );
  }
  const tokens = row.split(/\s+/);
  const name = namedClass(row, classes);
  if (name !== null) {
    return refuse(`the class is given by its name, "${name.name}"; here it must be its number, ${name.index}.`);
  }
  const values: number[] = [];
  for (const token of tokens) {
    const value = readNumber(token);
    if (typeof value === 'string') return refuse(value);
    values.push(value);
  }
  const [classIndex, ...coordinates] = values;
  const problem = classProblem(classIndex!, tokens[0]!, classes, classesFile) ?? countProblem(tokens.length);
  if (problem !== null) return refuse(problem);
  const outside = coordinates.findIndex((value) => value > 1 + tolerance || value < -tolerance);
  if (outside >= 0) return refuse(outsideProblem(tokens[outside + 1]!));
  return tokens.length === 5 ? box(classIndex!, coordinates) : polygon(classIndex!, coordinates);
}

function box(classIndex: number, [x, y, width, height]: readonly number[]): ParsedRow {
  if (!(width! > 0 && height! > 0)) {
    return refuse(`the box is ${width} wide and ${height} high; both must be greater than 0.`);
  }
  return {
    ok: true,
    value: {
      classIndex,
      xMin: x! - width! / 2,
      yMin: y! - height! / 2,
      xMax: x! + width! / 2,
      yMax: y! + height! / 2,
      polygonPoints: null,
    },
  };
}

function polygon(classIndex: number, coordinates: readonly number[]): ParsedRow {
  const xs = coordinates.filter((_, index) => index % 2 === 0);
  const ys = coordinates.filter((_, index) => index % 2 === 1);
  return {
    ok: true,
    value: {
      classIndex,
      xMin: Math.min(...xs),
      yMin: Math.min(...ys),
      xMax: Math.max(...xs),
      yMax: Math.max(...ys),
      polygonPoints: xs.length,
    },
  };
}

function readNumber(token: string): number | string {
  if (/^[+-]?nan(\(.*\))?$/i.test(token)) return `"${token}" is not a number.`;
  if (/^[+-]?inf(inity)?$/i.test(token)) return `"${token}" is infinite (inf), which is no place in an image.`;
  if (!numeral.test(token)) return `"${shortened(token)}" is not a number.`;
  const value = Number(token);
  return Number.isFinite(value) ? value : `"${shortened(token)}" is too large to be a place in an image (read as inf).`;
}

/** The class whose name starts the row where a number should stand; longer names first, since names may hold blanks. */
function namedClass(row: string, classes: readonly string[]): { name: string; index: number } | null {
  if (numeral.test(row.split(/\s+/)[0]!)) return null;
  const matches = classes
    .map((name, index) => ({ name, index }))
    .filter(({ name }) => row === name || (row.startsWith(name) && /\s/.test(row.charAt(name.length))))
    .sort((a, b) => b.name.length - a.name.length);
  return matches[0] ?? null;
}

function classProblem(value: number, written: string, classes: readonly string[], classesFile: string): string | null {
  if (!Number.isInteger(value) || value < 0) {
    return `the class is ${written}; it must be a whole number from 0, the first value of the row.`;
  }
  if (value >= classes.length) {
    const count = classes.length === 1 ? '1 class' : `${classes.length} classes`;
    return `class ${value} does not exist: ${classesFile} lists ${count} (${listClasses(classes)}). Either the list lacks a name or the row is wrong.`;
  }
  return null;
}

function countProblem(count: number): string | null {
  if (count === 5 || (count >= 7 && count % 2 === 1)) return null;
  if (count === 6) {
    return 'the row has 6 values; the sixth looks like the confidence of a model, and predictions are not labels. Remove the sixth values once a person has checked the boxes.';
  }
  return `the row has ${count} value${count === 1 ? '' : 's'}; a box has 5 (class, x centre, y centre, width, height), a polygon a class and at least 3 pairs.`;
}

function outsideProblem(written: string): string {
  return Number(written) > 1
    ? `${written} is greater than 1; values must be normalised (pixels divided by the width or height of the image).`
    : `${written} is less than 0; values must be normalised to 0..1.`;
}

function refuse(problem: string): ParsedRow {
  return { ok: false, problem };
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
