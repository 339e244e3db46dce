import { describe, expect, it } from 'vitest';
import { demoTexts, isPlugLike, sceneImagePath } from '../../../electron/engine/sources/demo-files.ts';
import { minutesBetween, timeInFileName } from '../../../shared/domain/capture-time.ts';
import { planDemo } from '../../../shared/domain/demo/plan.ts';
import { type DemoScene, demoImageSize, lookalikeKinds } from '../../../shared/domain/demo/scene.ts';
import { groupBy } from '../../../shared/domain/group-by.ts';
import { roles } from '../../../shared/domain/role.ts';
import { shiftKey } from '../../../shared/domain/shift-block.ts';
import { matchImage } from '../../../shared/evaluation/match-image.ts';
import { meanAveragePrecision } from '../../../shared/evaluation/mean-average-precision.ts';
import { rankMatches } from '../../../shared/evaluation/ranked-set.ts';
import { baselineDetections } from '../../../shared/evaluation/trivial-baseline.ts';
import { parseYoloLabels } from '../../../shared/formats/yolo-labels.ts';

const scenes = planDemo(1);
const labelled = (scene: DemoScene) => (scene.box === null ? [] : [{ classIndex: 0, box: scene.box }]);

function familiesOf(role: 'test' | 'other', family: (scene: DemoScene) => number | null): Set<number> {
  const found = scenes.filter((scene) => (scene.role === 'test') === (role === 'test')).map(family);
  return new Set(found.filter((id) => id !== null));
}

