import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImageCard, ImageFilter, ImageSort } from '../../../../shared/contract/images.ts';
import { engine } from '../../../client/index.ts';

export const pageSize = 100;
/** Nothing is fetched while the list flies by; after this pause what is seen is. */
const restMs = 70;

export type Seen = { readonly first: number; readonly last: number };

/** The cards of the positions seen, fetched by pages; positions not fetched yet are not in the map. */
export function useCards(
  filter: ImageFilter,
  sort: ImageSort,
  seen: Seen,
): (position: number) => ImageCard | undefined {
  const rested = useRested(seen);
  const firstPage = Math.floor(rested.first / pageSize);
  const pageCount = Math.max(0, Math.floor(rested.last / pageSize) - firstPage + 1);
  const pages = useQueries({
    queries: Array.from({ length: pageCount }, (_, at) => {
      const offset = (firstPage + at) * pageSize;
      return {
        queryKey: ['images.page', filter, sort, offset],
        queryFn: () => engine().images.page({ filter, sort, offset, limit: pageSize }),
      };
    }),
  });
  return (position) => {
    const page = Math.floor(position / pageSize) - firstPage;
    return pages[page]?.data?.[position % pageSize];
  };
}

/** `seen`, held back while it moves by more than itself at a time. */
function useRested(seen: Seen): Seen {
  const [rested, setRested] = useState(seen);
  const span = seen.last - seen.first + 1;
  const isNear = Math.abs(seen.first - rested.first) <= span;
  useEffect(() => {
    if (isNear) {
      setRested(seen);
      return;
    }
    const timer = setTimeout(() => setRested(seen), restMs);
    return () => clearTimeout(timer);
  }, [seen, isNear]);
  return rested;
}
