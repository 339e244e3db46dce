import { isOnPicture } from '../../viewport/index.ts';
import { keyName } from './key-name.ts';
import { keysOf, useRegistry } from './registry.ts';

/** Where keys belong to what is being typed or chosen. */
const typing =
  'input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=textbox], [role=listbox], [role=menu], [role=dialog]';

/** Keys that edit a text where one is typed. */
const editingKeys = ['Z', 'Shift Z', 'Y', 'A', 'C', 'V', 'X', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].map(
  (key) => `Ctrl ${key}`,
);

/** Controls that step by keys of their own. */
const stepping = 'input[type=range], input[type=radio], [role=slider], [role=radiogroup], [role=tablist]';
const stepKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** Sends key presses to the commands on the screen. In a text field only keys with Ctrl get through. Answers how to stop. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = keyName(event);
    if (name === null) return;
    const isTyping = event.target instanceof Element && event.target.closest(typing) !== null;
    if (isTyping && (!name.startsWith('Ctrl ') || editingKeys.includes(name))) return;
    if (stepKeys.includes(name) && event.target instanceof Element && event.target.closest(stepping)) return;
    // A focused button is pressed by these two; a command takes them only where nothing else would.
    const isPressing =
      (name === 'Enter' || name === 'Space') &&
      event.target instanceof Element &&
      event.target.closest('button, a, summary, [role=tab]') !== null;
    if (isPressing) return;
    const { commands, ownKeys } = useRegistry.getState();
    const isPicture = event.target instanceof Node && isOnPicture(event.target);
    // The one registered last wins: a tool over its screen, a screen over the frame.
    const command = [...commands.values()]
      .reverse()
      .find((one) => keysOf(one, ownKeys).includes(name) && (!one.needsPicture || isPicture));
    if (!command) return;
    event.preventDefault();
    command.run(name);
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
