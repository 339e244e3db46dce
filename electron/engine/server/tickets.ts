import { randomBytes } from 'node:crypto';

/** A ticket opens the page once, within this time. */
const validMs = 5 * 60_000;

/** One-time tickets: what stands in the address a browser is opened with, instead of the token itself. */
export class Tickets {
  readonly #open = new Map<string, number>();

  issue(now = Date.now()): string {
    const ticket = randomBytes(24).toString('base64url');
    this.#open.set(ticket, now + validMs);
    return ticket;
  }

  /** True once for a ticket that was issued and is not too old. */
  redeem(ticket: string, now = Date.now()): boolean {
    const until = this.#open.get(ticket);
    this.#open.delete(ticket);
    return until !== undefined && now <= until;
  }
}
