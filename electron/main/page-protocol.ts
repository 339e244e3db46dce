import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { pagePolicy } from '../../shared/contract/page.ts';
import { pageFile } from './decide/addresses.ts';

export const pageScheme = 'app';

/** Before the app is ready: the page's scheme has an origin of its own, is secure and may be fetched from. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page, and nothing beside it, under `app://plugsight/`. The engine's port changes when it is started again. */
export function servePage(folder: string): void {
  protocol.handle(pageScheme, async (request) => {
    const file = request.method === 'GET' ? pageFile(request.url, folder) : null;
    if (!file) return new Response(null, { status: 404 });
    try {
      return new Response(new Uint8Array(await readFile(file.path)), {
        headers: {
          'content-type': file.type,
          'content-security-policy': pagePolicy('http://127.0.0.1:*'),
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
