import { minutesBetween } from './capture-time.ts';
import { groupBy } from './group-by.ts';
import { compareText, naturalComparer } from './natural-sort.ts';
import type { Role } from './role.ts';

/** One frame of the recordings a dataset was taken from, members and left-out ones alike. */
export type RecordedFrame = {
  readonly imageId: string;
  readonly source: string;
  readonly path: string;
  readonly capturedLocal: string | null;
  readonly block: string;
  /** Null for a frame that was left out: it has a place in the recording and is in no role. */
  readonly role: Role | null;
};

export const neighbourFrames = 2;
export const neighbourMinutes = 10;

export type RoleLeakage = {
  readonly images: number;
  /** Share of the role's images whose block also holds a train image. */
  readonly shareInTrainBlock: number;
  /** Share within 2 frames of a train image of the same source, under 10 minutes apart (unknown times count as near). */
  readonly shareNearTrainFrame: number;
};
export type Leakage = Readonly<Record<Exclude<Role, 'train'>, RoleLeakage>>;

/** How much the other roles have seen of train, measured on the finished roles and not taken from how they were made. */
export function measureLeakage(frames: readonly RecordedFrame[]): Leakage {
  const trainBlocks = new Set(frames.filter(({ role }) => role === 'train').map(({ block }) => block));
  const near = framesNearTrain(frames);
  const of = (role: Role): RoleLeakage => {
    const inRole = frames.filter((frame) => frame.role === role);
    const share = (count: number) => (inRole.length === 0 ? 0 : count / inRole.length);
    return {
      images: inRole.length,
      shareInTrainBlock: share(inRole.filter(({ block }) => trainBlocks.has(block)).length),
      shareNearTrainFrame: share(inRole.filter(({ imageId }) => near.has(imageId)).length),
    };
  };
  return { val: of('val'), calibration: of('calibration'), test: of('test') };
}

/** Ids of frames outside train that lie within 2 frames of a train frame of the same source, under 10 minutes apart. */
export function framesNearTrain(frames: readonly RecordedFrame[]): Set<string> {
  const near = new Set<string>();
  const byName = naturalComparer();
  const inOrder = (a: RecordedFrame, b: RecordedFrame) => byName(a.path, b.path) || compareText(a.imageId, b.imageId);
  const inTime = (a: RecordedFrame, b: RecordedFrame) =>
    compareText(a.capturedLocal ?? '', b.capturedLocal ?? '') || inOrder(a, b);
  for (const recording of groupBy(frames, ({ source }) => source).values()) {
    const timed = recording.every(({ capturedLocal }) => capturedLocal !== null);
    const ordered = recording.toSorted(timed ? inTime : inOrder);
    for (const [place, frame] of ordered.entries()) {
      if (frame.role === 'train') continue;
      const neighbours = ordered.slice(Math.max(0, place - neighbourFrames), place + neighbourFrames + 1);
      if (neighbours.some((other) => other.role === 'train' && closeInTime(frame, other))) near.add(frame.imageId);
    }
  }
  return near;
}

function closeInTime(a: RecordedFrame, b: RecordedFrame): boolean {
  if (a.capturedLocal === null || b.capturedLocal === null) return true;
  return minutesBetween(a.capturedLocal, b.capturedLocal) < neighbourMinutes;
}
