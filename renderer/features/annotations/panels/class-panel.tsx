import { useState } from 'react';
import { keyCap, useKeyOf } from '../../../app/commands/index.ts';
import { useAction } from '../../../client/index.ts';
import { Button, Panel, TextField } from '../../../ui/index.ts';
import { chooseClass } from '../session/boxes.ts';
import { noObject } from '../session/confirm.ts';
import { useLabel } from '../session/state.ts';

/** The class that stays chosen, by digit; where there is none yet, its name is asked for. */
export function ClassPanel({ classes }: { readonly classes: readonly string[] }) {
  const noKey = useKeyOf('label.no-object');
  const chosen = useLabel((state) => state.classIndex);
  return (
    <Panel title="Class" inside="flush" meta={classes.length > 1 ? 'stays chosen' : null}>
      {classes.length === 0 ? (
        <NameClass />
      ) : (
        <ul className="cls">
          {classes.map((name, index) => (
            <li key={name}>
              <button type="button" aria-pressed={index === chosen} onClick={() => chooseClass(index)}>
                {index < 9 ? <kbd>{index + 1}</kbd> : <span />}
                <span className="cut">{name}</span>
                {index === chosen ? <span className="right s q">stays chosen</span> : null}
              </button>
            </li>
          ))}
          <li>
            <button type="button" onClick={noObject}>
              {noKey ? <kbd>{keyCap(noKey)}</kbd> : <span />}
              <span>no object in this image</span>
            </button>
          </li>
        </ul>
      )}
    </Panel>
  );
}

function NameClass() {
  const [name, setName] = useState('');
  const setClasses = useAction((client, classes: string[]) => client.workspace.setClasses({ classes }));
  return (
    <form
      className="cls-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') setClasses.mutate([name.trim()]);
      }}
    >
      <TextField
        label="What is to be found, in one word"
        value={name}
        onChange={setName}
        placeholder="plug"
        problem={setClasses.problem?.sentence ?? null}
      />
      <Button type="submit" onPress={() => undefined}>
        Name it
      </Button>
    </form>
  );
}
