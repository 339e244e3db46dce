import { describe, expect, test } from 'vitest';
import { hashedPicture } from '../support/hashed-picture.ts';
import { accepted, refused } from './support/decoded.ts';

const picture = hashedPicture(21, 13, 41);
// What a reader that skips too much would eat: line feed, blank, #, carriage return.
picture.data.set([10, 32, 35, 13]);
const binary = (header: string, pixels: Uint8Array = picture.data): Uint8Array =>
  Buffer.concat([Buffer.from(header, 'latin1'), pixels]);

describe('a PGM', () => {
  test.each([
    'P5\n21 13\n255\n',
    'P5 21 13 255 ',
    'P5\r\n# camera 3\r\n21\t13\n255\n',
    'P5\n# one\n21 # two 99\n\n13\n#three\n255\n',
  ])('with the header %j comes out sample for sample, pixels that look like blanks included', async (header) => {
    const { image, facts } = await accepted(binary(header), 'frame.pgm');
    expect(facts.format).toBe('pgm');
    expect(image).toEqual(picture);
  });

  test('in plain text (P2) is read, comments among the pixels included', async () => {
    const text = [...picture.data].join(' ').replace(' 35 ', ' 35 # note\n');
    expect((await accepted(Buffer.from(`P2\n21 13\n255\n${text}\n`), 'plain.pgm')).image).toEqual(picture);
  });

  test.each([
    ['P5\n21 13\n65535\n', 'image-not-8-bit', '16'],
    ['P5\n21 13\n100\n', 'image-not-8-bit', '100'],
    ['P5\n21 x\n255\n', 'image-corrupt', 'damaged'],
    ['P5\n21 14\n255\n', 'image-incomplete', '294'],
    ['P5\n0 13\n255\n', 'image-corrupt', '0x13'],
    ['P6\n21 13\n255\n', 'image-format-unsupported', 'PPM'],
    ['P4\n21 13\n', 'image-format-unsupported', 'PBM'],
    ['P5\n21', 'image-incomplete', 'header'],
  ] as const)('with the header %j is refused', async (header, code, mention) => {
    const pixels = header.endsWith('21') ? new Uint8Array() : picture.data;
    await refused(binary(header, pixels), 'odd.pgm', code, mention);
  });

  test('of plain text with a pixel too few, or one too bright, is refused', async () => {
    const levels = [...picture.data];
    await refused(Buffer.from(`P2 21 13 255 ${levels.slice(1).join(' ')}`), 'p2.pgm', 'image-incomplete', '272');
    await refused(Buffer.from(`P2 21 13 255 ${[256, ...levels.slice(1)].join(' ')}`), 'p2.pgm', 'image-corrupt', '256');
  });

  test('followed by a second picture is refused', async () => {
    const one = binary('P5 21 13 255 ');
    await refused(Buffer.concat([one, one]), 'two.pgm', 'image-several-pages', 'several');
    await accepted(Buffer.concat([one, Buffer.from('\n')]), 'one.pgm');
  });
});
