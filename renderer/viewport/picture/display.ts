/** How a picture is shown, for the eye only: nothing of it is stored or seen by a network. */
export type Display = {
  /** Grey levels added, -100 to 100. */
  readonly brightness: number;
  /** -100 (flat) to 100 (black and white), 0: as it is. */
  readonly contrast: number;
  /** Above 1 lifts the dark levels; 0.2 to 5. */
  readonly gamma: number;
  /** Grey levels as colours of rising lightness. */
  readonly isPseudoColour: boolean;
};

export const plainDisplay: Display = { brightness: 0, contrast: 0, gamma: 1, isPseudoColour: false };

export function isPlain(display: Display): boolean {
  return display.brightness === 0 && display.contrast === 0 && display.gamma === 1 && !display.isPseudoColour;
}

/** What each of the 256 grey levels is shown as, 0..1 for red, green and blue: contrast about the middle, brightness, then gamma. */
export function displayTables(display: Display): readonly [red: number[], green: number[], blue: number[]] {
  // A slope from 0 over 1 to steep, even in both directions; 100 stops short of infinite.
  const slope = Math.tan(((Math.min(98, display.contrast) / 100 + 1) * Math.PI) / 4);
  const shown = Array.from({ length: 256 }, (_, level) => {
    const straight = (level / 255 - 0.5) * slope + 0.5 + display.brightness / 255;
    return clamped(straight) ** (1 / display.gamma);
  });
  if (!display.isPseudoColour) return [shown, shown, shown];
  const colours = shown.map(cubehelix);
  return [colours.map(([red]) => red), colours.map(([, green]) => green), colours.map(([, , blue]) => blue)];
}

/**
 * A colour for a share of white: hue turns while the perceived lightness only rises, so that an order stays an order also in grey print.
 * D. A. Green, "A colour scheme for the display of astronomical intensity images", Bull. Astr. Soc. India 39, 2011: start 0.5,
 * rotations -1.5, hue 1, gamma 1.
 */
export function cubehelix(share: number): readonly [number, number, number] {
  const angle = 2 * Math.PI * (0.5 / 3 + 1 - 1.5 * share);
  const amplitude = (share * (1 - share)) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    clamped(share + amplitude * (-0.14861 * cos + 1.78277 * sin)),
    clamped(share + amplitude * (-0.29227 * cos - 0.90649 * sin)),
    clamped(share + amplitude * 1.97294 * cos),
  ];
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
