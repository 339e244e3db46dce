import type { Result } from '../../../../shared/domain/problem.ts';
import type { ForeignImage, ForeignLabels } from '../../../../shared/formats/exchange/foreign-labels.ts';
import { notCarried } from '../../../../shared/formats/exchange/losses.ts';

/** `plug 70 30 90 70` to a thousandth, or the state; a refused entry as `refused: why`. */
export function said({ content }: ForeignImage): string[] {
  if (content.state === 'refused') return [`refused: ${content.why}`];
  if (content.state !== 'boxes') return [content.state];
  return content.boxes.map(({ className, box }) =>
    [className, ...[box.xMin, box.yMin, box.xMax, box.yMax].map((value) => Number(value.toFixed(3)))].join(' '),
  );
}

export function read(result: Result<ForeignLabels>): ForeignLabels {
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value;
}

/** What the first picture says. */
export function first(result: Result<ForeignLabels>): string[] {
  return said(read(result).images[0]!);
}

export function sentences(result: Result<ForeignLabels>): string[] {
  return read(result).images.flatMap(({ losses }) => notCarried(losses).map(({ sentence }) => sentence));
}

export function refusal(result: Result<unknown>): string {
  return result.ok ? 'accepted' : result.problem.sentence;
}
