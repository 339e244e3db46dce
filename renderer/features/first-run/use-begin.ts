import type { FolderInspection } from '../../../shared/contract/sources.ts';
import { type EngineClient, useAction, useAuthor, useEngine } from '../../client/index.ts';
import { type LabelAnswer, nameOfWord, useAnswers, wordProblem } from './answers.ts';

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
      await remember(client, word, found);
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
    const { jobId } = await client.pipeline.run({
      withImport: false,
      isRehearsal,
      name: nameOfWord(word),
      author: who,
    });
    useAnswers.setState({ jobId });
  });
  return {
    isRehearsal,
    problem: importing.problem ?? demo.problem ?? training.problem,
    isStarting: importing.isPending || demo.isPending || training.isPending,
    importFolder(found: FolderInspection, answered: Answered) {
      if (wordProblem(answered.word) === null) importing.mutate({ found, ...answered });
    },
    demo: () => demo.mutate(undefined),
    train: (word: string) => training.mutate(word),
  };
}

/** Keeps the answers; the word becomes the first class where the labels name none. */
async function remember(client: EngineClient, word: string, { labels }: FolderInspection): Promise<void> {
  const { gravestError } = useAnswers.getState();
  await client.workspace.changeSettings({ targetWord: word.trim(), gravestError });
  const { classes, counts } = await client.workspace.info();
  const isOpen = classes.length === 0 && counts.withBoxes === 0;
  if (isOpen && labels.classes.length === 0 && (labels.format === null || labels.format === 'yolo')) {
    await client.workspace.setClasses({ classes: [word.trim()] });
  }
}
