import { z } from 'zod';
import { type PackageLicence, packageLicenceSchema } from '../../../shared/contract/workspace.ts';
import { type EngineClient, useKept } from '../../client/index.ts';

/** Packages of the page, listed when it was built, and of the engine's programs, as they lie on its machine. */
export function useLicences() {
  return useKept(['licences'], allLicences);
}

async function allLicences(client: EngineClient): Promise<PackageLicence[]> {
  const [ofPrograms, ofPage] = await Promise.all([client.workspace.licences(), pageLicences()]);
  const all = new Map([...ofPrograms, ...ofPage].map((one) => [`${one.name} ${one.version}`, one]));
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name));
}

async function pageLicences(): Promise<PackageLicence[]> {
  const answer = await fetch('./licences.json');
  if (!answer.ok) throw new Error('The list of the page’s packages is missing. The page was built without it.');
  return z.array(packageLicenceSchema).parse(await answer.json());
}
