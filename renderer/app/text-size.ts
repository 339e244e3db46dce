import { type TextSize, textSizes } from '../../shared/contract/shell.ts';

/** What a setting says; whatever is no size counts as the usual one. */
export function textSizeOf(setting: unknown): TextSize {
  return textSizes.find((size) => size === setting) ?? 100;
}

/** The next size up or down; at either end it stays. */
export function textSizeAfter(size: TextSize, by: -1 | 1): TextSize {
  return textSizes[textSizes.indexOf(size) + by] ?? size;
}
