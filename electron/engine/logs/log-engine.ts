import { readFileSync } from 'node:fs';
import type { EngineLog } from './engine-log.ts';

const engineEnded = 'ended';
const engineStarted = 'started';

const faultListeners = new WeakMap<EngineLog, (error: Error) => void>();

/** Says that an engine began, and whether the one before it came to its end; a fault that ends this one is written down before it does. */
export function logBegin(log: EngineLog): void {
  const before = log.entries(1).findLast(({ feature, details }) => feature === 'engine' && eventOf(details) !== null);
  if (before && eventOf(before.details) === engineStarted) {
    log.problem(
      'engine',
      'The engine before this one ended without a word: it was killed, or the power went. What was shown as saved is kept.',
      { startedAt: before.at },
    );
  }
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  log.info('engine', `The engine of Plugsight ${version} began.`, {
    event: engineStarted,
    process: process.pid,
    node: process.version,
    system: `${process.platform} ${process.arch}`,
  });
  const onFault = (error: Error) => log.fault('engine', 'The engine ends on a fault of the program.', error);
  faultListeners.set(log, onFault);
  process.on('uncaughtExceptionMonitor', onFault);
}

export function logEnd(log: EngineLog): void {
  log.info('engine', 'The engine ended.', { event: engineEnded });
  const onFault = faultListeners.get(log);
  if (onFault) process.off('uncaughtExceptionMonitor', onFault);
}

function eventOf({ event }: Readonly<Record<string, unknown>>): string | null {
  return event === engineStarted || event === engineEnded ? event : null;
}
