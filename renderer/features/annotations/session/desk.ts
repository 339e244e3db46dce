import { useLayoutEffect } from 'react';
import { engine, problemOf, useConnection, useEngine } from '../../../client/index.ts';
import { type Desk, Saver } from '../saving/saver.ts';
import { pageShelf } from '../saving/shelf.ts';
import { useLabel } from './state.ts';

const desk: Desk = {
  revise: (change) => engine().annotations.revise(change),
  finish: (ask) => engine().annotations.finish(ask),
  judge: ({ imageId, ...judgement }) => engine().annotations.judgeProposal({ imageId, ...judgement }),
  image: (imageId) => engine().annotations.image({ imageId }),
  problemOf,
  isThere: () => useConnection.getState().client !== null,
};

let known: { readonly workspace: string; readonly saver: Saver } | null = null;

/** The saver of a workspace: one for as long as the page lives, so that nothing is lost by going to another screen. */
function openSaver(workspace: string): void {
  if (known?.workspace === workspace) return;
  const saver = new Saver(desk, pageShelf(workspace), () => useLabel.setState({ saveState: saver.state }));
  known = { workspace, saver };
  useLabel.setState({ saveState: saver.state });
  let client = useConnection.getState().client;
  useConnection.subscribe((state) => {
    if (state.client === client) return;
    client = state.client;
    if (client === null) saver.lost();
    else saver.flush();
  });
  window.addEventListener('pagehide', () => saver.flush());
  saver.flush();
}

/** For the window: what an earlier one could not store is sent as soon as there is an engine, whichever screen is open. */
export function useSaver(): void {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const workspace = info?.folder;
  // Before the editor's own effects, which store and read through it.
  useLayoutEffect(() => {
    if (workspace !== undefined) openSaver(workspace);
  }, [workspace]);
}

export function saver(): Saver {
  if (!known) throw new Error('no workspace is open in the editor');
  return known.saver;
}
