import { powerSaveBlocker } from 'electron';

/** Twice a minute would let a short sleep timer win; every few seconds costs nothing on the loopback address. */
const lookEveryMs = 5000;

/** The machine does not sleep while something is being worked on. Asks `work` now and then; a failed look changes nothing. Answers how to stop. */
export function stayAwakeWhile(work: () => Promise<readonly string[]>): () => void {
  let blocker: number | null = null;
  const release = () => {
    if (blocker !== null) powerSaveBlocker.stop(blocker);
    blocker = null;
  };
  const timer = setInterval(async () => {
    const isWorking = (await work()).length > 0;
    if (!isWorking) release();
    else blocker ??= powerSaveBlocker.start('prevent-app-suspension');
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    release();
  };
}
