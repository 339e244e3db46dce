import './params.css';

export { augmentRows } from './fields.ts';
export { NumberRowField } from './number-row.tsx';
export type { DraftView } from './use-draft.ts';
export { useNextParams } from './use-next-params.ts';
