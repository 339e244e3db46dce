import { timingSafeEqual } from 'node:crypto';

/** What the server knows of a request before it answers anything. */
export type Knock = {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly token: string | undefined;
};

/**
 * May this request in? The token of this start, a Host header of this loopback address (a page of another site that rebinds its name
 * to 127.0.0.1 sends its own name), and no Origin or our own (a browser always sends one with a WebSocket).
 */
export function mayEnter(knock: Knock, address: { readonly port: number; readonly token: string }): boolean {
  const hosts = [`127.0.0.1:${address.port}`, `localhost:${address.port}`];
  if (knock.host === undefined || !hosts.includes(knock.host)) return false;
  if (knock.origin !== undefined && !hosts.some((host) => knock.origin === `http://${host}`)) return false;
  return knock.token !== undefined && sameText(knock.token, address.token);
}

function sameText(left: string, right: string): boolean {
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
