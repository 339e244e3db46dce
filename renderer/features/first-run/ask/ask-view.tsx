import { type ReactNode, useState } from 'react';
import type { GravestError } from '../../../../shared/domain/gravest-error.ts';
import { targetWordProblem } from '../../../../shared/domain/target-word.ts';
import { type ExchangeFormat, formatTitle } from '../../../../shared/formats/exchange/format.ts';
import { problemOf, shell } from '../../../client/index.ts';
import { Button, PageHead, Panel, ProblemNotice, Segments, TextField } from '../../../ui/index.ts';
import {
  chooseFolder,
  counted,
  FolderChooser,
  gigabytes,
  labelSentence,
  Thumbnail,
  useInspection,
} from '../../images/index.ts';
import { chooseFolderAnew, type LabelAnswer, labelAnswer, useAnswers, wordAnswer, wordHelp } from '../answers.ts';
import { ChoiceCards } from '../choice-cards.tsx';
import { foundSentence } from '../found.ts';
import { RehearsalNotice } from '../rehearsal-notice.tsx';
import { useBegin } from '../use-begin.ts';
import { DemoPanel } from './demo-panel.tsx';
import { SpacePanel } from './space-panel.tsx';

/** Four questions on one sheet; what lies on the disk answers what it can. */
export function AskView() {
  const answers = useAnswers();
  const [isChoosing, setChoosing] = useState(false);
  const inspection = useInspection(answers.folder);
  const found = inspection.data?.problem ? undefined : inspection.data;
  const word = wordAnswer(answers.word, found);
  const labels = labelAnswer(answers.labels, found);
  const begin = useBegin();
  const choose = async () => {
    if (!shell) return setChoosing(true);
    const chosen = await chooseFolder('Folder of pictures');
    if (chosen !== null) chooseFolderAnew(chosen);
  };
  const problem = inspection.error ? problemOf(inspection.error) : (inspection.data?.problem ?? null);
  const isLooking = answers.folder.trim() !== '' && !inspection.data && !inspection.error;
  return (
    <>
      <PageHead title="New workspace" state="Four answers, about two minutes. All of them can be changed later.">
        {found ? (
          <Button kind="primary" onPress={() => begin.importFolder(found, { word, labels })}>
            Import {counted(found.pictures, 'picture')}
          </Button>
        ) : (
          <Button kind="primary" icon="i-folder" onPress={() => void choose()}>
            Choose a folder
          </Button>
        )}
      </PageHead>
      <div className="body flows fr-grid">
        <Panel title="The station" meta="answers found on the disk are filled in" inside="flush-scroll" className="frp">
          <div className="frin">
            <Question number={1} title="Where are the pictures?">
              <div className="row folderpath">
                <TextField
                  label="Folder or share"
                  isLabelHidden
                  value={answers.folder}
                  onChange={chooseFolderAnew}
                  placeholder="folder or share"
                  autoFocus
                />
                <Button icon="i-folder" onPress={() => void choose()}>
                  Choose
                </Button>
              </div>
              {found ? (
                <div className="fts" aria-hidden="true">
                  {found.samples.map((path) => (
                    <Thumbnail
                      key={path}
                      address={`/media/files/thumbnail?path=${encodeURIComponent(path)}`}
                      widthPx={found.sizes[0]?.widthPx ?? 306}
                      heightPx={found.sizes[0]?.heightPx ?? 256}
                    />
                  ))}
                </div>
              ) : null}
              {found ? (
                <p className="help">
                  <b>{counted(found.pictures, 'picture')} found</b>
                  {foundSentence(found)}
                </p>
              ) : (
                <p className="help">
                  {isLooking
                    ? 'Looking through the folder'
                    : 'A folder on this machine, a stick or a share. Originals are never changed.'}
                </p>
              )}
              {problem ? <ProblemNotice problem={problem} /> : null}
              {found?.refused.map((refused) => (
                <p key={refused.sentence} className="help bad">
                  {refused.sentence}
                </p>
              ))}
            </Question>
            <Question number={2} title="Are they labelled already?">
              <div className="seg">
                <Segments<LabelAnswer>
                  label="Labels"
                  value={labels}
                  options={labelOptions}
                  onChange={(next) => useAnswers.setState({ labels: next })}
                />
              </div>
              <p className="help">
                {found ? labelsHelp(labels, found.labels.format, labelSentence(found)) : 'Labels can also come later.'}
              </p>
            </Question>
            <Question number={3} title="What is to be found, in one word?">
              <div className="w214">
                <TextField
                  label="In one word"
                  isLabelHidden
                  value={word}
                  onChange={(next) => useAnswers.setState({ word: next })}
                  problem={targetWordProblem(word)}
                />
              </div>
              <p className="help">{wordHelp(word, labels, found)}</p>
            </Question>
            <Question number={4} title="What must never happen?">
              <ChoiceCards<GravestError>
                label="What must never happen"
                value={answers.gravestError}
                onChange={(gravestError) => useAnswers.setState({ gravestError })}
                choices={[
                  {
                    id: 'false-positive',
                    title: `Says ${word}, none there`,
                    detail: 'The machine starts on nothing.',
                  },
                  { id: 'miss', title: `Says none, ${word} there`, detail: 'The machine waits; a stop is costly.' },
                ]}
              />
              <p className="help">Said first wherever both are. At first: at most 1 false report in 20 tries.</p>
            </Question>
            <Question title="Copy or leave them?" isLast>
              <ChoiceCards
                label="Copy or leave them"
                value={answers.storage}
                onChange={(storage) => useAnswers.setState({ storage })}
                choices={[
                  {
                    id: 'copy',
                    title: 'Copy into the workspace',
                    detail: `${found ? `${gigabytes(found.disk.copyBytes)}. ` : ''}Stays whole when the folder is cleaned up.`,
                  },
                  {
                    id: 'reference',
                    title: 'Leave where they are',
                    detail: `${found ? `${gigabytes(found.disk.referenceBytes)}. ` : ''}A picture deleted there is lost here.`,
                  },
                ]}
              />
            </Question>
            {begin.problem ? <ProblemNotice problem={begin.problem} /> : null}
          </div>
        </Panel>
        <div className="stack">
          <Panel title="What happens then" meta={<span className="hide-narrow">nothing leaves this machine</span>}>
            <ol className="lin nx">
              <Step title="Pictures come in" words="checked, measured and prepared, one by one" />
              <Step
                title={labels === 'none' ? 'You label some' : 'Labels come with them'}
                words={labels === 'none' ? 'mostly by keyboard' : 'what cannot be carried is said'}
              />
              <Step title="A model is trained here" words="the screen says when it will finish" />
              <Step title="It has to prove itself" words="on pictures it has never seen" />
            </ol>
          </Panel>
          {found ? <SpacePanel found={found} storage={answers.storage} /> : null}
          {begin.isRehearsal ? <RehearsalNotice /> : null}
          <DemoPanel onDemo={() => begin.demo()} />
        </div>
      </div>
      <FolderChooser
        title="Folder of pictures"
        isOpen={isChoosing}
        onClose={() => setChoosing(false)}
        onChoose={(folder) => {
          chooseFolderAnew(folder);
          setChoosing(false);
        }}
      />
    </>
  );
}

