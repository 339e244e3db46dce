import { type Command, useCommands } from '../../app/commands/index.ts';
import type { ViewportHandle } from '../../viewport/index.ts';
import { chooseClass, copyPrevious, remove, selectNext } from './session/boxes.ts';
import { confirm, noObject, review } from './session/confirm.ts';
import { show } from './session/open.ts';
import { accept, acceptAll, openProposals, reject } from './session/proposals.ts';
import { current, say, select, selectedProposal, useLabel } from './session/state.ts';
import { redo, undo } from './session/step.ts';

const directions: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const arrows = Object.keys(directions);

/** Every action of the editor with its key; a person may change or switch off any of them. */
export function useLabelKeys(handle: ViewportHandle, classCount: number, onReject: () => void): void {
  const command = (name: string, title: string, keys: readonly string[], run: (key?: string) => void): Command => ({
    id: `label.${name}`,
    title,
    group: 'Label',
    keys,
    run,
  });
  const arrowKeys = (name: string, title: string, modifier: string, px: number, isResize: boolean) =>
    command(
      name,
      title,
      arrows.map((arrow) => `${modifier}${arrow}`),
      (key) => {
        const direction = directions[key?.split(' ').at(-1) ?? ''];
        if (!direction) return;
        handle.arrow(direction[0] * px, direction[1] * px, isResize);
      },
    );
  const toggle = (name: 'hasLoupe' | 'isModelView' | 'areBoxesHidden' | 'isDisplayLocked') => () =>
    useLabel.setState((state) => ({ [name]: !state[name] }));
  useCommands([
    command(
      'box',
      'Box: two clicks or a drag; by keys, arrows move the crosshair and this sets each corner',
      ['B'],
      () => {
        if (classCount === 0) say('Name what is to be found first, at the right.');
        else handle.draw();
      },
    ),
    command('select-tool', 'Select', ['V'], handle.cancel),
    command('leave', 'Leave the tool, deselect', ['Escape'], () => {
      if (useLabel.getState().tool === 'idle') select(null);
      handle.cancel();
    }),
    command('next-box', 'Next box or proposal', ['J'], () => selectNext(1)),
    command('previous-box', 'Previous box or proposal', ['Shift J'], () => selectNext(-1)),
    command('class', 'Class of the selected box and of the next ones', digitsOf(classCount), (key) => {
      if (key) chooseClass(Number(key) - 1);
    }),
    command('no-object', 'No object in this image, next image', ['N'], noObject),
    arrowKeys('move', 'Move the selected box, corner or crosshair by 1 px', '', 1, false),
    arrowKeys('move-10', 'Move by 10 px', 'Shift ', 10, false),
    arrowKeys('move-100', 'Move by 100 px', 'Ctrl ', 100, false),
    arrowKeys('resize', 'Move the right or lower edge by 1 px', 'Alt ', 1, true),
    arrowKeys('resize-10', 'Move the right or lower edge by 10 px', 'Alt Shift ', 10, true),
    command('grab', 'Take the next corner of the box, then arrows', ['G'], handle.grab),
    command('delete', 'Delete the box', ['Delete'], remove),
    command('confirm', 'Confirm, next image', ['Enter'], confirm),
    command('previous', 'Previous image', ['PageUp'], () => show(useLabel.getState().at - 1)),
    command('next', 'Next image, this one stays open', ['PageDown'], () => show(useLabel.getState().at + 1)),
    command('accept', 'Accept the proposal', ['A'], accept),
    command('accept-all', 'Accept all proposals', ['Shift A'], acceptAll),
    command('reject', 'Reject the proposal', ['X'], reject),
    command('copy', 'Copy the boxes of the image before', ['C'], () => void copyPrevious()),
    command('undo', 'Undo', ['Ctrl Z'], undo),
    command('redo', 'Redo', ['Ctrl Y', 'Ctrl Shift Z'], redo),
    command('reviewed', 'Reviewed by me', ['R'], () => {
      const now = current();
      void review(now?.image.reviewState === 'reviewed' ? 'labelled' : 'reviewed');
    }),
    command('rejected', 'Reject the label, with a word why', ['Shift R'], onReject),
    command('fit', 'Whole picture', ['F'], handle.fit),
    command('one-to-one', '1:1', ['0'], handle.oneToOne),
    command('zoom-box', 'Zoom to the box', ['Z'], () => zoomToBox(handle)),
    command('zoom-in', 'Zoom in', ['+', '='], handle.zoomIn),
    command('zoom-out', 'Zoom out', ['-'], handle.zoomOut),
    command('loupe', 'Loupe', ['L'], toggle('hasLoupe')),
    command('model-view', "Model's view", ['M'], toggle('isModelView')),
    command('hide', 'Hide the boxes', ['H'], toggle('areBoxesHidden')),
    command('darker', 'Display: darker', ['['], () => adjust('brightness', -5)),
    command('brighter', 'Display: brighter', [']'], () => adjust('brightness', 5)),
    command('less-contrast', 'Display: less contrast', [';'], () => adjust('contrast', -5)),
    command('more-contrast', 'Display: more contrast', ["'"], () => adjust('contrast', 5)),
    command('less-gamma', 'Display: less gamma', [','], () => adjust('gamma', -0.1)),
    command('more-gamma', 'Display: more gamma', ['.'], () => adjust('gamma', 0.1)),
    command('colours', 'Display: grey levels as colours', [], () =>
      useLabel.setState(({ display }) => ({ display: { ...display, isPseudoColour: !display.isPseudoColour } })),
    ),
    command('lock-display', 'Keep display settings for the next images', ['K'], toggle('isDisplayLocked')),
  ]);
}

function digitsOf(classCount: number): string[] {
  return Array.from({ length: Math.min(9, classCount) }, (_, index) => String(index + 1));
}

export const displayRanges = {
  brightness: { min: -100, max: 100, step: 1 },
  contrast: { min: -95, max: 95, step: 1 },
  gamma: { min: 0.2, max: 4, step: 0.05 },
} as const;

function adjust(name: keyof typeof displayRanges, by: number): void {
  const { min, max } = displayRanges[name];
  useLabel.setState(({ display }) => {
    const value = Math.min(max, Math.max(min, display[name] + by));
    return { display: { ...display, [name]: Math.round(value * 100) / 100 } };
  });
}

/** The selected box or proposal, else the first there is. */
function zoomToBox(handle: ViewportHandle): void {
  const now = current();
  if (!now) return;
  const { selected } = useLabel.getState();
  const proposal = selectedProposal(selected) ?? (now.work.boxes.length === 0 ? openProposals(now)[0] : undefined);
  const own = now.work.boxes.find(({ key }) => key === selected) ?? now.work.boxes[0];
  const box = proposal === undefined ? own?.box : now.image.proposals?.boxes[proposal]?.box;
  if (box) handle.zoomTo(box);
  else say('There is no box to zoom to.');
}
