import { defaultTargetRate } from '../../../shared/evaluation/choose-threshold.ts';
import { Button } from '../../ui/index.ts';
import type { Subject } from './subject.ts';
import { count, leakageCounts, leftOutLines } from './words.ts';

/** Negatives that the rank of a threshold for the usual target needs, as the definition has it: n >= (1 - a/10) / (a/10). */
const neededForRank = Math.ceil((1 - defaultTargetRate / 10) / (defaultTargetRate / 10) - 1e-9);
/** Below this the target is not supported at all: n >= (1 - a) / a. */
const neededAtAll = Math.ceil((1 - defaultTargetRate) / defaultTargetRate - 1e-9);

/** Leakage, what was left out, the lock of the test role, what the calibration role allows. */
export function Facts({
  subject,
  looks,
  onLooks,
}: {
  readonly subject: Subject;
  readonly looks: number;
  readonly onLooks: () => void;
}) {
  const facts = subject.kind === 'frozen' ? subject.summary : subject.draft;
  const tries = (subject.kind === 'frozen' ? subject.detail?.tries : subject.draft.tries)?.calibration;
  const leakage = leakageCounts(facts);
  const left = leftOutLines(facts.leftOut);
  const leftImages = left.reduce((sum, line) => sum + line.count, 0);
  return (
    <div className="ds-facts">
      <div>
        <span className="s q">Leakage</span>
        <p className="xl2">{`${count(Math.max(leakage.sameBlock, leakage.nearFrame))} of ${count(leakage.images)}`}</p>
        <span className="s q">
          {`val, calibration and test images: ${count(leakage.sameBlock)} in the block of a train image, ${count(leakage.nearFrame)} within 2 frames of one`}
        </span>
      </div>
      <div>
        <span className="s q">Left out</span>
        <p className="xl2">{count(leftImages)}</p>
        <ul className="s q">
          {left.map(({ count: images, why }) => (
            <li key={why}>{`${count(images)} ${why}`}</li>
          ))}
          {subject.kind === 'draft' ? <li>near-duplicates are looked for when it is frozen</li> : null}
        </ul>
      </div>
      <TestFact subject={subject} looks={looks} onLooks={onLooks} />
      <div>
        <span className="s q">Calibration tries without</span>
        <p className="xl2">{tries ? count(tries.absent) : 'none'}</p>
        <span className="s q">
          {tries === undefined
            ? 'no calibration role: the threshold is 0.25, without evidence'
            : tries.absent >= neededForRank
              ? `enough for the rank that a target of ${defaultTargetRate * 100} % asks for (${neededForRank})`
              : tries.absent >= neededAtAll
                ? `${neededForRank} would give the rank for ${defaultTargetRate * 100} %; the highest score is taken`
                : `a target of ${defaultTargetRate * 100} % needs at least ${neededAtAll}: not supported`}
        </span>
      </div>
    </div>
  );
}

function TestFact({
  subject,
  looks,
  onLooks,
}: {
  readonly subject: Subject;
  readonly looks: number;
  readonly onLooks: () => void;
}) {
  const isFrozen = subject.kind === 'frozen';
  const test = isFrozen ? subject.summary.roles.test : subject.draft.roles.test;
  if (!test) {
    return (
      <div>
        <span className="s q">Test role</span>
        <p className="xl2">none</p>
        <span className="s q">figures are optimistic: these pictures chose the model</span>
      </div>
    );
  }
  if (!isFrozen) {
    return (
      <div>
        <span className="s q">Test role</span>
        <p className="xl2">open</p>
        <span className="s q">locked once it is frozen; every look at it is journalled</span>
      </div>
    );
  }
  return (
    <div>
      <span className="s q">Test role</span>
      <p className="xl2">{looks === 0 ? 'not seen' : looks === 1 ? 'seen once' : `seen ${looks} times`}</p>
      <span className="s q">
        locked by hash{' '}
        <span className="mono">{`${subject.summary.hash.slice(0, 4)}…${subject.summary.hash.slice(-4)}`}</span>; opened
        only by an evaluation of it or the release gate
      </span>
      {looks > 0 ? (
        <Button kind="quiet" onPress={onLooks}>
          {looks === 1 ? 'Who looked' : 'Who looked, when'}
        </Button>
      ) : null}
    </div>
  );
}
