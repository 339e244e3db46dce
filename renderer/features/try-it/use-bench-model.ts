import { useEngine } from '../../client/index.ts';
import { useBench } from './state.ts';

/** The model on the bench: the one chosen, else the one in production, else the newest; `plug@2`. */
export function useBenchModel(): {
  readonly model: string | null;
  readonly names: readonly string[];
  readonly isKnown: boolean;
} {
  const chosen = useBench((state) => state.model);
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: current } = useEngine(['models.current'], (client) => client.models.current());
  if (!models || current === undefined) return { model: null, names: [], isKnown: false };
  const newestFirst = [...models].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  const names = newestFirst.map(({ name, version }) => `${name}@${version}`);
  const usual = current ? `${current.name}@${current.version}` : (names[0] ?? null);
  return { model: chosen !== null && names.includes(chosen) ? chosen : usual, names, isKnown: true };
}
