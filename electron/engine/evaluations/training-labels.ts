import { z } from 'zod';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import type { LabelledBox } from '../../../shared/domain/box.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** Every box of the train role, in source pixels: what the trivial baseline is made of. */
export function trainingLabels({ store }: Workspace, datasetId: number): LabelledBox[] {
  return rows(
    store,
    z.object({ content: z.string() }),
    `SELECT annotation.content FROM dataset_member AS member
     JOIN annotation_revision AS annotation ON annotation.image_id = member.image_id AND annotation.revision = member.revision
     WHERE member.dataset_id = @datasetId AND member.role = 'train' ORDER BY member.file_name`,
    { datasetId },
  ).flatMap((row) => {
    const content = parseJson(annotationContentSchema, row.content);
    return content.state === 'boxes' ? content.boxes : [];
  });
}
