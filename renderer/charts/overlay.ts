import type { Chart, Plugin } from 'chart.js';
import { dashes } from './key.tsx';
import type { ChartLooks } from './looks.ts';

export type BandPoint = { readonly x: number; readonly low: number; readonly high: number };

/** A line across the plot at a value of one axis: a target, a threshold, a limit. Black, short dashes, with its words. */
export type Mark = { readonly axis: 'x' | 'y'; readonly at: number; readonly label?: string };

/** A point that matters: the operating point, the best epoch. */
export type Spot = {
  readonly x: number;
  readonly y: number;
  readonly label?: string;
  /** `ink`: a decision, black; `one`: a value of the line, in its colour. */
  readonly look: 'ink' | 'one' | 'other';
};

export type Overlay = {
  readonly bands: readonly { readonly points: readonly BandPoint[]; readonly look: 'one' | 'other' }[];
  readonly marks: readonly Mark[];
  readonly spots: readonly Spot[];
  readonly looks: ChartLooks;
};

/** Share of the line's colour in the band of its 95 % interval. */
const bandStrength = 0.22;

/** Draws bands under the lines and marks and spots over them; asks for what to draw at every draw. */
export function overlayPlugin(read: () => Overlay | null): Plugin {
  return {
    id: 'overlay',
    beforeDatasetsDraw(chart) {
      const overlay = read();
      if (overlay) drawBands(chart, overlay);
    },
    afterDatasetsDraw(chart) {
      const overlay = read();
      if (!overlay) return;
      drawMarks(chart, overlay);
      drawSpots(chart, overlay);
    },
  };
}

function inPlot(chart: Chart, draw: (context: CanvasRenderingContext2D) => void): void {
  const { ctx, chartArea } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left - 5, chartArea.top - 5, chartArea.width + 10, chartArea.height + 10);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

function drawBands(chart: Chart, { bands, looks }: Overlay): void {
  const { x, y } = chart.scales;
  if (!x || !y) return;
  inPlot(chart, (context) => {
    for (const { points, look } of bands) {
      if (points.length === 0) continue;
      context.fillStyle = looks[look];
      context.globalAlpha = bandStrength;
      context.beginPath();
      for (const point of points) context.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.high));
      for (const point of [...points].reverse())
        context.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.low));
      context.fill();
    }
  });
}

function drawMarks(chart: Chart, { marks, looks }: Overlay): void {
  const { x, y } = chart.scales;
  if (!x || !y) return;
  const { left, right, top, bottom } = chart.chartArea;
  inPlot(chart, (context) => {
    context.strokeStyle = looks.ink;
    context.fillStyle = looks.ink;
    context.lineWidth = 1.25;
    context.font = `${looks.textPx}px ${looks.font}`;
    for (const { axis, at, label } of marks) {
      const scale = axis === 'x' ? x : y;
      if (at < scale.min || at > scale.max) continue;
      const place = Math.round(scale.getPixelForValue(at)) + 0.5;
      context.setLineDash([...dashes.reference]);
      context.beginPath();
      if (axis === 'x') {
        context.moveTo(place, top);
        context.lineTo(place, bottom);
      } else {
        context.moveTo(left, place);
        context.lineTo(right, place);
      }
      context.stroke();
      if (label === undefined) continue;
      const isNearRight = axis === 'x' && place + context.measureText(label).width + 8 > right;
      context.textAlign = axis === 'y' || isNearRight ? 'right' : 'left';
      context.textBaseline = axis === 'y' && place - top < 18 ? 'top' : axis === 'y' ? 'bottom' : 'top';
      const across = axis === 'y' ? right : isNearRight ? place - 4 : place + 4;
      withHalo(context, looks, label, across, axis === 'y' ? place + (context.textBaseline === 'top' ? 3 : -3) : top);
    }
  });
}

function drawSpots(chart: Chart, { spots, looks }: Overlay): void {
  const { x, y } = chart.scales;
  if (!x || !y) return;
  inPlot(chart, (context) => {
    context.font = `${looks.textPx}px ${looks.font}`;
    for (const { x: atX, y: atY, look } of spots) {
      const left = x.getPixelForValue(atX);
      const top = y.getPixelForValue(atY);
      context.beginPath();
      context.arc(left, top, 4, 0, 2 * Math.PI);
      context.fillStyle = look === 'other' ? looks.ground : look === 'one' ? looks.one : looks.ink;
      context.fill();
      if (look === 'other') {
        context.strokeStyle = looks.other;
        context.lineWidth = 2;
        context.stroke();
      }
    }
    for (const { x: atX, y: atY, label } of spots) {
      if (label === undefined) continue;
      const left = x.getPixelForValue(atX);
      const top = y.getPixelForValue(atY);
      const isNearRight = left + context.measureText(label).width + 10 > chart.chartArea.right;
      context.textAlign = isNearRight ? 'right' : 'left';
      context.textBaseline = 'middle';
      // Beside the point and clear of a line that runs through it.
      withHalo(context, looks, label, left + (isNearRight ? -9 : 9), top + 11);
    }
  });
}

/** Words over lines: a rim in the ground's colour keeps them readable. */
function withHalo(context: CanvasRenderingContext2D, looks: ChartLooks, words: string, x: number, y: number): void {
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = looks.ground;
  context.strokeText(words, x, y);
  context.fillStyle = looks.ink;
  context.fillText(words, x, y);
}
