import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';
import { listLicences } from './licences.ts';

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
  plugins: [listLicences()],
  css: { transformer: 'lightningcss', lightningcss: { targets: { chrome: 111 << 16 } } },
  build: {
    outDir: pageFolder,
    emptyOutDir: true,
    target: 'chrome111',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    // One script, one style sheet: in a browser the engine serves them, and a screen must open while the engine is being started again.
    cssCodeSplit: false,
    rolldownOptions: {
      output: { codeSplitting: false },
      // Packages mark modules for a server renderer that is not here.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
};

/** Where the shell's two files lie. */
export const shellFolder = fileURLToPath(new URL('../../out/shell', import.meta.url));

/** One file of the shell, everything but Electron itself inside: for the oldest Electron it runs in (25: Node 18, CommonJS). */
export function shellConfig(name: 'main' | 'preload'): InlineConfig {
  const entry = fileURLToPath(new URL(`../../electron/${name}/${name}.ts`, import.meta.url));
  return {
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: shellFolder,
      emptyOutDir: false,
      target: 'node18',
      minify: false,
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  };
}
