/** Colours of everything drawn over a picture, from the page's tokens; system colours where the system forces them. */
export type Colours = {
  readonly predicted: string;
  readonly onPredicted: string;
  readonly truth: string;
  readonly onTruth: string;
  readonly caseDark: string;
  readonly caseLight: string;
  readonly chip: string;
  readonly onChip: string;
  /** Font of the tags, 12 px. */
  readonly font: string;
  readonly strongFont: string;
};

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const family = token('--font') || 'sans-serif';
  const size = `${token('--t-s') || '12px'} ${family}`;
  const fonts = { font: `${token('--w-text') || 400} ${size}`, strongFont: `${token('--w-strong') || 600} ${size}` };
  if (window.matchMedia('(forced-colors: active)').matches) {
    return {
      predicted: 'Highlight',
      onPredicted: 'HighlightText',
      truth: 'CanvasText',
      onTruth: 'Canvas',
      caseDark: 'Canvas',
      caseLight: 'CanvasText',
      chip: 'Canvas',
      onChip: 'CanvasText',
      ...fonts,
    };
  }
  return {
    predicted: token('--pred'),
    onPredicted: token('--on-pred'),
    truth: token('--truth'),
    onTruth: token('--on-truth'),
    caseDark: token('--case-dark'),
    caseLight: token('--case-light'),
    chip: token('--chip'),
    onChip: token('--on-chip'),
    ...fonts,
  };
}

/** Calls back when theme, palette, contrast or fonts change. Answers how to stop. */
export function onColoursChange(listener: () => void): () => void {
  const forced = window.matchMedia('(forced-colors: active)');
  forced.addEventListener('change', listener);
  window.addEventListener('plugsight-looks', listener);
  // The tags are measured: again once the fonts are there.
  void document.fonts.ready.then(listener);
  return () => {
    forced.removeEventListener('change', listener);
    window.removeEventListener('plugsight-looks', listener);
  };
}
