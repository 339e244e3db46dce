import { productionDecision } from '../../../shared/domain/model-stage.ts';
import type { RailState } from '../../app/screen.ts';
import { useEngine } from '../../client/index.ts';
import { useImportOutcome } from './import-outcome.ts';

/** Which model is in production, or that the last import of one failed. */
export function useModelsRail(): RailState | null {
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: decisions } = useEngine(['models.decisions'], (client) => client.models.decisions());
  const hasFailed = useImportOutcome((state) => state.hasFailed);
  if (hasFailed) return { node: 'failed', words: 'the last import failed' };
  if (!models || !decisions) return null;
  if (models.length === 0) return { node: 'empty', words: 'none yet' };
  const production = productionDecision(decisions);
  if (production) return { node: 'fresh', words: `${production.model} v${production.modelVersion} in production` };
  return { node: 'stale', words: `${models.length === 1 ? '1 version' : `${models.length} versions`}, none in use` };
}
