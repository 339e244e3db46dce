import { useMemo } from 'react';
import type { Size } from '../../shared/domain/size.ts';
import type { Sight } from './view.ts';

/** A stage that looks where the others look. */
type Follower = { follow(): void };

/**
 * One zoom and place for several viewports on pictures of one size: what the hand does in one, all do. Holds what was last looked at, so
 * that a viewport that comes later looks there too; a picture of another size is looked at whole.
 */
export class SharedView {
  readonly #followers = new Set<Follower>();
  #last: { readonly picture: Size; readonly sight: Sight } | null = null;

  /** For the stages alone; answers how to leave. */
  join(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Where to look in a picture of this size. */
  sightOn({ widthPx, heightPx }: Size): Sight {
    const { picture, sight } = this.#last ?? { picture: null, sight: null };
    return picture?.widthPx === widthPx && picture.heightPx === heightPx ? sight : null;
  }

  /** The hand moved the view of one stage. */
  look(by: Follower, picture: Size, sight: Sight): void {
    this.#last = { picture, sight };
    for (const follower of this.#followers) if (follower !== by) follower.follow();
  }
}

export function useSharedView(): SharedView {
  return useMemo(() => new SharedView(), []);
}
