import { type Random, shuffled } from '../random.ts';
import { type Role, roles } from '../role.ts';
import { demoTime } from './calendar.ts';
import { background, between, derivedRandom, plugShape, rollTexture } from './catalogue.ts';
import { edgePose, misplacedPose, readyPose, retractedSpindle } from './placement.ts';
import { plugBox } from './plug-outline.ts';
import { demoRoles } from './roles.ts';
import {
  type CameraView,
  type Corner,
  type DemoFormat,
  type DemoScene,
  lookalikeKinds,
  type SceneObject,
} from './scene.ts';
import { poseInView } from './view.ts';

/** Raised when the same seed gives other scenes or other pictures, so that a folder begun by an older version is not completed with them. */
export const demoDrawing = 2;

export const demoShiftCount = 120;

/** Families of plug shape, background and roll texture: the test role draws from its own, all others share theirs. */
const familyCount = 136;
const testFamilyCount = 42;

type Subject = 'plug' | 'plug-like' | 'plain';
/** What else is special about a picture; each role goes through the whole list in turn, so that none lacks a case. */
const presentCases = [
  ...[
    'edge',
    'edge',
    'misplaced',
    'misplaced',
    'dense-smoke',
    'smoke',
    'smoke',
    'smoke',
    'corner',
    'corner',
    'blur',
    'blur',
  ],
  ...Array.from({ length: 12 }, () => 'plain'),
] as const;
const absentCases = [
  ...['dense-smoke', 'smoke', 'smoke', 'smoke', 'corner', 'corner', 'blur', 'blur'],
  ...Array.from({ length: 13 }, () => 'plain'),
] as const;

/** Goes through a list again and again, each time in another order. */
function turns<T>(items: readonly T[], random: Random): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = shuffled(items, random);
    return left.pop()!;
  };
}

type RoleTurns = {
  readonly presentCase: () => string;
  readonly absentCase: () => string;
  readonly lookalike: () => (typeof lookalikeKinds)[number];
  readonly shape: () => number;
  readonly background: () => number;
  readonly texture: () => number;
};

function roleTurns(seed: number, role: Role): RoleTurns {
  const random = derivedRandom(seed, `turns-${role}`, 0);
  const first = role === 'test' ? familyCount - testFamilyCount : 0;
  const families = Array.from(
    { length: role === 'test' ? testFamilyCount : familyCount - testFamilyCount },
    (_, n) => first + n,
  );
  return {
    presentCase: turns(presentCases, random),
    absentCase: turns(absentCases, random),
    lookalike: turns(lookalikeKinds, random),
    shape: turns(families, random),
    background: turns(families, random),
    texture: turns(families, random),
  };
}

/** Lamps age and the lens gets dirty: exposure swings slowly over the shifts and falls a little over the whole set. */
function exposureOfShift(seed: number, shiftIndex: number, shiftCount: number): number {
  const random = derivedRandom(seed, 'exposure', shiftIndex);
  const swing = 0.2 * Math.sin((2 * Math.PI * shiftIndex) / 37);
  return (1.05 + swing - 0.15 * (shiftIndex / shiftCount)) * between(random, 0.94, 1.06);
}

const firstView: CameraView = { shiftXPx: 0, shiftYPx: 0, zoom: 1, rotationRad: 0 };
/** After the knock half-way. */
const laterView: CameraView = { shiftXPx: -120, shiftYPx: 80, zoom: 1.05, rotationRad: -0.026 };

function sceneObject(subject: Subject, special: string, turn: RoleTurns, seed: number, random: Random): SceneObject {
  const shape = plugShape(seed, turn.shape());
  if (subject === 'plain') {
    return random() < 0.5 ? { kind: 'none' } : { kind: 'retracted-spindle', ...retractedSpindle(random, shape) };
  }
  if (subject === 'plug-like') return { kind: turn.lookalike(), pose: readyPose(random), shape };
  if (special === 'edge') return { kind: 'plug', pose: edgePose(random), shape };
  if (special === 'misplaced') return { kind: 'plug', pose: misplacedPose(random), shape };
  return { kind: 'plug', pose: readyPose(random), shape };
}

