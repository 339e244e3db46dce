import { useEffect, useState } from 'react';

/** The time in ms since 1970, again at every step; for ages and clocks, in the smallest component that shows one. */
export function useNow(stepMs = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return now;
}
