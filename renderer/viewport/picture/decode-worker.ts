/**
 * Fetches and decodes pictures beside the page's main thread. Answers the picture and smaller copies of it, each half of the one before:
 * shrinking from the next larger one neither flickers nor costs 5 million pixels a frame.
 */
export type DecodeRequest = { readonly id: number; readonly url: string };
export type DecodeAnswer =
  | { readonly id: number; readonly levels: readonly ImageBitmap[] }
  | { readonly id: number; readonly problem: string };

/** Copies are made down to this width. */
const smallestCopyPx = 500;

self.addEventListener('message', ({ data }: MessageEvent<DecodeRequest>) => {
  void decode(data).then((answer) => {
    const levels = 'levels' in answer ? [...answer.levels] : [];
    (self as unknown as { postMessage(message: DecodeAnswer, moved: Transferable[]): void }).postMessage(
      answer,
      levels,
    );
  });
});

async function decode({ id, url }: DecodeRequest): Promise<DecodeAnswer> {
  try {
    const response = await fetch(url);
    if (!response.ok) return { id, problem: await sentenceOf(response) };
    const blob = await response.blob();
    // The camera's levels as they are: no colour management between file and screen.
    const whole = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
    const levels = [whole];
    for (let last = whole; last.width / 2 >= smallestCopyPx; ) {
      last = await createImageBitmap(last, {
        resizeWidth: Math.round(last.width / 2),
        resizeHeight: Math.max(1, Math.round(last.height / 2)),
        resizeQuality: 'medium',
      });
      levels.push(last);
    }
    return { id, levels };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The engine says in JSON why there is no picture. */
async function sentenceOf(response: Response): Promise<string> {
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null && 'sentence' in body) return String(body.sentence);
  } catch {
    // No JSON: the status says what there is to say.
  }
  return `The engine answered ${response.status}.`;
}
