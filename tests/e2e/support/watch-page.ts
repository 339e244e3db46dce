import type { BrowserContext } from '@playwright/test';

/** What no story may cause: errors in the console, violations of the page's policy, requests to anywhere but this machine. */
export type Offences = { readonly errors: string[]; readonly violations: string[]; readonly requests: string[] };

/** While the engine is away on purpose, its refused connections are no fault of the page. */
const lostEngine =
  /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_SOCKET_NOT_CONNECTED|ERR_EMPTY_RESPONSE|WebSocket connection to|Failed to fetch/;

export type Watch = Offences & { isEngineAway: boolean; readonly allowed: RegExp[] };

/** From before a page is loaded on: every page of this context. */
export function watchPages(context: BrowserContext): Watch {
  const offences: Watch = {
    errors: [],
    violations: [],
    requests: [],
    isEngineAway: false,
    allowed: [],
  };
  context.on('console', (message) => {
    const text = message.text();
    if (offences.allowed.some((words) => words.test(text))) return;
    if (/Content Security Policy/i.test(text)) offences.violations.push(text);
    else if (message.type() === 'error' && !(offences.isEngineAway && lostEngine.test(text)))
      offences.errors.push(`${text} (${message.location().url})`);
  });
  context.on('weberror', (error) => offences.errors.push(error.error().message));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isHere = ['app:', 'data:', 'blob:', 'devtools:'].includes(protocol) || hostname === '127.0.0.1';
    if (!isHere) offences.requests.push(request.url());
  });
  return offences;
}
