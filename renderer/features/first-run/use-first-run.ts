import { useEffect } from 'react';
import { go } from '../../app/navigation.ts';
import { useEngine } from '../../client/index.ts';

/** A workspace without images opens on the first questions, unless the address asks for a screen. */
export function useFirstRun(): void {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const images = info?.counts.images;
  useEffect(() => {
    if (images === 0 && window.location.hash.replace(/^#\/?/, '') === '') go('first-run');
  }, [images]);
}
