import { z } from 'zod';

const rectangleSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Rectangle = z.infer<typeof rectangleSchema>;

/** What is kept of the window between two starts; lengths in device-independent pixels. */
export const windowStateSchema = z.object({ bounds: rectangleSchema, isMaximized: z.boolean() });
export type WindowState = z.infer<typeof windowStateSchema>;

export const smallestWindow = { width: 1024, height: 680 } as const;

/**
 * Where the window opens: where it was, if enough of its title bar can be seen on one of the displays that are there now; else in the
 * middle of the first one, as large as it was as far as that fits.
 */
export function placeWindow(kept: WindowState | null, workAreas: readonly [Rectangle, ...Rectangle[]]): WindowState {
  const [first] = workAreas;
  const wanted = kept?.bounds ?? { x: Number.NaN, y: Number.NaN, width: 1440, height: 900 };
  const isSeen = workAreas.some((area) => titleBarShare(wanted, area) >= 0.25);
  if (isSeen && kept) return kept;
  const width = Math.min(Math.max(wanted.width, smallestWindow.width), first.width);
  const height = Math.min(Math.max(wanted.height, smallestWindow.height), first.height);
  const bounds = {
    x: Math.round(first.x + (first.width - width) / 2),
    y: Math.round(first.y + (first.height - height) / 2),
    width,
    height,
  };
  return { bounds, isMaximized: kept?.isMaximized ?? false };
}

/** Share of the window's uppermost 40 px that lies on `area`. */
function titleBarShare(bounds: Rectangle, area: Rectangle): number {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const down = Math.min(bounds.y + 40, area.y + area.height) - Math.max(bounds.y, area.y);
  return across > 0 && down > 0 ? (across * down) / (bounds.width * 40) : 0;
}
