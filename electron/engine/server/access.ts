import { timingSafeEqual } from 'node:crypto';

/** What the server knows of a request before it answers anything. */
export type Knock = {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly token: string | undefined;
};

export type Address = {
  readonly port: number;
  readonly token: string;
  /** Origins besides our own loopback address: the shell's page. */
  readonly origins: readonly string[];
};

/**
 * May this request in? The token of this start, a Host header of this loopback address (a page of another site that rebinds its name
 * to 127.0.0.1 sends its own name), and no Origin or one of ours (a browser always sends one with a WebSocket).
 */
export function mayEnter(knock: Knock, address: Address): boolean {
  return isFromHere(knock, address) && knock.token !== undefined && sameText(knock.token, address.token);
}

/** Host and Origin alone, for what is served without a token: the page itself. */
export function isFromHere(knock: Pick<Knock, 'host' | 'origin'>, address: Pick<Address, 'port' | 'origins'>): boolean {
  const hosts = [`127.0.0.1:${address.port}`, `localhost:${address.port}`];
  if (knock.host === undefined || !hosts.includes(knock.host)) return false;
  if (knock.origin === undefined || address.origins.includes(knock.origin)) return true;
  return hosts.some((host) => knock.origin === `http://${host}`);
}

export function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The token travels as a WebSocket subprotocol, the one header a browser lets a page set. */
export const protocolName = 'plugsight';
export const tokenPrefix = 'token.';

export function tokenOf(protocols: string | undefined): string | undefined {
  const words = (protocols ?? '').split(',').map((word) => word.trim());
  return words.find((word) => word.startsWith(tokenPrefix))?.slice(tokenPrefix.length);
}

/** The token of an HTTP request: `Authorization: Bearer`, or `?token=` where a page can set no header (an <img>). */
export function httpTokenOf(authorization: string | undefined, query: string | undefined): string | undefined {
  return /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? query;
}
