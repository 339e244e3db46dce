/**
 * What the stage tells a `PerformanceObserver` about itself: `plugsight:frame`, the main thread's work of one frame (detail: boxes drawn,
 * whether the picture was drawn too), and `plugsight:next-image`, from asking for the next picture to its being drawn (detail: whether it
 * lay ready). Entries are handed over and not kept.
 */
export const measures = { frame: 'plugsight:frame', nextImage: 'plugsight:next-image' } as const;

let askedAt: number | null = null;

/** The moment somebody asked for another picture: the press of a key comes before the stage hears of it. */
export function askedForNextImage(): void {
  askedAt = performance.now();
}

export function takeAskedAt(): number {
  const at = askedAt ?? performance.now();
  askedAt = null;
  return at;
}

export function report(name: string, start: number, detail: unknown): void {
  performance.measure(name, { start, end: performance.now(), detail });
  performance.clearMeasures(name);
}
