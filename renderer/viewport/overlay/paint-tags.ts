import type { View } from '../view.ts';
import type { OverlayBox } from './boxes.ts';
import type { Colours } from './colours.ts';
import { isSeen } from './frame-lines.ts';
import { onStage } from './paint-boxes.ts';
import { type Rectangle, tagHeight, tagPlace } from './tag-place.ts';

const padding = 6;
/** Scores make ever new texts; this many are more than a picture shows. */
const keptTags = 400;

type Look = { readonly ground: string; readonly ink: string; readonly font: string; readonly edge: string | null };
type Tag = { readonly drawing: HTMLCanvasElement; readonly width: number };

/** Text tags, each drawn once and then copied: a copy costs a fifth of what its text and ground do. */
export class Tags {
  readonly #kept = new Map<string, Tag>();
  readonly #colours: Colours;
  readonly #pixelRatio: number;

  constructor(colours: Colours, pixelRatio: number) {
    this.#colours = colours;
    this.#pixelRatio = pixelRatio;
  }

  predicted(text: string): Tag {
    const { predicted, onPredicted, strongFont, caseDark } = this.#colours;
    return this.#tag(text, { ground: predicted, ink: onPredicted, font: strongFont, edge: caseDark });
  }

  truth(text: string): Tag {
    const { truth, onTruth, strongFont, caseDark } = this.#colours;
    return this.#tag(text, { ground: truth, ink: onTruth, font: strongFont, edge: caseDark });
  }

  /** A read-out: neutral, without an edge. */
  chip(text: string): Tag {
    const { chip, onChip, font } = this.#colours;
    return this.#tag(text, { ground: chip, ink: onChip, font, edge: null });
  }

  #tag(text: string, look: Look): Tag {
    const key = `${look.ground} ${text}`;
    const known = this.#kept.get(key);
    if (known) return known;
    if (this.#kept.size >= keptTags) this.#kept.clear();
    const made = drawTag(text, look, this.#pixelRatio);
    this.#kept.set(key, made);
    return made;
  }
}

function drawTag(text: string, look: Look, pixelRatio: number): Tag {
  const drawing = document.createElement('canvas');
  const canvas = drawing.getContext('2d');
  if (!canvas) throw new Error('this browser gives no 2D canvas');
  canvas.font = look.font;
  const width = Math.ceil(canvas.measureText(text).width) + 2 * padding;
  // One pixel around it for the edge. Setting the size resets the canvas.
  drawing.width = Math.ceil((width + 2) * pixelRatio);
  drawing.height = Math.ceil((tagHeight + 2) * pixelRatio);
  canvas.scale(pixelRatio, pixelRatio);
  if (look.edge !== null) {
    canvas.fillStyle = look.edge;
    canvas.fillRect(0, 0, width + 2, tagHeight + 2);
    canvas.clearRect(1, 1, width, tagHeight);
  }
  canvas.fillStyle = look.ground;
  canvas.fillRect(1, 1, width, tagHeight);
  canvas.font = look.font;
  canvas.textBaseline = 'middle';
  canvas.fillStyle = look.ink;
  canvas.fillText(text, 1 + padding, 2 + tagHeight / 2);
  return { drawing, width };
}

/** Copies a tag to a place of the stage, on whole pixels of the screen. */
export function paintTag(
  canvas: CanvasRenderingContext2D,
  { drawing, width }: Tag,
  { left, top }: { readonly left: number; readonly top: number },
): void {
  canvas.drawImage(drawing, Math.round(left) - 1, Math.round(top) - 1, width + 2, tagHeight + 2);
}

export function paintTags(
  canvas: CanvasRenderingContext2D,
  view: View,
  boxes: readonly OverlayBox[],
  tags: Tags,
  inside: Rectangle,
): void {
  for (const { kind, box, tag: text, note } of boxes) {
    const rectangle = onStage(view, box);
    if (text === '' || !isSeen(rectangle, inside)) continue;
    const isTruth = kind === 'truth';
    const tag = isTruth ? tags.truth(text) : tags.predicted(text);
    const place = tagPlace(rectangle, tag.width, isTruth, false, inside);
    paintTag(canvas, tag, place);
    if (note === undefined) continue;
    const said = tags.chip(note);
    const notePlace = tagPlace(rectangle, said.width, isTruth, true, inside);
    // A narrow box: the note follows its tag.
    const left = notePlace.top === place.top ? Math.max(notePlace.left, place.left + tag.width + 2) : notePlace.left;
    paintTag(canvas, said, { left, top: notePlace.top });
  }
}
