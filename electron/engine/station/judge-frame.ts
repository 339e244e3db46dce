import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { inferencePaths, problemDetailsSchema, verdictAnswerSchema } from '../../../shared/contract/inference.ts';
import type { LiveFrame } from '../../../shared/contract/station.ts';
import { errorCode } from '../../platform/index.ts';
import type { FrameFile } from './frames.ts';

/** A station that does not answer within this time has not answered: the frame is UNKNOWN. */
const deadlineMs = 5000;

/** Sends one file to a station, as a camera's program would; whatever goes wrong makes the frame UNKNOWN, with the reason. */
export async function judgeFrame(
  address: string | null,
  { path, fileAt }: FrameFile,
  serial: number,
): Promise<LiveFrame> {
  const begun = performance.now();
  const unknown = (reason: string, isAnswered = false): LiveFrame => ({
    serial,
    name: basename(path),
    path,
    at: new Date().toISOString(),
    fileAt,
    verdict: 'UNKNOWN',
    isAnswered,
    reason,
    score: 0,
    threshold: 0,
    boxes: [],
    size: null,
    timingsMs: {},
    roundTripMs: performance.now() - begun,
  });
  if (address === null) return unknown('the station is not running');
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await readFile(path));
  } catch (error) {
    // The frame's own fault, not the station's.
    return unknown(`the file cannot be read (${errorCode(error) ?? String(error)})`, true);
  }
  try {
    const response = await fetch(`${address}${inferencePaths.predict}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      signal: AbortSignal.timeout(deadlineMs),
    });
    const body: unknown = await response.json();
    if (!response.ok) {
      const detail = problemDetailsSchema.safeParse(body).data?.detail ?? `the station answered ${response.status}`;
      return unknown(detail, response.status < 500);
    }
    const answer = verdictAnswerSchema.parse(body);
    return {
      ...unknown('', true),
      verdict: answer.verdict,
      reason: answer.reason,
      score: answer.score,
      threshold: answer.threshold,
      boxes: answer.boxes.map(({ class: className, confidence, ...corners }) => ({
        className,
        confidence,
        box: { xMin: corners.x_min_px, yMin: corners.y_min_px, xMax: corners.x_max_px, yMax: corners.y_max_px },
      })),
      size: { widthPx: answer.image.width_px, heightPx: answer.image.height_px },
      timingsMs: answer.timings_ms,
    };
  } catch (error) {
    return unknown(
      error instanceof Error && error.name === 'TimeoutError'
        ? `no answer within ${deadlineMs / 1000} s`
        : `no answer (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
