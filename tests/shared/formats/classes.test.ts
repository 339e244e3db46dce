import { describe, expect, it } from 'vitest';
import { parseClasses, writeClasses } from '../../../shared/formats/classes.ts';

const sentence = (text: string) => {
  const result = parseClasses(text, 'labels/classes.txt');
  return result.ok ? `accepted ${result.value.join('|')}` : result.problem.sentence;
};

describe('classes.txt', () => {
  it('gives names without the white space, carriage returns and blank last lines around them', () => {
    expect(parseClasses('plug\r\n  no_plug\t\r\n\r\n  \n')).toEqual({ ok: true, value: ['plug', 'no_plug'] });
  });

  it('is refused where an empty line between names would shift the ids after it', () => {
    expect(sentence('plug\n\nno_plug\n')).toMatch(/line 2: class 1 has no name/);
    expect(sentence('plug\nno_plug\n')).toBe('accepted plug|no_plug');
  });

  it('is refused when two classes have the same name, also when the accents are written differently', () => {
    expect(sentence('plug\nplug\n')).toMatch(/line 2: the name "plug" is given twice, to class 0 and class 1/);
    expect(sentence('Stöpsel\nSto\u0308psel\n')).toMatch(/given twice/);
  });

  it('is refused when it is empty or a name holds a control character', () => {
    expect(sentence(' \n')).toMatch(/names no class/);
    expect(sentence('pl\u0007ug\n')).toMatch(/control character/);
  });

  it('reads back what it wrote', () => {
    const names = ['plug', 'kein Stöpsel', '0: odd, but a name'];
    expect(parseClasses(writeClasses(names))).toEqual({ ok: true, value: names });
  });
});
