import { duration, endsAbout } from '../../runs/index.ts';

/** Behind what a stage is at: how long it still takes and when it is done; empty while that is not known. */
export function leftWords(remainingSeconds: number | null, now = new Date()): string {
  return remainingSeconds === null
    ? ''
    : `, ${duration(remainingSeconds)} left, done about ${endsAbout(remainingSeconds, now)}`;
}

/** Before a training is begun: how long it would take and until when. `seconds` null: not known, `basis` says why. */
export function takesWords(
  { seconds, basis }: { readonly seconds: number | null; readonly basis: string },
  now = new Date(),
): string {
  return seconds === null ? basis : `about ${duration(seconds)}, done about ${endsAbout(seconds, now)} if started now`;
}

/** The same as a sentence that follows another; begins with a space. */
export function trainingSentence(estimate: Parameters<typeof takesWords>[0], now = new Date()): string {
  return estimate.seconds === null ? ` ${estimate.basis}` : ` Training takes ${takesWords(estimate, now)}.`;
}
