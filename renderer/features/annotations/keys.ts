import { useCommands } from '../../app/commands/index.ts';
import type { ViewportHandle } from '../../viewport/index.ts';
import { labelCommands } from './commands.ts';
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

/** What every action of the editor does. */
export function useLabelKeys(handle: ViewportHandle, classCount: number, onReject: () => void): void {
  const arrow = (px: number, isResize: boolean) => (key?: string) => {
    const direction = directions[key?.split(' ').at(-1) ?? ''];
    if (direction) handle.arrow(direction[0] * px, direction[1] * px, isResize);
  };
  const toggle = (name: 'hasLoupe' | 'isModelView' | 'areBoxesHidden' | 'isDisplayLocked') => () =>
    useLabel.setState((state) => ({ [name]: !state[name] }));
  useCommands(labelCommands, {
    box: () => drawBox(handle, classCount),
    'select-tool': handle.cancel,
    leave: () => {
      if (useLabel.getState().tool === 'idle') select(null);
      handle.cancel();
    },
    'next-box': () => selectNext(1),
    'previous-box': () => selectNext(-1),
    class: {
      keyCount: classCount,
      run: (key) => {
        if (key) chooseClass(Number(key) - 1);
      },
    },
    'no-object': noObject,
    move: arrow(1, false),
    'move-10': arrow(10, false),
    'move-100': arrow(100, false),
    resize: arrow(1, true),
    'resize-10': arrow(10, true),
    grab: handle.grab,
    delete: remove,
    confirm,
    previous: () => show(useLabel.getState().at - 1),
    next: () => show(useLabel.getState().at + 1),
    accept,
    'accept-all': acceptAll,
    reject,
    copy: () => void copyPrevious(),
    undo,
    redo,
    reviewed: () => {
      const now = current();
      void review(now?.image.reviewState === 'reviewed' ? 'labelled' : 'reviewed');
    },
    rejected: onReject,
    fit: handle.fit,
    'one-to-one': handle.oneToOne,
    'look-left': handle.lookLeft,
    'look-right': handle.lookRight,
    'look-up': handle.lookUp,
    'look-down': handle.lookDown,
    'zoom-box': () => zoomToBox(handle),
    'zoom-in': handle.zoomIn,
    'zoom-out': handle.zoomOut,
    loupe: toggle('hasLoupe'),
    'model-view': toggle('isModelView'),
    hide: toggle('areBoxesHidden'),
    darker: () => adjust('brightness', -5),
    brighter: () => adjust('brightness', 5),
    'less-contrast': () => adjust('contrast', -5),
    'more-contrast': () => adjust('contrast', 5),
    'less-gamma': () => adjust('gamma', -0.1),
    'more-gamma': () => adjust('gamma', 0.1),
    colours: () =>
      useLabel.setState(({ display }) => ({ display: { ...display, isPseudoColour: !display.isPseudoColour } })),
    'lock-display': toggle('isDisplayLocked'),
  });
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

/** Begins a box, by key or by the tool's button; a box has to be one of something. */
export function drawBox(handle: Pick<ViewportHandle, 'draw'>, classCount: number): void {
  if (classCount === 0) say('Name what is to be found first, at the right.');
  else handle.draw();
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