describe('the plan of the demo set', () => {
  it('is the same for the same seed and another one for another seed', () => {
    expect(planDemo(1)).toEqual(scenes);
    expect(planDemo(2).map((scene) => scene.box)).not.toEqual(scenes.map((scene) => scene.box));
  });

  it('has 120 shifts of four episodes: two with a plug, one of a plug-like thing, one of neither', () => {
    const shifts = groupBy(scenes, (scene) => scene.shiftIndex);
    expect(shifts.size).toBe(120);
    for (const shift of shifts.values()) {
      expect(shift).toHaveLength(4);
      expect(shift.filter((scene) => scene.box !== null)).toHaveLength(2);
      expect(shift.filter(isPlugLike)).toHaveLength(1);
    }
  });

  it('gives whole shifts to roles, in the default shares, with 84 plug-less test episodes of which half are plug-like', () => {
    const roleOfShift = groupBy(scenes, (scene) => scene.shiftIndex);
    for (const shift of roleOfShift.values()) expect(new Set(shift.map((scene) => scene.role)).size).toBe(1);
    const shiftsOf = (role: string) => [...roleOfShift.values()].filter((shift) => shift[0]?.role === role).length;
    expect(roles.map(shiftsOf)).toEqual([48, 12, 18, 42]);
    const absentTest = scenes.filter((scene) => scene.role === 'test' && scene.box === null);
    expect(absentTest).toHaveLength(84);
    expect(absentTest.filter(isPlugLike)).toHaveLength(42);
  });

  it('shows every kind of thing that resembles a plug in every role', () => {
    for (const role of roles) {
      const kinds = new Set(scenes.filter((scene) => scene.role === role).map((scene) => scene.object.kind));
      for (const kind of lookalikeKinds) expect(kinds, role).toContain(kind);
    }
  });

  it('shows edge, misplaced, smoke, covered corner and blur in training and in test, and moves the camera half-way', () => {
    for (const role of ['train', 'test']) {
      const inRole = scenes.filter((scene) => scene.role === role);
      expect(inRole.some((scene) => scene.atEdge)).toBe(true);
      expect(inRole.some((scene) => scene.misplaced)).toBe(true);
      expect(inRole.some((scene) => scene.smoke > 0.22)).toBe(true);
      expect(inRole.some((scene) => scene.coveredCorner !== null)).toBe(true);
      expect(inRole.some((scene) => scene.blurPx > 0)).toBe(true);
    }
    expect(scenes.filter((scene) => scene.cameraShifted).map((scene) => scene.shiftIndex)).toEqual(
      scenes.filter((scene) => scene.shiftIndex >= 60).map((scene) => scene.shiftIndex),
    );
  });

  it('keeps plug shapes, backgrounds and roll textures of the test role to the test role', () => {
    const families = [
      (scene: DemoScene) => ('shape' in scene.object ? scene.object.shape.id : null),
      (scene: DemoScene) => scene.background.id,
      (scene: DemoScene) => scene.rollTexture.id,
    ];
    for (const family of families) {
      const test = familiesOf('test', family);
      expect(test.size).toBeGreaterThan(20);
      expect([...familiesOf('other', family)].filter((id) => test.has(id))).toEqual([]);
    }
  });

  it('names files so that the capture time is found and makes one block of each shift', () => {
    const blocks = groupBy(scenes, (scene) => {
      const local = timeInFileName(sceneImagePath(scene));
      expect(local).toBe(`${scene.capturedAt}.000`);
      return shiftKey(local!);
    });
    expect(blocks.size).toBe(120);
    for (const block of blocks.values()) expect(new Set(block.map((scene) => scene.shiftIndex)).size).toBe(1);
    expect(scenes.every((scene) => scene.stem.includes('synthetic'))).toBe(true);
    expect(new Set(scenes.map((scene) => scene.stem)).size).toBe(480);
  });

  it('keeps any two pictures more than ten minutes apart, so that none leaks into another role as a neighbour', () => {
    const times = scenes.map((scene) => scene.capturedAt).sort();
    for (const [index, time] of times.slice(1).entries())
      expect(minutesBetween(times[index]!, time)).toBeGreaterThan(10);
  });

  it('has boxes inside the image that stay wider and higher than 8 pixels on a 160x128 network input', () => {
    for (const { box } of scenes) {
      if (box === null) continue;
      expect(Math.min(box.xMin, box.yMin)).toBeGreaterThanOrEqual(0);
      expect(box.xMax).toBeLessThanOrEqual(demoImageSize.widthPx);
      expect(box.yMax).toBeLessThanOrEqual(demoImageSize.heightPx);
      expect(Math.min(box.xMax - box.xMin, box.yMax - box.yMin) / 16).toBeGreaterThan(8);
    }
  });

  it.each([1, 2, 3])('gives the trivial baseline a mAP50 of at most 0.3 (seed %i)', (seed) => {
    const plan = planDemo(seed);
    const training = plan.filter((scene) => scene.role === 'train').flatMap(labelled);
    const detections = baselineDetections(training);
    const images = plan
      .filter((scene) => scene.role === 'test')
      .map((scene) => ({
        imageId: scene.stem,
        blockKey: String(scene.shiftIndex),
        episodeKey: scene.stem,
        decision: null,
        ...matchImage(labelled(scene), detections, 'coco'),
      }));
    const { map50 } = meanAveragePrecision(rankMatches(images));
    expect(map50).not.toBeNull();
    expect(map50).toBeLessThanOrEqual(0.3);
  });
});

describe('the texts of the demo set', () => {
  it('write each box so that it reads back to a thousandth of a pixel, and an empty file where there is no plug', () => {
    const texts = demoTexts(scenes, 1);
    for (const scene of scenes.slice(0, 40)) {
      const text = texts.get(`${scene.role}/labels/${scene.stem}.txt`)!;
      const context = { file: 'a.txt', imageSize: demoImageSize, classes: ['plug'], classesFile: 'classes.txt' };
      const parsed = parseYoloLabels(text, context);
      if (!parsed.ok) throw new Error(parsed.problem.sentence);
      if (scene.box === null) expect(parsed.value.content).toEqual({ state: 'no-object' });
      else {
        const { content } = parsed.value;
        if (content.state !== 'boxes') throw new Error(`${scene.stem} lost its box`);
        for (const side of ['xMin', 'yMin', 'xMax', 'yMax'] as const) {
          expect(content.boxes[0]!.box[side]).toBeCloseTo(scene.box[side], 3);
        }
      }
    }
  });

  it('say that the set is synthetic and list each scene once', () => {
    const texts = demoTexts(scenes, 1);
    expect(texts.get('README.txt')).toMatch(/^SYNTHETIC/);
    const rows = texts.get('scenes.csv')!.trimEnd().split('\n');
    expect(rows).toHaveLength(481);
    expect(new Set(rows.map((row) => row.split(',').length)).size).toBe(1);
  });
});
