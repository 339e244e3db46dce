import type { Import } from './imports.ts';

/** Why an import must not be, with where to go instead; null when it is fine. */
export function complaint(found: Import): string | null {
  const { file, target, isPackage } = found;
  const from = roomOf(file);
  const where = `${file}:${found.line} imports ${target}. `;
  if (isPackage) return packageComplaint(from, file, target, where);
  const to = roomOf(target);
  if (from === 'renderer' && to === 'renderer') return pageComplaint(file, target, where);
  if (from === to) return featureComplaint(file, target, where);
  if (from.startsWith('shared/')) return sharedComplaint(from, to, where);
  if (to.startsWith('shared/') || to === 'electron/platform') return null;
  // What makes the page and the shell of their sources is a tool, not part of the page.
  if (['electron/cli', 'electron/packaging'].includes(from) && target.startsWith('renderer/build/')) return null;
  if (to === 'renderer' || from === 'renderer') {
    return `${where}The window and the engine only speak through shared/contract: add a procedure there.`;
  }
  if (!target.endsWith(`${to}/index.ts`)) {
    return `${where}Rooms use each other through their index.ts only: export what you need from ${to}/index.ts.`;
  }
  const allowed: Readonly<Record<string, readonly string[]>> = {
    'electron/engine': ['electron/vision', 'electron/trainer', 'electron/station'],
    'electron/station': ['electron/vision'],
    'electron/trainer': [],
    'electron/vision': [],
    'electron/platform': [],
    'electron/supervision': [],
    'electron/main': ['electron/supervision'],
    'electron/cli': ['electron/engine', 'electron/station', 'electron/supervision'],
  };
  if (allowed[from]?.includes(to)) return null;
  return `${where}${from} does not use ${to}; what both need belongs into shared/ (pure) or electron/platform/ (the system).`;
}

/** `shared/<part>`, `electron/<program>` or `renderer`. */
export function roomOf(path: string): string {
  const [top, part] = path.split('/');
  return top === 'renderer' ? top : `${top}/${part}`;
}

const sharedOrder = ['shared/domain', 'shared/geometry', 'shared/evaluation', 'shared/formats', 'shared/contract'];
const mayUse: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': [],
  'shared/geometry': ['shared/domain'],
  'shared/evaluation': ['shared/domain', 'shared/geometry'],
  'shared/formats': ['shared/domain', 'shared/geometry'],
  'shared/contract': ['shared/domain', 'shared/geometry', 'shared/evaluation', 'shared/formats'],
};

function sharedComplaint(from: string, to: string, where: string): string | null {
  if (mayUse[from]?.includes(to)) return null;
  if (sharedOrder.includes(to)) {
    return `${where}${from} stands below ${to} (domain <- geometry <- evaluation, formats <- contract): move the piece both need down.`;
  }
  return `${where}shared/ imports nothing of ${to}: take what you need as a parameter.`;
}

/** Inside the engine, features meet through their index.ts. */
function featureComplaint(file: string, target: string, where: string): string | null {
  if (roomOf(file) !== 'electron/engine') return null;
  const [from, to] = [file, target].map((path) => path.split('/')[2]);
  const standsAlone = (name: string) => name.endsWith('.ts');
  if (from === to || standsAlone(from) || target.endsWith(`${to}/index.ts`)) return null;
  if (standsAlone(to)) return null;
  return `${where}Features of the engine meet through their index.ts: export what you need from electron/engine/${to}/index.ts.`;
}

/** Inside the page: what knows no feature stays so, and features meet through their index. `renderer/build` makes the page and is not part of it. */
function pageComplaint(file: string, target: string, where: string): string | null {
  const [from, to] = [file, target].map((path) => path.split('/')[1]);
  if (['ui', 'charts', 'viewport', 'client'].includes(from) && ['features', 'app'].includes(to)) {
    return `${where}renderer/${from} knows no feature: pass what it needs as a property.`;
  }
  if (from !== 'features' || to !== 'features') return null;
  const [fromFeature, toFeature] = [file, target].map((path) => path.split('/')[2]);
  if (fromFeature === toFeature || /\/index\.tsx?$/.test(target)) return null;
  return `${where}Features of the page meet through their index: export what you need from renderer/features/${toFeature}/index.ts.`;
}

const owners: Readonly<Record<string, { readonly rooms: readonly string[]; readonly instead: string }>> = {
  sharp: {
    rooms: ['electron/vision', 'electron/trainer'],
    instead: 'Ask the vision host (electron/vision/index.ts) for an operation.',
  },
  'onnxruntime-node': {
    rooms: ['electron/vision', 'electron/trainer'],
    instead: 'Ask the vision host (electron/vision/index.ts) for an operation.',
  },
  'better-sqlite3': {
    rooms: ['electron/engine'],
    instead: 'Only electron/engine/store opens the database: add a procedure to the engine.',
  },
  electron: {
    rooms: ['electron/main', 'electron/preload'],
    instead: 'Only the shell knows Electron: pass what you need as a parameter.',
  },
  fastify: {
    rooms: ['electron/engine', 'electron/station'],
    instead: 'Only the loopback server and the station serve.',
  },
};

const pure = ['zod', '@orpc/contract', 'yaml', 'fflate', 'csv-parse', 'protobufjs', 'fast-xml-parser'];

function packageComplaint(from: string, file: string, name: string, where: string): string | null {
  const base = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0];
  if (from.startsWith('shared/') && !pure.includes(base)) {
    return `${where}shared/ runs everywhere and imports only ${pure.join(', ')}: take what you need as a parameter, or move the file to the program that needs it.`;
  }
  if (base.startsWith('@orpc/') && from === 'electron/engine' && !file.startsWith('electron/engine/server/')) {
    return `${where}oRPC stays in shared/contract, electron/engine/server and the clients: let a feature return values and translate them in server/.`;
  }
  if (base === 'better-sqlite3' && !file.startsWith('electron/engine/store/')) return `${where}${owners[base].instead}`;
  if (from === 'renderer' && !file.startsWith('renderer/build/') && name.startsWith('node:')) {
    return `${where}The page runs in a browser: ask the engine (shared/contract) or the shell (renderer/client/shell.ts).`;
  }
  if (base.startsWith('@orpc/') && from === 'renderer' && !file.startsWith('renderer/client/')) {
    return `${where}oRPC stays in renderer/client: use useEngine and useAction.`;
  }
  const owner = owners[base];
  if (owner && !owner.rooms.includes(from)) return `${where}${owner.instead}`;
  return null;
}
