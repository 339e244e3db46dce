import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpisodeTruth, Verdict } from '../../../shared/domain/evaluation.ts';
import { type DecidedImage, decideEpisodes } from '../../../shared/evaluation/decide-episodes.ts';
import { imageLevelFigures } from '../../../shared/evaluation/image-level.ts';

type Frame = { readonly verdict: Verdict; readonly score?: number; readonly isTriggerFrame?: boolean };

function frames(truth: EpisodeTruth, episodeKey: string, list: readonly Frame[], blockKey = 'shift'): DecidedImage[] {
  return list.map(({ verdict, score = 0.5, isTriggerFrame = false }, index) => ({
    imageId: `${blockKey}/${episodeKey}/${truth}/${index}`,
    blockKey,
    episodeKey,
    isTriggerFrame,
    decision: { truth, score, verdict, reason: null },
  }));
}
const present = { verdict: 'PRESENT' } as const;
const absent = { verdict: 'ABSENT' } as const;
const unknown = { verdict: 'UNKNOWN' } as const;
const outcomeOf = (truth: EpisodeTruth, list: readonly Frame[]) => decideEpisodes(frames(truth, 'a', list))[0].outcome;
const options = { targetClassIndex: 0, targetClassName: 'plug', seed: 7 };
const figuresOf = (images: readonly DecidedImage[]) => imageLevelFigures(decideEpisodes(images), options);

describe('an absent episode', () => {
  test('is a false positive if any of its frames is called PRESENT, an UNKNOWN beside it or not', () => {
    expect(outcomeOf('absent', [absent, present, absent])).toBe('false-positive');
    expect(outcomeOf('absent', [unknown, present])).toBe('false-positive');
    expect(outcomeOf('absent', [absent, absent])).toBe('correct');
  });

  test('with an UNKNOWN frame and no PRESENT is undecided: in neither part of the rate, but in the share undecided', () => {
    expect(outcomeOf('absent', [absent, unknown])).toBe('undecided');
    const { figures } = figuresOf([...frames('absent', 'a', [unknown]), ...frames('absent', 'b', [absent])]);
    expect(figures.falsePositives).toMatchObject({ errors: 0, trials: 1 });
    expect(figures.undecided).toMatchObject({ absent: 1, trials: 2, share: { state: 'defined', value: 0.5 } });
  });

  test('has the highest score of its frames', () => {
    expect(
      decideEpisodes(
        frames('absent', 'a', [
          { ...absent, score: 0.1 },
          { ...absent, score: 0.2 },
        ]),
      )[0].score,
    ).toBe(0.2);
  });
});

describe('a present episode', () => {
  test('without a known trigger is a miss unless every frame is PRESENT', () => {
    expect(outcomeOf('present', [present, present])).toBe('correct');
    expect(outcomeOf('present', [present, absent])).toBe('miss');
  });

  test('with a known trigger is decided by the frame bound to it alone', () => {
    expect(outcomeOf('present', [absent, { ...present, isTriggerFrame: true }, absent])).toBe('correct');
    expect(outcomeOf('present', [present, { ...absent, isTriggerFrame: true }])).toBe('miss');
  });

  test('with an UNKNOWN deciding frame is a miss', () => {
    expect(outcomeOf('present', [unknown])).toBe('miss');
    expect(figuresOf(frames('present', 'a', [present, unknown])).figures.misses).toMatchObject({
      errors: 1,
      trials: 1,
    });
  });

  test('has the lowest score of its frames', () => {
    expect(
      decideEpisodes(
        frames('present', 'a', [
          { ...present, score: 0.9 },
          { ...present, score: 0.8 },
        ]),
      )[0].score,
    ).toBe(0.8);
  });
});

describe('rates', () => {
  test('count episodes, never frames, and show the frames beside', () => {
    const { figures } = figuresOf([
      ...frames('absent', 'a', [present, present, present]),
      ...frames('absent', 'b', [absent]),
    ]);
    expect(figures.falsePositives).toMatchObject({ errors: 1, trials: 2, frames: { errors: 3, trials: 4 } });
  });

  test('split a key whose frames differ in truth into two episodes', () => {
    const { figures } = figuresOf([...frames('absent', 'a', [absent]), ...frames('present', 'a', [present])]);
    expect(figures.falsePositives.trials).toBe(1);
    expect(figures.misses.trials).toBe(1);
  });

  test('leave a misplaced plug without a taught tolerance out of both, and list it apart', () => {
    const { figures, episodes } = figuresOf(frames('misplaced-untaught', 'a', [present]));
    expect(figures).toMatchObject({ misplacedListedApart: 1, falsePositives: { trials: 0 }, misses: { trials: 0 } });
    expect(episodes[0]).toMatchObject({ outcome: 'listed-apart', counted: false });
  });

  test('without any trial are not defined and have no bound', () => {
    const { figures } = figuresOf(frames('present', 'a', [present]));
    expect(figures.falsePositives).toMatchObject({ rate: { state: 'not-defined' }, upperBound: null, wilson: null });
    expect(figures.falsePositives.sentence).toBe(
      'Plug reported, none there: no decided try without a plug, so there is no rate.',
    );
  });

  test('say the plant words first and the terms of the field second', () => {
    const images = Array.from({ length: 312 }, (_, index) =>
      frames('absent', `${index}`, [absent], `shift ${index % 23}`),
    );
    const { figures } = figuresOf(images.flat());
    expect(figures.falsePositives.sentence).toBe('Plug reported, none there: 0 of 312 tries (at most 1 in 104).');
    expect(figures.falsePositives.detail).toContain('one-sided 95 % Clopper-Pearson upper bound 0.96 %');
    expect(figures.falsePositives.detail).toContain('Blocks with any: 0 of 23, at most 1 in 8.');
    expect(figures.falsePositives.confidenceAtCorrelation).toBeLessThan(0.95);
  });

  test('name the number of blocks that are missing for the gate', () => {
    const images = [
      ...Array.from({ length: 19 }, (_, index) => frames('absent', 'a', [absent], `shift ${index}`)).flat(),
      ...Array.from({ length: 25 }, (_, index) => frames('present', 'b', [present], `shift ${index}`)).flat(),
    ];
    expect(figuresOf(images).figures.blockEvidence).toEqual({
      absentBlocks: 19,
      presentBlocks: 25,
      requiredBlocks: 20,
      missingAbsentBlocks: 1,
      missingPresentBlocks: 0,
      enough: false,
    });
  });

  test('do not depend on the order of the frames', () => {
    const verdict = fc.constantFrom<Verdict>('PRESENT', 'ABSENT', 'UNKNOWN');
    const truth = fc.constantFrom<EpisodeTruth>('present', 'absent', 'misplaced-untaught');
    const image = fc.record({
      verdict,
      truth,
      key: fc.nat(5),
      block: fc.nat(12),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(image, { maxLength: 60 }), (list) => {
        const images = list.map((one, index) => ({
          imageId: `image-${index}`,
          blockKey: `shift ${one.block}`,
          episodeKey: `episode ${one.key}`,
          decision: { truth: one.truth, score: one.score, verdict: one.verdict, reason: null },
        }));
        expect(figuresOf(images.toReversed())).toEqual(figuresOf(images));
      }),
    );
  });
});
