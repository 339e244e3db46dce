import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Beside the page: every package a part of which went into it, with its licence (`PackageLicence` of the contract). */
export const licencesFile = 'licences.json';

/** Writes the list while the page is built: only then is it known what went in. */
export function listLicences(): Plugin {
  let root = '';
  return {
    name: 'plugsight-licences',
    configResolved(config) {
      root = config.root;
    },
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' ? part.moduleIds : part.originalFileNames,
      );
      // Fonts are named from the page's own folder.
      const folders = new Set(
        files.map((file) => packageFolder(resolve(root, file.replace(/^\0+/, '')))).filter((folder) => folder !== null),
      );
      const packages = [...folders].map(licenceOf).sort((a, b) => a.name.localeCompare(b.name));
      this.emitFile({ type: 'asset', fileName: licencesFile, source: JSON.stringify(packages) });
    },
  };
}

/** The folder of the package a module belongs to; null for our own. */
function packageFolder(path: string): string | null {
  const plain = path.replace(/\?.*$/, '');
  if (!/[\\/]node_modules[\\/]/.test(plain)) return null;
  for (let folder = dirname(plain); dirname(folder) !== folder; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    // Packages put further manifests without a version into their parts.
    if (existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8'))) return folder;
  }
  return null;
}

function licenceOf(folder: string) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : 'not named',
    text: file === undefined ? '' : readFileSync(join(folder, file), 'utf8'),
  };
}
