import { useSyncExternalStore } from 'react';

/** Where the page is: `#/validate?evaluation=3`. The address says it, so that a reload and the back key work. */
export type Route = { readonly screen: string; readonly parameters: Readonly<Record<string, string>> };

export function routeOf(hash: string): Route {
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  return { screen: path || 'overview', parameters: Object.fromEntries(new URLSearchParams(query ?? '')) };
}

export function hashOf({ screen, parameters }: Route): string {
  const query = new URLSearchParams(parameters).toString();
  return `#/${screen}${query ? `?${query}` : ''}`;
}

export function go(screen: string, parameters: Readonly<Record<string, string>> = {}): void {
  window.location.hash = hashOf({ screen, parameters });
}

/** Changes parameters of the screen that is shown, without a new entry in the history; an empty value removes one. */
export function adjustRoute(changes: Readonly<Record<string, string>>): void {
  const { screen, parameters } = routeOf(window.location.hash);
  const kept = Object.fromEntries(Object.entries({ ...parameters, ...changes }).filter(([, value]) => value !== ''));
  window.history.replaceState(null, '', hashOf({ screen, parameters: kept }));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

let known: { readonly hash: string; readonly route: Route } | null = null;

function current(): Route {
  const { hash } = window.location;
  if (known?.hash !== hash) known = { hash, route: routeOf(hash) };
  return known.route;
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, current);
}
