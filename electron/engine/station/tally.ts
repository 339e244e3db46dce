import type { LiveStatus } from '../../../shared/contract/station.ts';
import type { Verdict } from '../../../shared/domain/evaluation.ts';

/** Verdicts by picture: one that is seen again counts once, with its last verdict, so that a replay does not make its own evidence. */
export class Tally {
  readonly #verdicts = new Map<string, Verdict>();
  readonly #counts = { PRESENT: 0, ABSENT: 0, UNKNOWN: 0 };

  note(path: string, verdict: Verdict): void {
    const before = this.#verdicts.get(path);
    if (before !== undefined) this.#counts[before] -= 1;
    this.#verdicts.set(path, verdict);
    this.#counts[verdict] += 1;
  }

  counts(): LiveStatus['counts'] {
    return { ...this.#counts };
  }
}
