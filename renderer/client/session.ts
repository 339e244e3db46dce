import { enginePaths } from '../../shared/contract/page.ts';
import { type EngineAddress, shell } from './shell.ts';

/** There is no engine, and its message is the sentence that says why. */
export class NoEngine extends Error {}

const storageKey = 'plugsight-token';

/**
 * Where the engine is and the token for it. In Electron the shell says so; in a browser the engine itself served this page: the
 * ticket in its address is changed for the token once and taken out of the address bar, and a reload finds the token in this tab.
 */
export async function engineAddress(): Promise<EngineAddress> {
  if (shell) {
    const answer = await shell.engine();
    if ('trouble' in answer) throw new NoEngine(answer.trouble);
    return answer;
  }
  const here = new URL(window.location.href);
  const ticket = here.searchParams.get('ticket');
  if (ticket !== null) {
    here.searchParams.delete('ticket');
    window.history.replaceState(null, '', here);
    const answer = await fetch(enginePaths.session, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    if (answer.ok) {
      const { token } = (await answer.json()) as { token: string };
      sessionStorage.setItem(storageKey, token);
    }
  }
  const token = sessionStorage.getItem(storageKey);
  if (token === null)
    throw new Error('This address was used before. Nothing is lost. Start Plugsight again for a new one.');
  return { url: `${here.origin.replace(/^http/, 'ws')}${enginePaths.rpc}`, http: here.origin, token };
}
