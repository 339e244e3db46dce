import {
  BarController,
  BarElement,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import './charts.css';
import { type Overlay, overlayPlugin } from './overlay.ts';
import { type ChartTable, TextAlternative } from './text-alternative.tsx';

Chart.register(
  BarController,
  BarElement,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  ScatterController,
  Tooltip,
);

/** What can be chosen in a chart: clicked, or by the arrow keys and Enter. `dataset` and `index` as Chart.js counts them. */
export type Choice = {
  readonly dataset: number;
  readonly index: number;
  readonly label: string;
  readonly run: () => void;
};

type PlotConfiguration = Pick<ChartConfiguration, 'type' | 'data' | 'options'>;

/**
 * A canvas that fills its box. The chart is made once and updated in place, never animated. The canvas has `label` as its name and the table
 * stands behind it for screen readers.
 */
export function Plot({
  label,
  configuration,
  overlay,
  table,
  choices = [],
}: {
  readonly label: string;
  readonly configuration: PlotConfiguration;
  readonly overlay: Overlay;
  readonly table: ChartTable;
  readonly choices?: readonly Choice[];
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart | null>(null);
  const latest = useRef({ overlay, choices, configuration });
  latest.current = { overlay, choices, configuration };

  useEffect(() => {
    if (!canvas.current) return;
    const { type, data, options } = latest.current.configuration;
    const made = new Chart(canvas.current, {
      type,
      data,
      ...(options ? { options } : {}),
      plugins: [overlayPlugin(() => latest.current.overlay)],
    });
    chart.current = made;
    // Text that was measured before the fonts were there is drawn again.
    void document.fonts.ready.then(() => chart.current?.update('none'));
    return () => {
      made.destroy();
      chart.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the overlay is read at every draw; a new one asks for a draw
  useEffect(() => {
    const shown = chart.current;
    if (!shown) return;
    shown.data = configuration.data;
    if (configuration.options) shown.options = configuration.options;
    shown.update('none');
  }, [configuration, overlay]);

  const onClick = (event: { readonly nativeEvent: Event }) => {
    const [hit] =
      chart.current?.getElementsAtEventForMode(event.nativeEvent, 'nearest', { intersect: true }, false) ?? [];
    if (hit) choiceOf(latest.current.choices, hit.datasetIndex, hit.index)?.run();
  };

  return (
    <figure className="chart">
      {/* The same choices are buttons below, by arrow keys and Enter. */}
      <canvas ref={canvas} role="img" aria-label={label} {...(choices.length > 0 ? { onClick } : {})} />
      <TextAlternative caption={label} table={table} />
      {choices.length > 0 ? (
        <Choices label={label} choices={choices} show={(choice) => point(chart.current, choice)} />
      ) : null}
    </figure>
  );
}

function choiceOf(choices: readonly Choice[], dataset: number, index: number): Choice | undefined {
  return choices.find((choice) => choice.dataset === dataset && choice.index === index);
}

/** Shows a choice as if the mouse stood on it. */
function point(chart: Chart | null, choice: Choice | null): void {
  if (!chart) return;
  const active = choice === null ? [] : [{ datasetIndex: choice.dataset, index: choice.index }];
  chart.setActiveElements(active);
  chart.tooltip?.setActiveElements(active, { x: 0, y: 0 });
  chart.update('none');
}

/** One stop for the Tab key; arrows go from choice to choice, which the chart points out. */
function Choices({
  label,
  choices,
  show,
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly show: (choice: Choice | null) => void;
}) {
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const current = Math.min(at, choices.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.max(0, Math.min(choices.length - 1, current + step));
    setAt(next);
    const button = box.current?.children[next];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, no fieldset of a form
    <div className="chart-choices" role="group" aria-label={label} ref={box} onKeyDown={onKeyDown}>
      {choices.map((choice, index) => (
        <button
          key={`${choice.dataset}.${choice.index}`}
          type="button"
          tabIndex={index === current ? 0 : -1}
          onFocus={() => show(choice)}
          onBlur={() => show(null)}
          onClick={choice.run}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
