import { describe, expect, test } from 'vitest';
import { nextStep } from '../../../renderer/viewport/tools/machine.ts';
import {
  idleState,
  type ToolContext,
  type ToolEffect,
  type ToolInput,
} from '../../../renderer/viewport/tools/state.ts';

const plug = { id: 'plug', box: { xMin: 100, yMin: 100, xMax: 300, yMax: 200 }, isEditable: true };
const proposal = { id: 'proposal', box: { xMin: 600, yMin: 600, xMax: 700, yMax: 700 }, isEditable: false };
const context: ToolContext = {
  picture: { widthPx: 2448, heightPx: 2050 },
  boxes: [plug, proposal],
  selectedId: null,
  slop: 20,
  isReadOnly: false,
};

const at = (x: number, y: number) => ({ image: { x, y }, stage: { x: x / 4, y: y / 4 } });
const down = (x: number, y: number, isPan = false): ToolInput => ({ kind: 'down', at: at(x, y), isPan });
const move = (x: number, y: number): ToolInput => ({ kind: 'move', at: at(x, y) });
const up = (x: number, y: number): ToolInput => ({ kind: 'up', at: at(x, y) });
const draw = (x: number, y: number): ToolInput => ({ kind: 'draw', cursor: { x, y } });
const arrow = (dx: number, dy: number, isResize = false): ToolInput => ({ kind: 'arrow', dx, dy, isResize });

/** Plays the inputs; answers the state they end in and everything they did. */
function play(inputs: readonly ToolInput[], over: Partial<ToolContext> = {}) {
  let state = idleState as ReturnType<typeof nextStep>['state'];
  const effects: ToolEffect[] = [];
  for (const input of inputs) {
    const next = nextStep(state, input, { ...context, ...over });
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

describe('drawing', () => {
  const box = { xMin: 1000, yMin: 800, xMax: 1400, yMax: 1100 };
  test('two clicks', () => {
    const { state, effects } = play([
      draw(0, 0),
      move(990, 790),
      down(1000, 800),
      up(1001, 801),
      move(1200, 900),
      down(1400, 1100),
      up(1400, 1100),
    ]);
    expect(effects).toEqual([{ kind: 'create', box }]);
    expect(state.name).toBe('idle');
  });
  test('one drag, in any direction', () => {
    expect(play([draw(0, 0), down(1400, 800), move(1200, 900), up(1000, 1100)]).effects).toEqual([
      { kind: 'create', box },
    ]);
  });
  test('keys alone: the crosshair by arrows, each corner by the key', () => {
    const { effects } = play([draw(1000, 800), draw(0, 0), arrow(400, 0), arrow(0, 300), draw(0, 0)]);
    expect(effects).toEqual([{ kind: 'create', box }]);
  });
  test('the key at one place makes no box, and a double click none either', () => {
    expect(play([draw(1000, 800), draw(0, 0), draw(0, 0)]).effects).toEqual([]);
    const clicked = play([draw(0, 0), down(1000, 800), up(1000, 800), down(1000, 800), up(1000, 800)]);
    expect(clicked.effects).toEqual([]);
    expect(clicked.state).toMatchObject({ name: 'drawing', anchor: { x: 1000, y: 800 } });
  });
  test('Esc gives up', () => {
    expect(play([draw(0, 0), down(1000, 800), up(1000, 800), { kind: 'cancel' }])).toEqual({
      state: idleState,
      effects: [],
    });
  });
  test('the picture can be moved in the middle of a box', () => {
    const { state, effects } = play([
      draw(0, 0),
      down(1000, 800),
      up(1000, 800),
      down(400, 400, true),
      move(440, 400),
      up(440, 400),
      down(1400, 1100),
      up(1400, 1100),
    ]);
    expect(effects).toEqual([
      { kind: 'pan', dx: 10, dy: 0 },
      { kind: 'create', box },
    ]);
    expect(state.name).toBe('idle');
  });
});

describe('changing', () => {
  test('a press selects and takes the box along; one change where it comes up', () => {
    const { effects } = play([down(150, 150), move(160, 150), move(200, 180), up(200, 180)]);
    expect(effects).toEqual([
      { kind: 'select', id: 'plug' },
      { kind: 'change', id: 'plug', box: { xMin: 150, yMin: 130, xMax: 350, yMax: 230 }, isNudge: false },
    ]);
  });
  test('a click changes nothing', () => {
    expect(play([down(150, 150), up(150, 150)]).effects).toEqual([{ kind: 'select', id: 'plug' }]);
  });
  test('a handle resizes', () => {
    const { effects } = play([down(300, 200), move(380, 260), up(400, 300)], { selectedId: 'plug' });
    expect(effects.at(-1)).toEqual({
      kind: 'change',
      id: 'plug',
      box: { ...plug.box, xMax: 400, yMax: 300 },
      isNudge: false,
    });
  });
  test('a proposal is selected, never moved', () => {
    expect(play([down(650, 650), move(700, 700), up(700, 700)]).effects).toEqual([{ kind: 'select', id: 'proposal' }]);
    expect(play([arrow(1, 0)], { selectedId: 'proposal' }).effects).toEqual([]);
  });
  test('arrows move, with Alt they move the right and lower edge', () => {
    expect(play([arrow(1, 0)], { selectedId: 'plug' }).effects).toEqual([
      { kind: 'change', id: 'plug', box: { xMin: 101, yMin: 100, xMax: 301, yMax: 200 }, isNudge: true },
    ]);
    expect(play([arrow(0, -10, true)], { selectedId: 'plug' }).effects).toEqual([
      { kind: 'change', id: 'plug', box: { ...plug.box, yMax: 190 }, isNudge: true },
    ]);
  });
  test('G goes from corner to corner, arrows move the one that is held', () => {
    const second = play([{ kind: 'grab' }, { kind: 'grab' }, arrow(10, 0)], { selectedId: 'plug' });
    expect(second.state).toEqual({ name: 'grabbing', id: 'plug', corner: 'ne' });
    expect(second.effects).toEqual([{ kind: 'change', id: 'plug', box: { ...plug.box, xMax: 310 }, isNudge: true }]);
    expect(
      play([{ kind: 'grab' }, { kind: 'grab' }, { kind: 'grab' }, { kind: 'grab' }, { kind: 'grab' }], {
        selectedId: 'plug',
      }).state,
    ).toEqual(idleState);
    expect(play([{ kind: 'grab' }]).state).toEqual(idleState);
  });
  test('Esc in a drag leaves the box as it was', () => {
    expect(play([down(150, 150), move(400, 400), { kind: 'cancel' }]).effects).toEqual([
      { kind: 'select', id: 'plug' },
    ]);
  });
});

describe('where nothing can be changed', () => {
  test('a drag moves the picture, a click on a box selects it', () => {
    const { effects } = play([down(150, 150), move(190, 150), up(190, 150)], { isReadOnly: true });
    expect(effects).toEqual([
      { kind: 'select', id: 'plug' },
      { kind: 'pan', dx: 10, dy: 0 },
    ]);
    expect(play([down(150, 150), move(158, 150), up(158, 150)], { isReadOnly: true }).effects).toEqual([
      { kind: 'select', id: 'plug' },
    ]);
    expect(play([draw(0, 0)], { isReadOnly: true }).state).toEqual(idleState);
  });
});
