/**
 * How the window's page is served, the same for the shell (`app://plugsight/`) and for a browser (the engine's own address).
 */
export const pageOrigin = 'app://plugsight';

/** Paths of the engine's HTTP side. All but `session` and the page's own files need the token. */
export const enginePaths = {
  rpc: '/rpc',
  session: '/session',
  media: '/media/',
  upload: '/upload',
  /** What it is working on; a POST to `end` stops that and ends it. */
  engine: '/engine',
  end: '/engine/end',
} as const;

/**
 * The page's Content-Security-Policy: its own files only, no inline script or style, no eval; pictures and calls from the engine on
 * the loopback address alone. `engineOrigin`: `http://127.0.0.1:<port>`.
 */
export function pagePolicy(engineOrigin: string): string {
  const socket = engineOrigin.replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' blob: data: ${engineOrigin}`,
    `connect-src 'self' ${engineOrigin} ${socket}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
