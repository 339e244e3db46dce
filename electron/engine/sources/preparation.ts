import { z } from 'zod';
import { type Preparation, preparationSchema } from '../../../shared/domain/preparation.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const valueRow = z.object({ value: z.string() });

/** The preparation this workspace's pictures have had so far; null before the first import. One workspace, one preparation, unless chosen. */
export function workspacePreparation({ store }: Workspace): Preparation | null {
  const [row] = rows(store, valueRow, "SELECT value FROM workspace WHERE key = 'preparation'");
  return row ? parseJson(preparationSchema, row.value) : null;
}

export function rememberPreparation({ store }: Workspace, preparation: Preparation): void {
  store
    .prepare(
      "INSERT INTO workspace (key, value) VALUES ('preparation', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    )
    .run(JSON.stringify(preparation));
}

/** `stretched to 306x256 (area), equalised`; `fitted into 320x320 (area)`: the aspect is kept and nothing is added. */
export function preparationSentence(preparation: Preparation): string {
  const { size, fit, kernel, equalise, mask } = preparation;
  const how =
    fit === 'none' || size === null
      ? 'as they are'
      : `${fit === 'stretch' ? 'stretched to' : 'fitted into'} ${size.widthPx}x${size.heightPx} (${kernel})`;
  return [how, ...(equalise ? ['equalised'] : []), ...(mask.length > 0 ? [`${mask.length} masked`] : [])].join(', ');
}
