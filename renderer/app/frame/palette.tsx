import { useState } from 'react';
import { Autocomplete, Input, Menu, MenuItem, SearchField } from 'react-aria-components';
import { Dialog } from '../../ui/index.ts';
import { findCommands } from '../commands/command-list.ts';
import { keyCap, keysOf, useRegistry } from '../commands/index.ts';

/** Every command there is on this screen and everywhere, found by its words; Enter does it. */
export function Palette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const commands = useRegistry((state) => state.commands);
  const ownKeys = useRegistry((state) => state.ownKeys);
  const close = () => {
    setText('');
    onClose();
  };
  const found = findCommands(commands.values(), text);
  return (
    <Dialog title="Find any command" isOpen={isOpen} onClose={close}>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchField aria-label="Command" autoFocus>
          <Input className="input" placeholder="what to do" />
        </SearchField>
        <Menu
          className="palette"
          aria-label="Commands"
          items={found}
          renderEmptyState={() => <p className="q palette-none">No command has these words.</p>}
          onAction={(id) => {
            close();
            // After the dialog has given the focus back: a command may want it elsewhere.
            setTimeout(() => commands.get(String(id))?.run());
          }}
        >
          {(command) => {
            const [key] = keysOf(command, ownKeys);
            return (
              <MenuItem
                id={command.id}
                textValue={`${command.group} ${command.title}`}
                className="menu-item palette-item"
              >
                <span>{command.title}</span>
                <span className="s q">{command.group}</span>
                {key ? <kbd>{keyCap(key)}</kbd> : <span />}
              </MenuItem>
            );
          }}
        </Menu>
      </Autocomplete>
    </Dialog>
  );
}
