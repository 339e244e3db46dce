/** What becomes of the engine: it ends, it finishes its work alone, it stops its work, or the window stays. */
export type Parting = 'idle' | 'finish' | 'stop' | 'stay';

export type PartingQuestion = {
  readonly message: string;
  readonly detail: string;
  /** In their order; each with what it means. */
  readonly choices: readonly { readonly label: string; readonly parting: Parting }[];
};

/** What to ask before the window leaves its workspace; null: nothing is going on, nothing to ask. */
export function partingQuestion(work: readonly string[], leaving: 'quit' | 'open-another'): PartingQuestion | null {
  const [only] = work;
  if (only === undefined) return null;
  const isQuitting = leaving === 'quit';
  return {
    message: work.length === 1 ? `${only}. It is under way.` : `${work.length} things are under way.`,
    detail: [
      ...(work.length === 1 ? [] : work),
      `Leave it running: it goes on without the window, ends by itself, and is there when you open ${isQuitting ? 'Plugsight' : 'this workspace'} again. Keep the machine from sleeping.`,
      'Stop it: what is finished is kept. A training can be resumed from its last epoch.',
    ].join('\n'),
    choices: [
      { label: 'Leave it running', parting: 'finish' },
      { label: isQuitting ? 'Stop it and quit' : 'Stop it and open', parting: 'stop' },
      { label: 'Cancel', parting: 'stay' },
    ],
  };
}

/** What an answer of the system's dialog means: the number of a button; whatever else, nothing is done. */
export function partingOf(question: PartingQuestion, response: number): Parting {
  return question.choices[response]?.parting ?? 'stay';
}
