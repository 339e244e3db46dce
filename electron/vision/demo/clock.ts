import type { Canvas } from './canvas.ts';

/** 5x7 dot characters, one string of 35 dots each, rows from the top. */
const glyphs: Readonly<Record<string, string>> = {
  '0': '01110100011001110101110011000101110',
  '1': '00100011000010000100001000010001110',
  '2': '01110100010000100010001000100011111',
  '3': '11111000100010000010000011000101110',
  '4': '00010001100101010010111110001000010',
  '5': '11111100001111000001000011000101110',
  '6': '00110010001000011110100011000101110',
  '7': '11111000010001000100010000100001000',
  '8': '01110100011000101110100011000101110',
  '9': '01110100011000101111000010001001100',
  '-': '00000000000000011111000000000000000',
  ':': '00000011000110000000011000110000000',
};
const dotPx = 8;
const leftPx = 48;
const topPx = 44;

/** Burns the camera's clock into the upper left, white dots on a black strip, as the station's camera does. */
export function drawClock(canvas: Canvas, capturedAt: string): void {
  const text = capturedAt.replace('T', ' ');
  fill(canvas, leftPx - dotPx, topPx - dotPx, text.length * 6 * dotPx + dotPx, 9 * dotPx, 6);
  for (const [place, character] of [...text].entries()) {
    const dots = glyphs[character];
    if (dots === undefined) continue;
    for (let dot = 0; dot < 35; dot++) {
      if (dots[dot] !== '1') continue;
      fill(canvas, leftPx + (place * 6 + (dot % 5)) * dotPx, topPx + Math.floor(dot / 5) * dotPx, dotPx, dotPx, 235);
    }
  }
}

function fill(canvas: Canvas, xPx: number, yPx: number, widthPx: number, heightPx: number, value: number): void {
  const { scale } = canvas;
  for (let y = Math.round(yPx * scale); y < Math.round((yPx + heightPx) * scale); y++) {
    const row = y * canvas.widthPx;
    canvas.data.fill(value, row + Math.round(xPx * scale), row + Math.round((xPx + widthPx) * scale));
  }
}
