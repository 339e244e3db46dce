import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Target = { readonly platform: 'linux' | 'win32'; readonly arch: 'x64' };

const root = fileURLToPath(new URL('../..', import.meta.url));
export const stageFolder = join(root, 'out', 'stage');

/** What the plain Node programs are made of; the window's page and the shell go into Electron's own archive. */
const programs = [
  'electron/engine',
  'electron/vision',
  'electron/trainer',
  'electron/station',
  'electron/platform',
  'electron/cli',
  'shared',
  'resources',
];

export type Missing = { readonly file: string; readonly sentence: string };

/**
 * Lays out `out/stage`: the programs' sources (Node strips their types), the packages they need for the target system as the lock file
 * names them, and the Node binary of that system. Answers what could not be had; the stage is of no use then.
 */
export function stage(target: Target): Missing | null {
  rmSync(stageFolder, { recursive: true, force: true });
  mkdirSync(stageFolder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', 'LICENSE', ...programs]) {
    cpSync(join(root, name), join(stageFolder, name), {
      recursive: true,
      filter: (path) => !path.endsWith('.tsbuildinfo'),
    });
  }
  const installed = npm([
    'ci',
    '--omit=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...systemWords(target),
  ]);
  if (!installed) return missing('node_modules', 'the packages the lock file names could not be installed');
  return nodeBinary(target) ?? nativeModules(target);
}

/** What npm has to be told so that it installs for another system than this one. */
function systemWords({ platform, arch }: Target): string[] {
  return [`--os=${platform}`, `--cpu=${arch}`, ...(platform === 'linux' ? ['--libc=glibc'] : [])];
}

/** The Node the programs run on, as a package of the target system, put where the shell looks for it. */
function nodeBinary({ platform, arch }: Target): Missing | null {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const file = platform === 'win32' ? 'node.exe' : 'node';
  const version = nodeVersion();
  const fetched = npm([
    'install',
    '--no-save',
    // Without these words npm would take away what it installed for that system.
    ...systemWords({ platform, arch }),
    '--force',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `${name}@${version}`,
  ]);
  const found = join(stageFolder, 'node_modules', name, 'bin', file);
  if (!fetched || !existsSync(found))
    return missing(`${name}/bin/${file}`, `the package ${name} ${version} could not be fetched`);
  const bin = join(stageFolder, 'node_modules', 'node', 'bin');
  mkdirSync(bin, { recursive: true });
  cpSync(found, join(bin, file));
  rmSync(join(stageFolder, 'node_modules', name), { recursive: true, force: true });
  return null;
}

/** Each native package has its file for the target system, and those of other systems are not shipped. */
function nativeModules({ platform, arch }: Target): Missing | null {
  const modules = join(stageFolder, 'node_modules');
  const runtimes = join(modules, 'onnxruntime-node', 'bin', 'napi-v6');
  for (const name of existsSync(runtimes) ? readdirSync(runtimes) : []) {
    if (name !== platform) rmSync(join(runtimes, name), { recursive: true, force: true });
  }
  const wanted = [
    join('onnxruntime-node', 'bin', 'napi-v6', platform, arch, 'onnxruntime_binding.node'),
    join('@img', `sharp-${platform}-${arch}`),
    join('better-sqlite3', 'package.json'),
  ];
  const absent = wanted.find((path) => !existsSync(join(modules, path)));
  return absent === undefined
    ? null
    : missing(`node_modules/${absent}`, 'the lock file names it, and it was not installed');
}

function nodeVersion(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'node', 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

function npm(words: readonly string[]): boolean {
  const cli = process.env.npm_execpath;
  const [command, prefix, shell] =
    cli && /\.c?js$/.test(cli) ? [process.execPath, [cli], false] : ['npm', [], process.platform === 'win32'];
  return spawnSync(command, [...prefix, ...words], { cwd: stageFolder, stdio: ['ignore', 2, 2], shell }).status === 0;
}

function missing(file: string, why: string): Missing {
  return {
    file,
    sentence: `${file} is missing: ${why}. No installer was made. Check the network or the npm mirror, then run the same command again.`,
  };
}
