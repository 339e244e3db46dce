import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { About, PackageLicence } from '../../../shared/contract/workspace.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().catch('not named'),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
type Manifest = z.infer<typeof manifestSchema>;

export function aboutProgram(): About {
  const { version, license } = manifestOf(root);
  return { version, licence: license, node: process.version, system: `${process.platform} ${process.arch}` };
}

/** Everything the programs load, with what that needs in turn, as it lies on this machine. */
export function programLicences(): PackageLicence[] {
  const found = new Map<string, PackageLicence>();
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const manifest = manifestOf(folder);
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
      const place = placeOf(name, folder);
      // What is only for another system is not here.
      if (place === null || found.has(place)) continue;
      const { version, license } = manifestOf(place);
      found.set(place, { name, version, licence: license, text: licenceText(place) });
      open.push(place);
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function manifestOf(folder: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
}

/** Where Node would find a package that `folder` asks for; null: nowhere. */
function placeOf(name: string, folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const place = join(at, 'node_modules', ...name.split('/'));
    if (existsSync(join(place, 'package.json'))) return place;
    if (at === root || dirname(at) === at) return null;
  }
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
}
