import { Dialog } from '../../ui/index.ts';
import { groupedCommands } from '../commands/command-list.ts';
import { keyCap, keysOf, useRegistry } from '../commands/index.ts';

/** What every key does here and now. */
export function KeySheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const commands = useRegistry((state) => state.commands);
  const ownKeys = useRegistry((state) => state.ownKeys);
  const groups = groupedCommands([...commands.values()].filter((command) => keysOf(command, ownKeys).length > 0));
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose} isWide>
      <div className="keysheet">
        {groups.map(({ group, commands: members }) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {members.map((command) => (
                <div key={command.id} className="spread">
                  <dt>{command.title}</dt>
                  <dd className="row">
                    {keysOf(command, ownKeys).map((key) => (
                      <kbd key={key}>{keyCap(key)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="help">Every key can be changed or switched off in Settings. Tab always moves the focus.</p>
    </Dialog>
  );
}
