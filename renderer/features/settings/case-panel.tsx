import { useEffect, useState } from 'react';
import type { WorkspaceInfo } from '../../../shared/contract/workspace.ts';
import { type GravestError, gravestErrorKey } from '../../../shared/domain/gravest-error.ts';
import { targetWordKey, targetWordOf, targetWordProblem } from '../../../shared/domain/target-word.ts';
import { useAction, useEngine, useGravestError } from '../../client/index.ts';
import { Button, Panel, ProblemNotice, Radios, TextField } from '../../ui/index.ts';
import { canRename, classProblem, followsWord, renamed, withClass } from './class-list.ts';

/** What this workspace is about: the word and the error that must never happen, as the first questions asked them, and its classes. */
export function CasePanel() {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const { data: settings } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  if (!info || !settings) return null;
  const word = targetWordOf(settings, info.classes);
  return (
    <Panel title="What is to be found">
      <Word word={word} info={info} />
      <Gravest word={info.classes[0] ?? word} />
      <Classes info={info} />
    </Panel>
  );
}

function Word({ word, info }: { readonly word: string; readonly info: WorkspaceInfo }) {
  const [text, setText] = useState(word);
  useEffect(() => setText(word), [word]);
  const follows = followsWord(info, word);
  const keep = useAction(async (client, next: string) => {
    if (follows) await client.workspace.setClasses({ classes: [next] });
    await client.workspace.changeSettings({ [targetWordKey]: next });
  });
  const problem = targetWordProblem(text);
  const isChanged = problem === null && text.trim() !== word;
  return (
    <form
      className="row st-author"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) keep.mutate(text.trim());
      }}
    >
      <TextField
        label="In one word"
        value={text}
        onChange={setText}
        problem={keep.problem?.sentence ?? problem}
        help={
          follows
            ? 'The class follows it: no box carries it yet.'
            : 'Names the first dataset and model. Boxes and figures say their class.'
        }
      />
      {isChanged ? (
        <Button type="submit" onPress={() => undefined}>
          Keep this word
        </Button>
      ) : null}
    </form>
  );
}

function Gravest({ word }: { readonly word: string }) {
  const gravest = useGravestError();
  const keep = useAction((client, next: GravestError) => client.workspace.changeSettings({ [gravestErrorKey]: next }));
  return (
    <div className="st-part">
      <h3>What must never happen</h3>
      <Radios<GravestError>
        label="What must never happen"
        value={gravest}
        options={[
          { id: 'false-positive', name: `Says ${word}, none there` },
          { id: 'miss', name: `Says none, ${word} there` },
        ]}
        onChange={(next) => keep.mutate(next)}
      />
      <p className="help">Said first wherever both are. Thresholds and verdicts do not change with it.</p>
      {keep.problem ? <ProblemNotice problem={keep.problem} /> : null}
    </div>
  );
}

function Classes({ info }: { readonly info: WorkspaceInfo }) {
  const { classes } = info;
  const [renaming, setRenaming] = useState<number | null>(null);
  const set = useAction((client, next: readonly string[]) => client.workspace.setClasses({ classes: [...next] }));
  return (
    <div className="st-part">
      <h3>Classes</h3>
      {classes.length > 0 ? (
        <ol className="st-classes">
          {classes.map((name, place) => (
            <li key={name}>
              <span className="q">{place}</span>
              {renaming === place ? (
                <NameForm
                  label={`New name of ${name}`}
                  act="Rename"
                  before={name}
                  problemOf={(text) => classProblem(text, classes, place)}
                  onName={(text) => set.mutate(renamed(classes, place, text), { onSuccess: () => setRenaming(null) })}
                />
              ) : (
                <>
                  <span className="cut">{name}</span>
                  {canRename(info) ? (
                    <Button kind="quiet" label={`Rename ${name}`} onPress={() => setRenaming(place)}>
                      Rename
                    </Button>
                  ) : null}
                </>
              )}
            </li>
          ))}
        </ol>
      ) : null}
      <NameForm
        key={classes.length}
        label={classes.length === 0 ? 'First class' : 'One more class'}
        act="Add"
        before=""
        problemOf={(text) => classProblem(text, classes)}
        onName={(text) => set.mutate(withClass(classes, text))}
      />
      <p className="help">
        Labels hold the number.{' '}
        {canRename(info)
          ? 'As soon as an image has boxes, classes keep their names and places.'
          : 'These keep their names and places: boxes carry them.'}
      </p>
      {set.problem ? <ProblemNotice problem={set.problem} /> : null}
    </div>
  );
}

function NameForm({
  label,
  act,
  before,
  problemOf,
  onName,
}: {
  readonly label: string;
  readonly act: string;
  readonly before: string;
  readonly problemOf: (text: string) => string | null;
  readonly onName: (text: string) => void;
}) {
  const [text, setText] = useState(before);
  const problem = problemOf(text);
  return (
    <form
      className="row st-author grow"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && problem === null) onName(text);
      }}
    >
      <TextField label={label} value={text} onChange={setText} problem={problem} />
      <Button type="submit" onPress={() => undefined}>
        {act}
      </Button>
    </form>
  );
}
