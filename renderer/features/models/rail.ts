import { productionDecision } from '../../../shared/domain/model-stage.ts';
import type { RailState } from '../../app/screen.ts';
import { useEngine } from '../../client/index.ts';

/** Which model is in production. */
export function useModelsRail(): RailState | null {
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: decisions } = useEngine(['models.decisions'], (client) => client.models.decisions());
  if (!models || !decisions) return null;
  if (models.length === 0) return { node: 'empty', words: 'none yet' };
  const production = productionDecision(decisions);
  if (production) return { node: 'fresh', words: `${production.model} v${production.modelVersion} in production` };
  return { node: 'stale', words: `${models.length === 1 ? '1 version' : `${models.length} versions`}, none in use` };
}
