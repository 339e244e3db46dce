import type { EvaluationMatches, EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import { buildMatchTable, type MatchTable } from '../../../shared/evaluation/match-table.ts';
import { useKept } from '../../client/index.ts';

/** An evaluation opened: figures as they were stored, and everything needed to match again. Rows of `images` are those of the table. */
export type OpenedEvaluation = {
  readonly summary: EvaluationSummary;
  readonly classes: readonly string[];
  readonly images: EvaluationMatches['images'];
  readonly table: MatchTable;
};

/** Asked once: an evaluation does not change. `lookId`: the journalled look that opens a test role. */
export function useOpened(evaluationId: number | null, lookId: number | null) {
  return useKept(
    ['evaluations.matches', evaluationId, lookId],
    async (client): Promise<OpenedEvaluation> => {
      const reference = { evaluationId: evaluationId ?? 0 };
      const [summary, matches] = await Promise.all([
        client.evaluations.get(reference),
        client.evaluations.matches({ ...reference, lookId }),
      ]);
      const columns = {
        images: matches.images,
        detections: floatsOf(matches.detections),
        labels: floatsOf(matches.labels),
      };
      const { settings } = summary.figures;
      return {
        summary,
        classes: matches.classes,
        images: matches.images,
        table: buildMatchTable(columns, settings, settings.matching),
      };
    },
    evaluationId !== null,
  );
}

/** 64-bit floats, lowest byte first, from base64. */
export function floatsOf(base64: string): Float64Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return new Float64Array(bytes.buffer);
}
