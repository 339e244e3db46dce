import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Home } from './support/homes.ts';
import { runStories } from './support/run-stories.ts';

/**
 * `npm run stories [-- --full] [--home chromium|electron] [words for Playwright]`: the stories alone. `--full` runs those with a training in them at full
 * size, one at a time, and prints their figures (support/size.ts).
 */
const { values, positionals } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    home: { type: 'string' },
    grep: { type: 'string', short: 'g' },
  },
  allowPositionals: true,
});
const homes: readonly Home[] = ['chromium', 'electron'];
if (values.home !== undefined && !homes.some((home) => home === values.home)) {
  process.stderr.write(`There is no home "${values.home}" for a story: ${homes.join(' or ')}.\n`);
  process.exit(2);
}
const { passed, failed, skipped, remarks } = runStories(fileURLToPath(new URL('../..', import.meta.url)), {
  homes: homes.filter((home) => values.home === undefined || home === values.home),
  words: [
    ...positionals,
    ...(values.full ? ['--workers=1', '--retries=0'] : []),
    ...(values.grep !== undefined ? ['--grep', values.grep] : values.full ? ['--grep', '@training'] : []),
  ],
  isFullSize: values.full,
});
for (const remark of remarks) process.stdout.write(`${remark}\n`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
