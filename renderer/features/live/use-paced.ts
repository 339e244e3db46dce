import { useEffect, useRef, useState } from 'react';
import type { LiveFrame } from '../../../shared/contract/station.ts';

/**
 * The frame whose picture is to be drawn: the newest, but never before the picture of the one before stands on the screen. Frames may come
 * faster than pictures can be decoded; a picture that is always replaced on its way would never be seen.
 */
export function usePaced(frame: LiveFrame | null): {
  /** Whose picture is asked for. */
  readonly drawn: LiveFrame | null;
  /** Whose picture stands on the screen. */
  readonly seen: LiveFrame | null;
  readonly onDrawn: () => void;
} {
  const [drawn, setDrawn] = useState(frame);
  const [seen, setSeen] = useState<LiveFrame | null>(null);
  const isUnderWay = useRef(frame !== null);
  const newest = useRef(frame);
  newest.current = frame;
  const take = () => {
    isUnderWay.current = newest.current !== null;
    setDrawn(newest.current);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new frame asks whether it may be drawn
  useEffect(() => {
    if (!isUnderWay.current) take();
  }, [frame]);
  const onDrawn = () => {
    isUnderWay.current = false;
    setSeen(drawn);
    if (newest.current?.serial !== drawn?.serial) take();
  };
  return { drawn, seen, onDrawn };
}
