import { create } from 'zustand';
import type { LiveSource } from '../../../shared/contract/station.ts';

/** What was asked for last, while the window is open. */
export const useStart = create<{
  readonly kind: LiveSource['kind'];
  readonly folder: string;
  readonly seconds: number;
  /** `plug@2`; null: the one in production, else the newest. */
  readonly model: string | null;
}>(() => ({ kind: 'workspace', folder: '', seconds: 1, model: null }));
