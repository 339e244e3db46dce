import type { Size } from '../../shared/domain/size.ts';
import type { OverlayBox } from './overlay/boxes.ts';
import { type Colours, readColours } from './overlay/colours.ts';
import { type Hand, loupePlace, loupePoint, loupeView, paintLoupeFrame } from './overlay/loupe.ts';
import { onStage, paintBoxes } from './overlay/paint-boxes.ts';
import { paintCrosshair } from './overlay/paint-crosshair.ts';
import { paintHandles, paintMarks } from './overlay/paint-marks.ts';
import { paintTags, Tags } from './overlay/paint-tags.ts';
import type { Rectangle } from './overlay/tag-place.ts';
import { paintPicture } from './picture/paint-picture.ts';
import type { Picture } from './picture/picture-store.ts';
import type { StageContent } from './stage.ts';
import type { ToolState } from './tools/state.ts';
import { toStage, type View } from './view.ts';

export type Scene = {
  readonly content: StageContent | null;
  readonly picture: Picture | null;
  readonly view: View;
  readonly tool: ToolState;
  /** `pointer` on the stage; null: it is not over it. */
  readonly hand: Hand;
};

type Loupe = { readonly place: Rectangle; readonly view: View };

/**
 * Draws a scene on two canvases, picture and overlay. What stands still from one frame to the next (the boxes while another one is drawn)
 * is kept as a layer and copied.
 */
export class Painter {
  readonly #picture: CanvasRenderingContext2D;
  readonly #overlay: CanvasRenderingContext2D;
  readonly #still: CanvasRenderingContext2D;
  /** What the still layer holds, or would hold: compared piece by piece. */
  #stillOf: readonly unknown[] = [];
  #isStillDrawn = false;
  #stage: Size = { widthPx: 0, heightPx: 0 };
  #pixelRatio = 1;
  #colours: Colours = readColours();
  #tags = new Tags(this.#colours, 1);

  constructor(picture: HTMLCanvasElement, overlay: HTMLCanvasElement) {
    this.#picture = contextOf(picture);
    this.#overlay = contextOf(overlay);
    this.#still = contextOf(document.createElement('canvas'));
  }

