export { useViewport, ViewportHandle } from './handle.ts';
export { isOnPicture, viewportInUse } from './on-page.ts';
export { type OverlayBox, type OverlayMark, predictedBox, truthBox } from './overlay/boxes.ts';
export { type Display, plainDisplay } from './picture/display.ts';
export { SharedView, useSharedView } from './shared-view.ts';
export { askedForNextImage, measures } from './timing.ts';
export type { ToolState } from './tools/state.ts';
export { Viewport, type ViewportProps } from './viewport.tsx';