function objectInView(view: CameraView, object: SceneObject, atEdge: boolean): SceneObject {
  // A plug barely in view is planned where it is seen, whatever the camera did before.
  if (object.kind === 'none' || atEdge) return object;
  const pose = poseInView(view, object.pose);
  return object.kind === 'retracted-spindle' ? { ...object, pose } : { ...object, pose };
}

function smokeOf(special: string, random: Random): number {
  if (special === 'dense-smoke') return between(random, 0.22, 0.29);
  if (special === 'smoke') return between(random, 0.1, 0.22);
  return random() < 0.3 ? between(random, 0.03, 0.15) : 0;
}

/** The corner that is covered lies away from the object: a plug behind the cover would have no visible extent to label. */
function cornerAwayFrom(object: SceneObject, random: Random): Corner {
  if (object.kind === 'none') return (['top-right', 'bottom-left', 'bottom-right'] as const)[Math.floor(random() * 3)]!;
  if (object.kind === 'retracted-spindle') return 'bottom-left';
  const low = object.pose.frontYPx > 1000;
  return low ? 'top-right' : random() < 0.5 ? 'bottom-left' : 'bottom-right';
}

function formatOf(random: Random): DemoFormat {
  const draw = random();
  if (draw < 0.05) return 'png';
  return draw < 0.1 ? 'bmp' : 'jpeg';
}

/**
 * The demo set: every shift holds four episodes of one frame, two with a plug, one of a plug-like thing, one of neither. The same
 * seed gives the same set. Pure: the pictures come from the renderer of the vision host.
 */
export function planDemo(seed: number, shiftCount: number = demoShiftCount): readonly DemoScene[] {
  const roleOfShift = demoRoles(seed, shiftCount);
  const turnsOf = new Map(roles.map((role) => [role, roleTurns(seed, role)]));
  const scenes: DemoScene[] = [];
  for (let shiftIndex = 0; shiftIndex < shiftCount; shiftIndex++) {
    const role = roleOfShift[shiftIndex]!;
    const turn = turnsOf.get(role)!;
    const cameraShifted = shiftIndex >= shiftCount / 2;
    const view = cameraShifted ? laterView : firstView;
    const order = shuffled<Subject>(['plug', 'plug', 'plug-like', 'plain'], derivedRandom(seed, 'order', shiftIndex));
    const shiftBackground = background(seed, turn.background());
    const shiftTexture = rollTexture(seed, turn.texture());
    for (const [episodeIndex, subject] of order.entries()) {
      const index = scenes.length;
      const random = derivedRandom(seed, 'scene', index);
      const special = subject === 'plug' ? turn.presentCase() : turn.absentCase();
      const atEdge = special === 'edge';
      const object = objectInView(view, sceneObject(subject, special, turn, seed, random), atEdge);
      const minutes = 25 + episodeIndex * 120 + Math.floor(between(random, 0, 55));
      const capturedAt = demoTime(shiftIndex, minutes, Math.floor(between(random, 0, 60)));
      scenes.push({
        index,
        noiseSeed: Math.floor(random() * 0x7fffffff),
        shiftIndex,
        episodeIndex,
        capturedAt,
        role,
        format: formatOf(random),
        stem: `synthetic_${capturedAt.slice(0, 10)}_${capturedAt.slice(11).replaceAll(':', '-')}`,
        box: object.kind === 'plug' ? plugBox(object.shape, object.pose) : null,
        object,
        misplaced: special === 'misplaced',
        atEdge,
        smoke: smokeOf(special, random),
        coveredCorner:
          special === 'corner' ? { corner: cornerAwayFrom(object, random), sizePx: between(random, 350, 620) } : null,
        blurPx: special === 'blur' ? Math.round(between(random, 3, 7)) : 0,
        exposure: exposureOfShift(seed, shiftIndex, shiftCount) * between(random, 0.95, 1.05),
        view,
        cameraShifted,
        background: shiftBackground,
        rollTexture: shiftTexture,
      });
    }
  }
  return scenes;
}
