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

/** Serves the built page, and nothing beside it, under `app://plugsight/`; it may call the engine at `engineOrigin` and nobody else. */
export function servePage(folder: string, engineOrigin: (asked: { isDocument: boolean }) => Promise<string>): void {
  protocol.handle(pageScheme, async (request) => {
    const file = request.method === 'GET' ? pageFile(request.url, folder) : null;
    if (!file) return new Response(null, { status: 404 });
    const headers = {
      'content-type': file.type,
      'content-security-policy': pagePolicy(await engineOrigin({ isDocument: file.type.startsWith('text/html') })),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    };
    try {
      return new Response(new Uint8Array(await readFile(file.path)), { headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
