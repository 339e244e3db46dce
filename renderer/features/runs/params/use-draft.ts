import { useEffect, useMemo } from 'react';
import { engine, problemOf, useEngine } from '../../../client/index.ts';
import { adoptFile, editDraft, useDraftState, wasNotSaved, wasSaved } from './draft.ts';
import { type ParamsPath, type WrittenValue, withValue } from './edit-text.ts';
import { reviewText, type TextReview } from './review-text.ts';

/** A change is in the file this long after the last key press. */
const saveAfterMs = 400;

export type DraftView = {
  readonly text: string;
  readonly review: TextReview;
  readonly saving: 'saved' | 'saving' | 'wrong' | 'failed';
  readonly trouble: string | null;
  readonly path: string;
  readonly edit: (text: string) => void;
  readonly set: (path: ParamsPath, value: WrittenValue) => void;
};

/** The next run's parameters: read from the workspace's file, saved to it while they are valid. Null until they were read. */
export function useDraft(first: (() => string) | null): DraftView | null {
  const { data: file } = useEngine(['runs.params'], (client) => client.runs.params());
  const { text, saved, trouble } = useDraftState();
  useEffect(() => {
    if (file && first) adoptFile(file.text, first);
  }, [file, first]);
  const review = useMemo(() => reviewText(text ?? ''), [text]);
  const isValid = review.params !== null;
  useEffect(() => {
    if (text === null || text === saved || !isValid) return;
    const timer = setTimeout(() => void save(text), saveAfterMs);
    return () => clearTimeout(timer);
  }, [text, saved, isValid]);
  if (text === null || !file) return null;
  return {
    text,
    review,
    saving: !isValid ? 'wrong' : text === saved ? 'saved' : trouble ? 'failed' : 'saving',
    trouble,
    path: file.path,
    edit: editDraft,
    set: (path, value) => editDraft(withValue(useDraftState.getState().text ?? '', path, value)),
  };
}

async function save(text: string): Promise<void> {
  try {
    await engine().runs.saveParams({ text });
    wasSaved(text);
  } catch (error) {
    wasNotSaved(problemOf(error).sentence);
  }
}