  measure(stage: Size, pixelRatio: number): void {
    this.#stage = stage;
    this.#pixelRatio = pixelRatio;
    this.#tags = new Tags(this.#colours, pixelRatio);
    this.#stillOf = [];
    for (const { canvas } of [this.#picture, this.#overlay, this.#still]) {
      canvas.width = Math.max(1, Math.round(stage.widthPx * pixelRatio));
      canvas.height = Math.max(1, Math.round(stage.heightPx * pixelRatio));
    }
  }

  readColours(): void {
    this.#colours = readColours();
    this.#tags = new Tags(this.#colours, this.#pixelRatio);
    this.#stillOf = [];
  }

  paint(scene: Scene, hasPicture: boolean): void {
    const loupe = this.#loupe(scene);
    if (hasPicture) this.#paintPicture(scene, loupe);
    this.#paintOverlay(scene, loupe);
  }

  #paintPicture({ content, picture, view }: Scene, loupe: Loupe | null): void {
    const canvas = this.#picture;
    this.#begin(canvas);
    if (!content || !picture) return;
    paintPicture(canvas, picture, content.size, view, this.#pixelRatio);
    if (!loupe) return;
    canvas.save();
    this.#clearIn(canvas, loupe.place);
    paintPicture(canvas, picture, content.size, loupe.view, this.#pixelRatio);
    canvas.restore();
  }

  #paintOverlay(scene: Scene, loupe: Loupe | null): void {
    const canvas = this.#overlay;
    this.#begin(canvas);
    const { content, view, tool } = scene;
    if (!content || !scene.picture) return;
    const inside = this.#inside(content.size, view);
    const all = content.areBoxesHidden ? [] : content.boxes;
    const inHand = tool.name === 'moving' || tool.name === 'resizing' ? tool : null;
    const still = inHand ? all.filter(({ id }) => id !== inHand.id) : all;
    const moving = inHand
      ? all.filter(({ id }) => id === inHand.id).map((one): OverlayBox => ({ ...one, box: inHand.box }))
      : [];
    const drawn = boxInDrawing(tool);
    const live = drawn ? [...moving, drawn] : moving;
    canvas.save();
    clipTo(canvas, inside);
    this.#paintStill(canvas, scene, still, inside);
    paintBoxes(canvas, view, live, this.#colours, inside, this.#pixelRatio);
    paintTags(canvas, view, live, this.#tags, inside);
    const selected = moving[0] ?? all.find(({ id }) => id === content.selectedId);
    if (selected?.isEditable && selected.id === content.selectedId && !content.isReadOnly) {
      const held = tool.name === 'grabbing' ? tool.corner : null;
      paintHandles(canvas, view, selected.box, this.#colours, held);
    }
    if (tool.name === 'drawing') paintCrosshair(canvas, view, tool.cursor, this.#colours, this.#tags, inside);
    canvas.restore();
    if (!loupe) return;
    canvas.save();
    this.#clearIn(canvas, loupe.place);
    paintBoxes(canvas, loupe.view, [...still, ...live], this.#colours, loupe.place, this.#pixelRatio);
    canvas.restore();
    paintLoupeFrame(canvas, loupe.place, this.#colours);
  }

  /** Directly where it changed since the last frame; the second frame alike makes the layer, the following ones copy it. */
  #paintStill(canvas: CanvasRenderingContext2D, scene: Scene, boxes: readonly OverlayBox[], inside: Rectangle): void {
    const { content, view, tool } = scene;
    const inHand = tool.name === 'moving' || tool.name === 'resizing' ? tool.id : null;
    const holds = [content?.boxes, content?.marks, content?.areBoxesHidden, view, inHand];
    const isSame = holds.length === this.#stillOf.length && holds.every((one, at) => one === this.#stillOf[at]);
    if (!isSame) {
      this.#stillOf = holds;
      this.#isStillDrawn = false;
      this.#paintBoxesAndTags(canvas, scene, boxes, inside);
      return;
    }
    if (!this.#isStillDrawn) {
      this.#begin(this.#still);
      this.#paintBoxesAndTags(this.#still, scene, boxes, inside);
      this.#isStillDrawn = true;
    }
    canvas.drawImage(this.#still.canvas, 0, 0, this.#stage.widthPx, this.#stage.heightPx);
  }

  #paintBoxesAndTags(
    canvas: CanvasRenderingContext2D,
    { content, view }: Scene,
    boxes: readonly OverlayBox[],
    inside: Rectangle,
  ): void {
    if (content && !content.areBoxesHidden) paintMarks(canvas, view, content.marks, this.#colours);
    paintBoxes(canvas, view, boxes, this.#colours, inside, this.#pixelRatio);
    paintTags(canvas, view, boxes, this.#tags, inside);
  }

  /** The part of the picture that is seen. */
  #inside({ widthPx, heightPx }: Size, view: View): Rectangle {
    const whole = onStage(view, { xMin: 0, yMin: 0, xMax: widthPx, yMax: heightPx });
    return {
      left: Math.max(0, whole.left),
      top: Math.max(0, whole.top),
      right: Math.min(this.#stage.widthPx, whole.right),
      bottom: Math.min(this.#stage.heightPx, whole.bottom),
    };
  }

  /** Clears a canvas and makes one unit a CSS pixel. */
  #begin(canvas: CanvasRenderingContext2D): void {
    canvas.setTransform(this.#pixelRatio, 0, 0, this.#pixelRatio, 0, 0);
    canvas.clearRect(0, 0, this.#stage.widthPx, this.#stage.heightPx);
  }

  #clearIn(canvas: CanvasRenderingContext2D, place: Rectangle): void {
    clipTo(canvas, place);
    canvas.clearRect(0, 0, this.#stage.widthPx, this.#stage.heightPx);
  }

  #loupe({ content, tool, hand, view }: Scene): Loupe | null {
    if (!content?.hasLoupe) return null;
    const boxes = content.areBoxesHidden ? [] : content.boxes;
    const selected = boxes.find(({ id, isEditable }) => id === content.selectedId && isEditable)?.box ?? null;
    const at = loupePoint(hand, tool, selected, view);
    if (!at) return null;
    const place = loupePlace(toStage(view, at), this.#stage);
    return { place, view: loupeView(at, place, view.scale) };
  }
}

function boxInDrawing(tool: ToolState): OverlayBox | null {
  if (tool.name !== 'drawing' || tool.anchor === null) return null;
  const { anchor, cursor } = tool;
  const box = {
    xMin: Math.min(anchor.x, cursor.x),
    yMin: Math.min(anchor.y, cursor.y),
    xMax: Math.max(anchor.x, cursor.x),
    yMax: Math.max(anchor.y, cursor.y),
  };
  return { id: '', kind: 'truth', box, tag: '' };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser gives no 2D canvas');
  return context;
}

function clipTo(canvas: CanvasRenderingContext2D, { left, top, right, bottom }: Rectangle): void {
  canvas.beginPath();
  canvas.rect(left, top, right - left, bottom - top);
  canvas.clip();
}
