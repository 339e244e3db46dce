import { type GravestError, gravestErrorOf } from '../../shared/domain/gravest-error.ts';
import { useEngine } from './queries.ts';

/** What must never happen here, as the settings say: it is said first wherever both errors are. */
export function useGravestError(): GravestError {
  const { data } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  return gravestErrorOf(data);
}
