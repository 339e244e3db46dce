import type { View } from '../view.ts';
import type { OverlayBox } from './boxes.ts';
import type { Colours } from './colours.ts';
import { onStage } from './paint-boxes.ts';
import { type Rectangle, tagHeight, tagPlace } from './tag-place.ts';

const padding = 6;

/** Widths of texts, measured once. */
export class TextWidths {
  readonly #widths = new Map<string, number>();
  readonly #canvas: CanvasRenderingContext2D;

  constructor(canvas: CanvasRenderingContext2D) {
    this.#canvas = canvas;
  }

  of(text: string, font: string): number {
    const key = `${font}|${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      this.#canvas.font = font;
      width = this.#canvas.measureText(text).width;
      // Scores make ever new texts; a thousand are more than a picture shows.
      if (this.#widths.size > 1000) this.#widths.clear();
      this.#widths.set(key, width);
    }
    return width;
  }
}

export function paintTags(
  canvas: CanvasRenderingContext2D,
  view: View,
  boxes: readonly OverlayBox[],
  colours: Colours,
  widths: TextWidths,
  inside: Rectangle,
): void {
  canvas.textBaseline = 'middle';
  canvas.textAlign = 'left';
  for (const { kind, box, tag, note } of boxes) {
    const rectangle = onStage(view, box);
    const isSeen =
      rectangle.right > inside.left &&
      rectangle.left < inside.right &&
      rectangle.bottom > inside.top &&
      rectangle.top < inside.bottom;
    if (!isSeen) continue;
    const isTruth = kind === 'truth';
    const tagWidth = widths.of(tag, colours.strongFont) + 2 * padding;
    const place = tagPlace(rectangle, tagWidth, isTruth, false, inside);
    paintTag(canvas, tag, place, tagWidth, {
      ground: isTruth ? colours.truth : colours.predicted,
      ink: isTruth ? colours.onTruth : colours.onPredicted,
      font: colours.strongFont,
      edge: colours.caseDark,
    });
    if (note === undefined) continue;
    const noteWidth = widths.of(note, colours.font) + 2 * padding;
    const notePlace = tagPlace(rectangle, noteWidth, isTruth, true, inside);
    // A narrow box: the note follows its tag.
    const left = notePlace.top === place.top ? Math.max(notePlace.left, place.left + tagWidth + 2) : notePlace.left;
    paintTag(canvas, note, { left, top: notePlace.top }, noteWidth, {
      ground: colours.chip,
      ink: colours.onChip,
      font: colours.font,
      edge: null,
    });
  }
}

export function paintTag(
  canvas: CanvasRenderingContext2D,
  text: string,
  { left, top }: { readonly left: number; readonly top: number },
  width: number,
  look: { readonly ground: string; readonly ink: string; readonly font: string; readonly edge: string | null },
): void {
  const [x, y] = [Math.round(left), Math.round(top)];
  canvas.fillStyle = look.ground;
  canvas.fillRect(x, y, Math.ceil(width), tagHeight);
  if (look.edge !== null) {
    canvas.lineWidth = 1;
    canvas.strokeStyle = look.edge;
    canvas.strokeRect(x - 0.5, y - 0.5, Math.ceil(width) + 1, tagHeight + 1);
  }
  canvas.font = look.font;
  canvas.fillStyle = look.ink;
  canvas.fillText(text, x + padding, y + tagHeight / 2 + 1);
}
