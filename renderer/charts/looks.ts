import { useSyncExternalStore } from 'react';

/** Colours and text of the charts, as the theme says now. */
export type ChartLooks = {
  readonly ink: string;
  readonly quiet: string;
  readonly axis: string;
  readonly grid: string;
  readonly one: string;
  readonly other: string;
  readonly bar: string;
  readonly strongBar: string;
  readonly outlier: string;
  readonly ground: string;
  readonly focus: string;
  readonly font: string;
  readonly textPx: number;
};

/** The event that `renderer/app/theme.ts` sends after theme or palette changed. */
const looksEvent = 'plugsight-looks';
const forcedColours = '(forced-colors: active)';

let current: ChartLooks | null = null;
/** The theme `current` was read in: it may change while no chart is on the screen. */
let readIn = '';

/** Under forced colours only the system's colours are seen; lines stay apart by their dashes. */
function readLooks(): ChartLooks {
  const style = getComputedStyle(document.documentElement);
  const isForced = window.matchMedia(forcedColours).matches;
  const colour = (name: string, system = 'CanvasText') =>
    isForced ? system : style.getPropertyValue(name).trim() || system;
  return {
    ink: colour('--ink'),
    quiet: colour('--ink-2'),
    axis: colour('--line-strong'),
    grid: colour('--grid', 'GrayText'),
    one: colour('--data-1'),
    other: colour('--data-2'),
    bar: colour('--data-fill'),
    strongBar: colour('--data-fill-2'),
    outlier: colour('--caution-line', 'Mark'),
    ground: colour('--surface', 'Canvas'),
    focus: colour('--focus', 'Highlight'),
    font: style.getPropertyValue('--font').trim() || 'sans-serif',
    textPx: Number.parseFloat(style.getPropertyValue('--t-s')) || 12,
  };
}

function subscribe(listener: () => void): () => void {
  const onChange = () => {
    current = null;
    listener();
  };
  const forced = window.matchMedia(forcedColours);
  window.addEventListener(looksEvent, onChange);
  forced.addEventListener('change', onChange);
  return () => {
    window.removeEventListener(looksEvent, onChange);
    forced.removeEventListener('change', onChange);
  };
}

function snapshot(): ChartLooks {
  const { theme = '', palette = '' } = document.documentElement.dataset;
  if (readIn !== `${theme} ${palette}`) current = null;
  readIn = `${theme} ${palette}`;
  current ??= readLooks();
  return current;
}

/** Read again whenever the theme changes. */
export function useChartLooks(): ChartLooks {
  return useSyncExternalStore(subscribe, snapshot);
}
