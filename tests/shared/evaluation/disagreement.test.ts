import { expect, it } from 'vitest';
import type { LabelledBox } from '../../../shared/domain/box.ts';
import { modelAgainstLabel } from '../../../shared/evaluation/disagreement.ts';

const at = (xMin: number, yMin = 0, classIndex = 0): LabelledBox => ({
  classIndex,
  box: { xMin, yMin, xMax: xMin + 100, yMax: yMin + 100 },
});
const seen = (box: LabelledBox, confidence = 0.9) => ({ ...box, confidence });

it.each([
  ['agree', [at(0)], [at(10)], { extra: 0, missed: 0, loose: 0 }],
  ['found more', [], [at(0)], { extra: 1, missed: 0, loose: 0 }],
  ['missed', [at(0)], [], { extra: 0, missed: 1, loose: 0 }],
  ['placed badly: one thing, not two', [at(0)], [at(60)], { extra: 0, missed: 0, loose: 1 }],
  ['elsewhere: two things', [at(0)], [at(500)], { extra: 1, missed: 1, loose: 0 }],
  ['of another class: two things', [at(0)], [at(0, 0, 1)], { extra: 1, missed: 1, loose: 0 }],
  ['twice over one label', [at(0)], [at(0), at(50)], { extra: 1, missed: 0, loose: 0 }],
  ['nothing on both sides', [], [], { extra: 0, missed: 0, loose: 0 }],
])('model and label: %s', (_, truth, detections, expected) => {
  expect(
    modelAgainstLabel(
      truth,
      detections.map((box) => seen(box)),
    ),
  ).toEqual(expected);
});
