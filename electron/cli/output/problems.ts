import type { Problem } from '../../../shared/domain/problem.ts';
import type { CommandCall } from '../command.ts';

const shownAtMost = 20;

/** Problems one by one, the first twenty; the rest is counted and stands in the `--json` report. */
export function sayProblems(call: Pick<CommandCall, 'say'>, title: string, problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, shownAtMost)) call.say(`  ${title}: ${problem.sentence}`);
  if (problems.length > shownAtMost) {
    call.say(`  and ${problems.length - shownAtMost} more ${title}; --json lists them all.`);
  }
}
