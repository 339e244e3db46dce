import type { ComponentType, LazyExoticComponent } from 'react';
import type { NodeState } from '../ui/index.ts';
import type { CommandTable } from './commands/index.ts';

/** What the rail says of a screen: a mark and a few words; normal states are silent, others say why. */
export type RailState = { readonly node: NodeState; readonly words: string };

export type Screen = {
  /** In the address and in code. */
  readonly id: string;
  /** In the rail, the menu and the command palette. */
  readonly name: string;
  /** In the rail: above the pipeline, a step of it, or below; `aside`: not in the rail. */
  readonly place: 'above' | 'pipeline' | 'below' | 'aside';
  readonly view: LazyExoticComponent<ComponentType> | ComponentType;
  /** Everything its keys and the palette can do there; absent: nothing of its own. */
  readonly commands?: CommandTable;
  readonly useRail: () => RailState | null;
};
