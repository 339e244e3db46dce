import { sha256 } from '../../platform/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** One hash over every picture and the label it has now: what a freeze would see. */
export function labelState({ store }: Workspace): string {
  const rows = store
    .prepare<[], { id: string; role: string | null; content: string | null }>(
      `SELECT image.id, image.declared_role AS role, annotation.content FROM image
       LEFT JOIN current_annotation AS annotation ON annotation.image_id = image.id ORDER BY image.id`,
    )
    .all();
  return sha256(JSON.stringify(rows));
}
