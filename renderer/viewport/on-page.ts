import type { ViewportHandle } from './handle.ts';

const handles = new Map<HTMLElement, ViewportHandle>();

/** For the viewport alone; answers how to leave. */
export function joinPage(root: HTMLElement, handle: ViewportHandle): () => void {
  handles.set(root, handle);
  return () => handles.delete(root);
}

/** Is this part of the page a picture, or inside of one? */
export function isOnPicture(target: Node): boolean {
  return [...handles.keys()].some((root) => root.contains(target));
}

/** The viewport that keys and commands mean: the one with the focus, else the first on the page. */
export function viewportInUse(): ViewportHandle | null {
  const all = [...handles];
  const focused = all.find(([root]) => root.contains(document.activeElement));
  const first = () =>
    all.toSorted(([one], [other]) =>
      one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    )[0];
  return (focused ?? first())?.[1] ?? null;
}
