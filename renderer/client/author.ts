import { useEngine } from './queries.ts';
import { tell } from './tell.ts';

/** Who works here, as the settings say; empty while nobody gave a name. `remember` keeps a name for next time. */
export function useAuthor(): { readonly author: string; readonly remember: (name: string) => void } {
  const { data } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const author = typeof data?.author === 'string' ? data.author : '';
  return {
    author,
    remember(name) {
      const given = name.trim();
      if (given !== '' && given !== author) tell((client) => client.workspace.changeSettings({ author: given }));
    },
  };
}