const shortTitles: Readonly<Record<ExchangeFormat, string>> = {
  yolo: 'YOLO',
  cvat: 'CVAT',
  'label-studio': 'Label Studio',
  'pascal-voc': 'Pascal VOC',
  coco: 'COCO',
};

const labelOptions: readonly { readonly id: LabelAnswer; readonly name: string }[] = [
  { id: 'none', name: 'No' },
  ...(Object.entries(shortTitles) as [ExchangeFormat, string][]).map(([id, name]) => ({ id, name })),
];

function labelsHelp(answer: LabelAnswer, found: ExchangeFormat | null, sentence: string): string {
  if (answer === (found ?? 'none')) return sentence;
  if (answer === 'none') return `${sentence} They are left aside.`;
  return `No ${formatTitle[answer]} was found in this folder; if there is none, the pictures come in without labels and it is said.`;
}

function Question({
  number,
  title,
  children,
  isLast = false,
}: {
  readonly number?: number;
  readonly title: string;
  readonly children: ReactNode;
  readonly isLast?: boolean;
}) {
  return (
    <div className={`fq${isLast ? ' last' : ''}`}>
      <span className="fn">{number}</span>
      <div className="fqt">
        <h3>{title}</h3>
      </div>
      <div className="fqa">{children}</div>
    </div>
  );
}

function Step({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <li>
      <svg className="node on-surface" viewBox="0 0 14 14" aria-hidden="true">
        <use href="#n-empty" />
      </svg>
      <span>
        <b>{title}</b>
        <br />
        <span className="s q">{words}</span>
      </span>
    </li>
  );
}
