import { useEffect, useState } from 'react';
import type { FileNameReading } from '../../../shared/contract/workspace.ts';
import { count } from '../../../shared/evaluation/wording.ts';
import { useAction, useEngine } from '../../client/index.ts';
import { Button, Panel, ProblemNotice, TextField } from '../../ui/index.ts';
import { readingWords, ruleSetWords } from './file-name-words.ts';

/** How long a hand rests before what it typed is tried. */
const restMs = 350;

/** The rule that says which frames are one try and when they were taken, tried on names of this workspace before it is set. */
export function FileNamesPanel() {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  if (!info) return null;
  return <Rule inForce={info.fileNameRule} images={info.counts.images} />;
}

function Rule({ inForce, images }: { readonly inForce: string | null; readonly images: number }) {
  const [text, setText] = useState(inForce ?? '');
  useEffect(() => setText(inForce ?? ''), [inForce]);
  const tried = useRested(text.trim());
  const { data: reading } = useEngine(['workspace.tryFileNameRule', tried], (client) =>
    client.workspace.tryFileNameRule({ expression: tried || null }),
  );
  const set = useAction((client, expression: string | null) => client.workspace.setFileNameRule({ expression }));
  const isTried = tried === text.trim();
  const problem = isTried ? (reading?.problem?.sentence ?? null) : null;
  const isChanged = text.trim() !== (inForce ?? '');
  return (
    <Panel title="File names" meta={inForce === null ? 'the default rule' : 'a rule of its own'}>
      <form
        className="st-part"
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged && isTried && problem === null) set.mutate(text.trim() || null);
        }}
      >
        <TextField
          label="Rule for file names"
          value={text}
          onChange={setText}
          placeholder="the default: <uuid>_1, <uuid>_2"
          problem={problem}
          help={
            <>
              A regular expression. Its group, or the one named <span className="mono">episode</span>, is what the
              frames of one try share; <span className="mono">year month day hour minute second</span> name the time.
              Empty: the default.
            </>
          }
        />
        {reading && problem === null ? <Reading reading={reading} images={images} /> : null}
        {set.problem && problem === null ? <ProblemNotice problem={set.problem} /> : null}
        <div className="row">
          {isChanged && problem === null ? (
            <Button type="submit" isDisabled={!isTried} onPress={() => undefined}>
              {text.trim() === '' ? 'Use the default' : 'Use this rule'}
            </Button>
          ) : null}
          {inForce !== null && text.trim() !== '' ? (
            <Button kind="quiet" onPress={() => setText('')}>
              Empty it
            </Button>
          ) : null}
        </div>
        <p className="help" role="status">
          {set.data && !isChanged ? ruleSetWords(set.data) : ''}
        </p>
      </form>
    </Panel>
  );
}

function Reading({ reading, images }: { readonly reading: FileNameReading; readonly images: number }) {
  if (images === 0) return <p className="help">What it reads stands here once pictures are in.</p>;
  return (
    <>
      <ul className="st-read">
        {reading.examples.map((example) => (
          <li key={example.name}>
            <span className="mono cut" title={example.name}>
              {example.name}
            </span>
            <span className="s">{readingWords(example)}</span>
          </li>
        ))}
      </ul>
      <p className="help">
        {count(reading.fitting)} of {count(reading.looked)} names {reading.looked < images ? 'looked at ' : ''}fit.
      </p>
    </>
  );
}

/** A text once it has rested: nothing is asked at every letter. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
