import { keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import { type Problem, problemSchema } from '../../shared/domain/problem.ts';
import { type EngineClient, engine } from './connection.ts';

/** What was shown stays shown while it is asked again, and when the engine is away. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5 * 60_000, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** Asks everything that is on the screen again; called when the engine says that something changed. */
export function askAgain(): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) => queryKey[0] !== kept || state.status === 'error',
  });
}

const kept = 'kept';

/**
 * One question to the engine, by a key that names procedure and input: `useEngine(['images.list', filter], (engine) =>
 * engine.images.list(filter))`. Asked again whenever the workspace changes.
 */
export function useEngine<T>(key: readonly unknown[], ask: (client: EngineClient) => Promise<T>, enabled = true) {
  return useQuery({ queryKey: key, queryFn: () => ask(engine()), enabled, placeholderData: keepPreviousData });
}

/** The same for what never changes once it is there (the matches of an evaluation): asked once, and again only after it failed. */
export function useKept<T>(key: readonly unknown[], ask: (client: EngineClient) => Promise<T>, enabled = true) {
  return useQuery({
    queryKey: [kept, ...key],
    queryFn: () => ask(engine()),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** One thing to do. `problem` is the engine's sentence when it failed. */
export function useAction<Input, Output>(act: (client: EngineClient, input: Input) => Promise<Output>) {
  const mutation = useMutation({ mutationFn: (input: Input) => act(engine(), input) });
  return { ...mutation, problem: mutation.error ? problemOf(mutation.error) : null };
}

/** The typed problem an engine's error carries; any other error as a problem with its own words. */
export function problemOf(error: unknown): Problem {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const parsed = problemSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const sentence = error instanceof Error && error.message ? error.message : String(error);
  return { code: 'process-crashed', sentence };
}
