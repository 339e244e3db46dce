import { z } from 'zod';

/** What a person decided, by the procedure that does it, as a sentence for the log. What jobs do is logged by the jobs. */
const decisions: Readonly<Record<string, (input: Asked) => string>> = {
  'models.promote': ({ author, model, comment }) => `${author} put ${model} into production${because(comment)}`,
  'models.rollBack': ({ author, comment }) =>
    `${author} put the model back that was in production before${because(comment)}`,
  'models.archive': ({ author, model, comment }) => `${author} archived ${model}${because(comment)}`,
  'models.restore': ({ author, model, comment }) => `${author} made ${model} a candidate again${because(comment)}`,
  'models.register': ({ runId }) => `${runId} was registered as a model.`,
  'models.export': ({ model }) => `${model} was exported.`,
  'models.import': ({ path }) => `A model was imported from ${path}.`,
  'evaluations.look': ({ author, reason }) => `${author} looked at the pictures of the test role${because(reason)}`,
  'runs.stop': ({ runId }) => `${runId} was asked to stop.`,
  'jobs.stop': () => 'A job was asked to stop.',
  'workspace.setClasses': () => 'The classes of the workspace were named.',
  'workspace.setFileNameRule': ({ expression }) =>
    expression ? `The rule for file names was set to ${expression}` : 'The rule for file names is the default again.',
};

const asked = z.object({
  author: z.string().catch('Somebody'),
  model: z.string().catch('a model'),
  comment: z.string().catch(''),
  reason: z.string().catch(''),
  runId: z.string().catch('A run'),
  path: z.string().catch('a file'),
  expression: z.string().catch(''),
});
type Asked = z.infer<typeof asked>;

/** The sentence of a decision; null for what decides nothing. */
export function decisionOf(procedure: string, input: unknown): string | null {
  const told = decisions[procedure];
  if (!told) return null;
  return told(asked.parse(typeof input === 'object' && input !== null ? input : {}));
}

function because(reason: string): string {
  return reason === '' ? '.' : `: ${reason}`;
}
