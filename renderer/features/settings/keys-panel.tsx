import { type KeyboardEvent, useState } from 'react';
import { groupedCommands, keyHolders } from '../../app/commands/command-list.ts';
import { type DeclaredCommand, keyCap, keyName, keysOf, useRegistry } from '../../app/commands/index.ts';
import { declaredCommands } from '../../app/declared-commands.ts';
import { useAction } from '../../client/index.ts';
import { Button, Panel, ProblemNotice } from '../../ui/index.ts';

/** Every command of the program with its keys: changed by pressing the new one, or switched off. */
export function KeysPanel() {
  const ownKeys = useRegistry((state) => state.ownKeys);
  const [asking, setAsking] = useState<string | null>(null);
  const [changed, setChanged] = useState<string | null>(null);
  const save = useAction((client, keys: Readonly<Record<string, readonly string[]>>) =>
    client.workspace.changeSettings({
      keys: Object.fromEntries(Object.entries(keys).map(([id, list]) => [id, [...list]])),
    }),
  );
  const set = (id: string, keys: readonly string[] | null) => {
    const { [id]: _own, ...others } = ownKeys;
    const next = keys === null ? others : { ...others, [id]: keys };
    useRegistry.setState({ ownKeys: next });
    save.mutate(next);
    setAsking(null);
  };
  const press = (event: KeyboardEvent, command: DeclaredCommand) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setAsking(null);
    const name = keyName(event.nativeEvent);
    if (name === null) return;
    setChanged(command.id);
    set(command.id, [name]);
  };
  const clashes = clashesOf(changed, ownKeys);
  return (
    <Panel title="Keys" meta="of every screen" inside="flush-scroll">
      <div role="status">
        {clashes.map((sentence) => (
          <p key={sentence} className="st-said caution">
            {sentence}
          </p>
        ))}
      </div>
      {save.problem ? <ProblemNotice problem={save.problem} /> : null}
      {groupedCommands(declaredCommands).map(({ group, commands: members }) => (
        <section key={group}>
          <h3 className="st-group">{group}</h3>
          <ul>
            {members.map((command) => (
              <li key={command.id} className="st-key">
                <span>{command.title}</span>
                <span className="row wrap">
                  {keysOf(command, ownKeys).map((key) => (
                    <kbd key={key}>{keyCap(key)}</kbd>
                  ))}
                  {keysOf(command, ownKeys).length === 0 ? <span className="s q">no key</span> : null}
                </span>
                <span className="row">
                  {asking === command.id ? (
                    <input
                      className="input"
                      // The press that follows is for this field alone.
                      ref={(field) => field?.focus()}
                      readOnly
                      value="press the key"
                      aria-label={`New key for: ${command.title}`}
                      onKeyDown={(event) => press(event, command)}
                      onBlur={() => setAsking(null)}
                    />
                  ) : command.isKeySet ? null : (
                    <Button
                      kind="quiet"
                      label={`Change the key of: ${command.title}`}
                      onPress={() => setAsking(command.id)}
                    >
                      Change
                    </Button>
                  )}
                  {keysOf(command, ownKeys).length > 0 ? (
                    <Button kind="quiet" label={`Off: no key for ${command.title}`} onPress={() => set(command.id, [])}>
                      Off
                    </Button>
                  ) : null}
                  {ownKeys[command.id] ? (
                    <Button kind="quiet" label={`Usual key for ${command.title}`} onPress={() => set(command.id, null)}>
                      Usual
                    </Button>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}

/** What else the keys of a command do, as long as they do. */
function clashesOf(id: string | null, ownKeys: Readonly<Record<string, readonly string[]>>): string[] {
  const command = declaredCommands.find((one) => one.id === id);
  if (!command) return [];
  return keysOf(command, ownKeys).flatMap((key) => {
    const titles = keyHolders(declaredCommands, ownKeys, key, command).map(({ title }) => title);
    return titles.length === 0
      ? []
      : [`${keyCap(key)} also does: ${titles.join(', ')}. The one met last is done; give the other its own key.`];
  });
}
