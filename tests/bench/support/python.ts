import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BenchUnavailable } from './bench.ts';

const runFile = promisify(execFile);

/** Where peers live between runs; the folder can be deleted at any time. */
export function peerCacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'plugsight-peers');
}

/** PyPI packages of the small peers; onnxruntime in the version that the product ships. */
export const smallPeerPackages = [
  'numpy==2.4.6',
  'opencv-python-headless==5.0.0.93',
  'pycocotools==2.0.11',
  'onnxruntime==1.30.0',
] as const;

/** Ultralytics' own requirements, without those that Debian's PyTorch fulfils; NumPy below 2, as Debian's PyTorch was built with. */
const ultralyticsPackages = [
  'numpy==1.26.4',
  'opencv-python-headless==4.11.0.86',
  'matplotlib==3.11.2',
  'onnx==1.23.2',
  'onnxruntime==1.30.0',
  'pillow==12.0.0',
  'polars==2.1.0',
  'psutil==7.1.3',
  'pyyaml==6.0.3',
  'requests==2.32.5',
  'scipy==1.17.1',
] as const;

/** Debian's PyTorch and what `tests/peers` needs beside it. */
const debianPackages = [
  'python3-torch',
  'python3-torchvision',
  'python3-numpy',
  'python3-pil',
  'python3-venv',
] as const;

/**
 * Python with exactly these PyPI packages, in a virtual environment in the cache, made on first use. `beside: 'system'` lets it
 * see the system's packages (Debian's PyTorch) too; `withoutDependencies` come last and bring nothing along. Throws `BenchUnavailable` with pip's last words when that fails.
 */
export async function peerPython(
  packages: readonly string[] = smallPeerPackages,
  beside: 'nothing' | 'system' = 'nothing',
  withoutDependencies: readonly string[] = [],
): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([packages, beside, withoutDependencies]))
    .digest('hex')
    .slice(0, 12);
  const folder = join(peerCacheFolder(), `python-${key}`);
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  const marker = join(folder, 'complete');
  if (existsSync(marker)) return python;
  await rm(folder, { recursive: true, force: true });
  await mkdir(peerCacheFolder(), { recursive: true });
  console.log(`Installing the peer's packages into ${folder}: ${packages.join(', ')}`);
  try {
    await runFile(systemPython(), ['-m', 'venv', ...(beside === 'system' ? ['--system-site-packages'] : []), folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await runFile(python, [...pip, ...packages], { maxBuffer: 2 ** 26 });
    if (withoutDependencies.length > 0) {
      await runFile(python, [...pip, '--no-deps', ...withoutDependencies], { maxBuffer: 2 ** 26 });
    }
  } catch (error) {
    throw new BenchUnavailable(`The peer's Python packages could not be installed: ${lastLine(error)}`);
  }
  await writeFile(marker, packages.join('\n'));
  return python;
}

/**
 * The system's Python with PyTorch. Where it is missing and this is a Debian machine and we are root, it is installed from Debian's
 * packages; otherwise throws `BenchUnavailable`, which names the packages.
 */
export async function torchPython(modules: readonly string[] = ['torch']): Promise<string> {
  const python = systemPython();
  if (await canImport(python, modules)) return python;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log(`Installing Debian's ${debianPackages.join(', ')}`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runFile('apt-get', ['install', '-y', '--no-install-recommends', ...debianPackages], {
      env: environment,
      maxBuffer: 2 ** 26,
    }).catch((error) => console.error(lastLine(error)));
    if (await canImport(python, modules)) return python;
  }
  throw new BenchUnavailable(
    `${modules.join(' and ')} cannot be imported by ${python}. Install ${debianPackages.join(', ')} (as root).`,
  );
}

/**
 * Python with Ultralytics beside Debian's PyTorch and torchvision (the PyPI builds of these weigh several gigabytes). Its settings
 * go into the cache and it is told to stay offline.
 */
export async function ultralyticsPython(): Promise<{ readonly python: string; readonly env: NodeJS.ProcessEnv }> {
  await torchPython(['torch', 'torchvision']);
  const python = await peerPython(ultralyticsPackages, 'system', ['ultralytics==8.4.190', 'ultralytics-thop==2.2.3']);
  return { python, env: { ...process.env, YOLO_CONFIG_DIR: peerCacheFolder(), YOLO_OFFLINE: 'true' } };
}

/** `PLUGSIGHT_PEER_PYTHON`, else Debian's own interpreter, else `python3` of the path. */
function systemPython(): string {
  return process.env.PLUGSIGHT_PEER_PYTHON ?? (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3');
}

async function canImport(python: string, modules: readonly string[]): Promise<boolean> {
  return runFile(python, ['-c', `import ${modules.join(', ')}`]).then(
    () => true,
    () => false,
  );
}

/** Versions of Python modules as a bench prints them; a module that is not there is left out. */
export async function moduleVersions(python: string, modules: readonly string[]): Promise<Record<string, string>> {
  const script =
    'import importlib,json,platform,sys\nfound={"python":platform.python_version()}\n' +
    'for name in sys.argv[1:]:\n  try: found[name]=str(importlib.import_module(name).__version__)\n  except Exception: pass\n' +
    'print(json.dumps(found))';
  const { stdout } = await runFile(python, ['-c', script, ...modules]);
  return JSON.parse(stdout) as Record<string, string>;
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error && error.stderr ? String(error.stderr) : String(error);
  return text.trim().split('\n').at(-1) ?? '';
}
