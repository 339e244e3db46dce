import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Stage, type StageContent } from '../../../renderer/viewport/stage.ts';

const camera = { widthPx: 2448, heightPx: 2050 };
const content: StageContent = {
  url: null,
  size: camera,
  boxes: [],
  marks: [],
  selectedId: null,
  isReadOnly: true,
  areBoxesHidden: false,
  hasLoupe: false,
  keepsLast: false,
  isWaiting: false,
};
/** What the editor gives while an image's record is still being read. */
const waiting: StageContent = { ...content, size: { widthPx: 1, heightPx: 1 }, isWaiting: true };

/** As much of a page as a stage touches when nothing is drawn. */
const silent = { addEventListener: () => undefined, removeEventListener: () => undefined };
const canvas = () => ({ ...silent, getContext: () => ({ canvas: {} }) }) as unknown as HTMLCanvasElement;
const root = {
  ...silent,
  clientWidth: 800,
  clientHeight: 600,
  style: {},
  dataset: {},
  setAttribute: () => undefined,
} as unknown as HTMLElement;

let stage: Stage;
beforeEach(() => {
  vi.stubGlobal('window', { ...silent, devicePixelRatio: 1, matchMedia: () => ({ ...silent, matches: false }) });
  vi.stubGlobal('document', {
    createElement: canvas,
    documentElement: {},
    fonts: { ready: new Promise(() => undefined) },
  });
  vi.stubGlobal('getComputedStyle', () => ({ getPropertyValue: () => '' }));
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
  stage = new Stage(root, canvas(), canvas());
  stage.update(content);
});
afterEach(() => {
  stage.dispose();
  vi.unstubAllGlobals();
});

test('a picture is shown whole until somebody zooms', () => {
  expect(stage.view.isFit).toBe(true);
  stage.zoomTo({ xMin: 1000, yMin: 900, xMax: 1200, yMax: 1100 });
  expect(stage.view.isFit).toBe(false);
});

test('zoom and position stay from one image to the next, whether or not its record is read yet', () => {
  stage.zoomTo({ xMin: 1000, yMin: 900, xMax: 1200, yMax: 1100 });
  const { view } = stage;
  stage.update(waiting);
  expect(stage.view).toEqual(view);
  stage.update(content);
  expect(stage.view).toEqual(view);
});

test('a hand that zooms while the record is being read zooms on the picture, not on nothing', () => {
  stage.zoomTo({ xMin: 1000, yMin: 900, xMax: 1200, yMax: 1100 });
  stage.update(waiting);
  stage.zoomBy(1.25);
  const { view } = stage;
  stage.update(content);
  expect(stage.view).toEqual(view);
  // The middle of the stage is still the middle of the box.
  expect((400 - view.left) / view.scale).toBeCloseTo(1100);
  expect((300 - view.top) / view.scale).toBeCloseTo(1000);
});

test('the whole picture stays the whole picture, and one of another camera is shown whole', () => {
  stage.update(waiting);
  stage.update(content);
  expect(stage.view.isFit).toBe(true);
  stage.oneToOne();
  stage.update(waiting);
  stage.update({ ...content, size: { widthPx: 640, heightPx: 480 } });
  expect(stage.view.isFit).toBe(true);
});
