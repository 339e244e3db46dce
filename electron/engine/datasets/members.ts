import { z } from 'zod';
import { type AnnotationContent, annotationContentSchema } from '../../../shared/domain/annotation.ts';
import { assignEpisodes } from '../../../shared/domain/episode.ts';
import type { FileNameRule } from '../../../shared/domain/file-name-rule.ts';
import { type Role, roleSchema } from '../../../shared/domain/role.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { type SplitMember, strataOf } from '../../../shared/domain/split.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const candidateRow = z.object({
  id: z.string(),
  path: z.string(),
  source: z.string(),
  pixel_sha256: z.string(),
  captured_at_local: z.string().nullable(),
  declared_role: z.string().nullable(),
  width_px: z.int(),
  height_px: z.int(),
  content: z.string(),
  revision: z.int(),
  prepared_path: z.string().nullable(),
});

/** A labelled picture that can become a member of a dataset version. */
export type Candidate = {
  readonly imageId: string;
  readonly path: string;
  readonly size: Size;
  readonly content: AnnotationContent;
  readonly revision: number;
  /** Relative to the folder of prepared images; null when this picture was never prepared this way. */
  readonly preparedPath: string | null;
  readonly capturedLocal: string | null;
  readonly declaredRole: Role | null;
  readonly source: string;
  readonly pixelHash: string;
};

/**
 * Every labelled picture, with its file under the given preparation. A picture referenced in place whose file was replaced by another
 * one, as a later import saw, is no candidate any more: its raw file is gone.
 */
export function labelledCandidates({ store }: Workspace, preparationHash: string): Candidate[] {
  return rows(
    store,
    candidateRow,
    `SELECT image.id, image.path, image.source, image.pixel_sha256, image.captured_at_local, image.declared_role, image.width_px, image.height_px,
       annotation.content, annotation.revision, prepared.path AS prepared_path
     FROM image
     JOIN current_annotation AS annotation ON annotation.image_id = image.id
     LEFT JOIN prepared ON prepared.image_id = image.id AND prepared.preparation = @preparationHash
     WHERE json_extract(annotation.content, '$.state') <> 'unlabelled'
       AND (image.storage = 'copy' OR EXISTS (SELECT 1 FROM image_location WHERE image_location.image_id = image.id))
     ORDER BY image.path, image.id`,
    { preparationHash },
  ).map((row) => ({
    imageId: row.id,
    path: row.path,
    size: { widthPx: row.width_px, heightPx: row.height_px },
    content: parseJson(annotationContentSchema, row.content),
    revision: row.revision,
    preparedPath: row.prepared_path,
    capturedLocal: row.captured_at_local,
    declaredRole: row.declared_role === null ? null : roleSchema.parse(row.declared_role),
    source: row.source,
    pixelHash: row.pixel_sha256,
  }));
}

/** The candidates as the split's rules see them, and the episode of each. */
export function splitInput(
  candidates: readonly Candidate[],
  classes: readonly string[],
  rule: FileNameRule,
): { readonly members: SplitMember[]; readonly episodeOf: ReadonlyMap<string, string> } {
  const episodes = assignEpisodes(
    candidates.map(({ imageId, source, path, capturedLocal, content }) => ({
      imageId,
      source,
      path,
      capturedLocal,
      truth: content.state === 'boxes' ? ('present' as const) : ('absent' as const),
    })),
    rule,
  );
  const members = candidates.map((candidate) => ({
    imageId: candidate.imageId,
    source: candidate.source,
    path: candidate.path,
    cycle: episodes.get(candidate.imageId)?.cycle ?? candidate.imageId,
    capturedLocal: candidate.capturedLocal,
    stagedSessionId: null,
    strata: strataOf(candidate.content, classes),
    pixelHash: candidate.pixelHash,
    importedRole: candidate.declaredRole,
  }));
  return { members, episodeOf: new Map([...episodes].map(([imageId, { episode }]) => [imageId, episode])) };
}
