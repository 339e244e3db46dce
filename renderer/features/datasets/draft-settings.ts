import { create } from 'zustand';
import type { FreezeInput } from '../../../shared/contract/datasets.ts';

export type DraftSettings = {
  /** Null: the name of the newest version, or of the first class. */
  readonly name: string | null;
  /** Null: as the newest version, or 42. */
  readonly seed: number | null;
  readonly shares: FreezeInput['shares'];
  readonly keepRoles: boolean | null;
};

/** How the next version will be frozen; kept while the page lives. */
export const useDraftSettings = create<DraftSettings>(() => ({
  name: null,
  seed: null,
  shares: null,
  keepRoles: null,
}));
