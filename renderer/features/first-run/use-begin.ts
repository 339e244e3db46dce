import type { FolderInspection } from '../../../shared/contract/sources.ts';
import { gravestErrorKey } from '../../../shared/domain/gravest-error.ts';
import { targetWordKey, targetWordProblem } from '../../../shared/domain/target-word.ts';
import { type EngineClient, useAction, useAuthor, useEngine } from '../../client/index.ts';
import { firstClasses, type LabelAnswer, nameOfWord, useAnswers } from './answers.ts';

type Answered = { readonly word: string; readonly labels: LabelAnswer };

/** What is asked of the engine from here: the import with the answers given, the demo, the first training. */
export function useBegin() {
  const { author } = useAuthor();
  const who = author || 'workstation';
  const { data: settings } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  // Shows the whole path in a minute, with figures that mean nothing; a setting of the workspace.
  const isRehearsal = settings?.rehearsal === true;
  const importing = useAction(
    async (client, { found, word, labels }: Answered & { readonly found: FolderInspection }) => {
      await remember(client, { word, labels }, found);
      const { storage } = useAnswers.getState();
      const { jobId } = await client.sources.import({
        folder: found.folder,
        storage,
        labels: labels === 'yolo' ? null : labels,
        author: who,
      });
      useAnswers.setState({ jobId });
    },
  );
  const demo = useAction(async (client) => {
    const { jobId } = await client.pipeline.run({ demo: true, isRehearsal, author: who });
    useAnswers.setState({ jobId });
  });
  const training = useAction(async (client, word: string) => {
    const { jobId } = await client.pipeline.run({ ...firstTraining(word, isRehearsal), author: who });
    useAnswers.setState({ jobId });
  });
  return {
    isRehearsal,
    problem: importing.problem ?? demo.problem ?? training.problem,
    isStarting: importing.isPending || demo.isPending || training.isPending,
    importFolder(found: FolderInspection, answered: Answered) {
      if (targetWordProblem(answered.word) === null) importing.mutate({ found, ...answered });
    },
    demo: () => demo.mutate(undefined),
    train: (word: string) => training.mutate(word),
  };
}

/** The pipeline that trains the first model on the pictures that are here. */
export function firstTraining(word: string, isRehearsal: boolean) {
  return { withImport: false, isRehearsal, name: nameOfWord(word) };
}

/** Keeps the answers; the word becomes the class where no label names one. */
async function remember(client: EngineClient, answered: Answered, found: FolderInspection): Promise<void> {
  const { gravestError } = useAnswers.getState();
  await client.workspace.changeSettings({ [targetWordKey]: answered.word.trim(), [gravestErrorKey]: gravestError });
  const classes = firstClasses(answered, found, await client.workspace.info());
  if (classes !== null) await client.workspace.setClasses({ classes });
}
