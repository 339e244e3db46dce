import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the built page lies; the shell and the engine serve this folder and nothing else. */
export const pageFolder = fileURLToPath(new URL('../../out/page', import.meta.url));

/**
 * The page as the shell and a browser get it: plain files with relative addresses, nothing inline (the policy forbids it), made for
 * Chromium 114 and newer.
 */
export const pageConfig: InlineConfig = {
  root,
  base: './',
  configFile: false,
  logLevel: 'warn',
  css: { transformer: 'lightningcss', lightningcss: { targets: { chrome: 111 << 16 } } },
  build: {
    outDir: pageFolder,
    emptyOutDir: true,
    target: 'chrome111',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      // Packages mark modules for a server renderer that is not here.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
};
