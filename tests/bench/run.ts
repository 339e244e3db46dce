import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { parseBenchArguments } from './support/arguments.ts';
import { type Bench, BenchUnavailable } from './support/bench.ts';
import { machineFigures } from './support/machine.ts';

/** `npm run bench -- <name> [--quick] [--data <dir>]`: every `tests/bench/<name>.ts` beside this file is one benchmark. */
const folder = new URL('./', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => basename(file, '.ts'))
  .sort();

const [name, ...words] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  const said = name === undefined ? '' : `There is no benchmark "${name}". `;
  console.error(`${said}Usage: npm run bench -- <name> [--quick] [--data <dir>], name one of: ${names.join(', ')}`);
  process.exit(2);
}

try {
  const options = parseBenchArguments(words);
  const { bench } = (await import(new URL(`${name}.ts`, folder).href)) as { bench: Bench };
  const machine = machineFigures();
  console.log(
    Object.entries(machine)
      .map(([key, value]) => `${key} ${value}`)
      .join(', '),
  );
  const figures = await bench.run(options);
  console.log(JSON.stringify({ bench: name, ...(options.quick ? { quick: true } : {}), ...figures, machine }));
  process.exit(0);
} catch (error) {
  if (!(error instanceof BenchUnavailable)) throw error;
  console.error(error.message);
  process.exit(3);
}
