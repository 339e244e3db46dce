import { describe, expect, test } from 'vitest';
import { originWords, proposalWords } from '../../../renderer/features/annotations/words.ts';

describe('whose box it is', () => {
  const model = { kind: 'model', name: 'plug', version: 3, author: 'Keller', confidence: 0.8765 } as const;

  test("a model's: its score, who took it, and whether it was corrected", () => {
    expect(originWords({ ...model, change: 'accepted' }, null)).toBe('plug@3 0.88, accepted by Keller');
    expect(originWords({ ...model, change: 'edited' }, null)).toBe('plug@3 0.88, corrected by Keller');
  });
  test("a person's; where the box does not say, the label's", () => {
    expect(originWords({ kind: 'human', author: 'Berg' }, 'Keller')).toBe('by Berg');
    expect(originWords(undefined, 'Keller')).toBe('by Keller');
  });
  test('a proposal: where it lies to the threshold, and what becomes of it', () => {
    const proposals = { model: 'plug', version: 3, threshold: 0.5, madeAt: '', boxes: [] };
    expect(proposalWords(proposals, 0.8, 'open')).toBe('plug@3, above its threshold 0.50, waits for a word');
    expect(proposalWords(proposals, 0.2, 'covered')).toBe(
      'plug@3, not above its threshold 0.50, a box stands here already',
    );
  });
});
