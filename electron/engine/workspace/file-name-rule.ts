import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import type { FileNameReading, FileNameRuleReport } from '../../../shared/contract/workspace.ts';
import { captureTimeOf } from '../../../shared/domain/capture-time.ts';
import {
  cycleByRule,
  type FileNameRule,
  fileNameRule,
  ruledName,
  timeByRule,
} from '../../../shared/domain/file-name-rule.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { inTransaction, rows, type Store } from '../store/index.ts';
import type { Workspace } from './workspace.ts';

const valueRow = z.object({ value: z.string() });

export function fileNameRuleText({ store }: Pick<Workspace, 'store'>): string | null {
  const [row] = rows(store, valueRow, "SELECT value FROM workspace WHERE key = 'file_name_rule'");
  return row?.value ?? null;
}

/** The rule as it stands; what is stored was accepted once, so it is one. */
export function fileNameRuleInForce(workspace: Pick<Workspace, 'store'>): FileNameRule {
  const rule = fileNameRule(fileNameRuleText(workspace));
  if (!rule.ok) throw new Error(rule.problem.sentence);
  return rule.value;
}

/** Longest time a rule may take over all names at once: an expression that backtracks without end would hold everything up. */
const longestMs = 2000;
/** The same while it is being typed, over a few names. */
const longestMsOfExamples = 250;

/** Holds a rule against names; refused with a sentence where that takes too long. Answers how many fit. */
export function tryRule(
  rule: NonNullable<FileNameRule>,
  paths: readonly string[],
  patienceMs = longestMs,
): Result<number> {
  const names = paths.map(ruledName);
  try {
    const fitting: unknown = runInNewContext(
      'names.reduce((count, name) => count + (new RegExp(source, "u").test(name) ? 1 : 0), 0)',
      { names, source: rule.pattern.source },
      { timeout: patienceMs },
    );
    return success(Number(fitting));
  } catch (cause) {
    // An error of the other context is no `Error` of this one.
    const isTimeOut = (cause as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    if (!isTimeOut) throw cause;
    return failure(
      'invalid-input',
      `The file-name rule "${rule.pattern.source}" takes more than ${patienceMs / 1000} s over ${names.length === 1 ? '1 name' : `${names.length} names`}. The rule in force was kept. Make it simpler: nested repetitions such as (a+)+ take without end.`,
    );
  }
}

/** Names a reading looks at, and those it shows. */
const lookedNames = 200;
const shownNames = 3;

/** What a rule reads out of names of this workspace, without setting it; a problem is said as `setFileNameRule` would say it. */
export function readFileNames({ store }: Pick<Workspace, 'store'>, expression: string | null): FileNameReading {
  const nothing = { looked: 0, fitting: 0, examples: [] };
  const rule = fileNameRule(expression);
  if (!rule.ok) return { problem: rule.problem, ...nothing };
  const paths = rows(store, z.object({ path: z.string() }), pathsSql, { looked: lookedNames }).map(({ path }) => path);
  const tried = rule.value === null ? null : tryRule(rule.value, paths, longestMsOfExamples);
  if (tried && !tried.ok) return { problem: tried.problem, ...nothing };
  const spread = new Set(
    Array.from({ length: shownNames }, (_, at) => Math.round((at * (paths.length - 1)) / (shownNames - 1))),
  );
  return {
    problem: null,
    looked: paths.length,
    fitting: paths.filter((path) => fits(path, rule.value)).length,
    examples: [...spread].flatMap((at) => {
      const path = paths[at];
      return path === undefined
        ? []
        : [
            {
              name: path.slice(path.lastIndexOf('/') + 1),
              tryName: tryNameOf(path, rule.value),
              capturedAt: captureTimeOf({ path, ruleLocal: timeByRule(path, rule.value) })?.local ?? null,
            },
          ];
    }),
  };
}

/** In the order they came in, evenly over all of them: images are never removed, so that every n-th row is every n-th image. */
const pathsSql = `
  SELECT path FROM image WHERE (rowid - 1) % (SELECT max(1, count(*) / @looked) FROM image) = 0 ORDER BY rowid LIMIT @looked`;

/** The cycle's own name, without what makes it unique in the workspace. */
function tryNameOf(path: string, rule: FileNameRule): string | null {
  if (rule?.says.has('episode')) return cycleByRule(path, rule);
  return uuidName.test(ruledName(path)) ? ruledName(path).replace(/_\d+$/, '') : null;
}

const imageRow = z.object({
  id: z.string(),
  path: z.string(),
  captured_at_local: z.string().nullable(),
  captured_from: z.string().nullable(),
});
type ImageRow = z.output<typeof imageRow>;

/**
 * Sets the project's rule for file names, or goes back to the default. Times that come from file names follow it at once; a time from
 * EXIF data stays, because it is read at import only. Problem: `invalid-input`, the rule in force is kept.
 */
export function setFileNameRule(
  workspace: Pick<Workspace, 'store'>,
  expression: string | null,
): Result<FileNameRuleReport> {
  const rule = fileNameRule(expression);
  if (!rule.ok) return rule;
  const { store } = workspace;
  const images = rows(store, imageRow, 'SELECT id, path, captured_at_local, captured_from FROM image');
  if (rule.value !== null) {
    const tried = tryRule(
      rule.value,
      images.map(({ path }) => path),
    );
    if (!tried.ok) return tried;
  }
  return success(
    inTransaction(store, () => {
      if (expression === null) store.prepare("DELETE FROM workspace WHERE key = 'file_name_rule'").run();
      else {
        store
          .prepare(
            "INSERT INTO workspace (key, value) VALUES ('file_name_rule', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
          )
          .run(expression);
      }
      const isFromExif = ({ path, captured_from }: ImageRow) =>
        captured_from === 'exif' && timeByRule(path, rule.value) !== null;
      return {
        expression,
        images: images.length,
        fitting: images.filter(({ path }) => fits(path, rule.value)).length,
        timesChanged: retime(store, images, rule.value),
        keptExif: images.filter(isFromExif).length,
      };
    }),
  );
}

const uuidName = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_\d+$/i;

function fits(path: string, rule: FileNameRule): boolean {
  if (rule === null) return uuidName.test(ruledName(path));
  return cycleByRule(path, rule) !== null || timeByRule(path, rule) !== null;
}

/** Times from file names, and pictures without a time, as the rule has it now. Answers how many changed. */
function retime(store: Store, images: readonly ImageRow[], rule: FileNameRule): number {
  const update = store.prepare('UPDATE image SET captured_at_local = ?, captured_from = ? WHERE id = ?');
  let changed = 0;
  for (const { id, path, captured_at_local: before, captured_from } of images) {
    if (captured_from !== null && captured_from !== 'file-name') continue;
    const now = captureTimeOf({ path, ruleLocal: timeByRule(path, rule) });
    if ((now?.local ?? null) === before) continue;
    update.run(now?.local ?? null, now?.source ?? null, id);
    changed += 1;
  }
  return changed;
}
