import { describe, expect, it } from 'vitest';
import { readCvat } from '../../../../shared/formats/cvat/read-cvat.ts';
import { first, read, refusal, said, sentences } from './entries.ts';

const meta = (labels: string) => `<meta><task><labels>${labels}</labels></task></meta>`;
const plugAndHand = meta('<label><name>plug</name><type>any</type></label><label><name>hand</name></label>');
const file = (images: string, head = plugAndHand) =>
  readCvat(
    `<?xml version="1.0"?>\n<annotations><version>1.1</version>${head}${images}</annotations>`,
    'annotations.xml',
  );
const image = (shapes: string, attributes = 'id="0" name="a.png" width="300" height="200"') =>
  `<image ${attributes}>${shapes}</image>`;
const box = (attributes: string, inside = '') =>
  `<box label="plug" occluded="0" ${attributes} z_order="0">${inside}</box>`;

describe('CVAT XML', () => {
  it('reads plain boxes as pixel edges, classes in the order of the task', () => {
    const result = file(image(box('xtl="5.00" ytl="5.00" xbr="25.50" ybr="15.25"')));
    expect(first(result)).toEqual(['plug 5 5 25.5 15.25']);
    expect(read(result).classes).toEqual(['plug', 'hand']);
    expect(read(result).images[0]).toMatchObject({
      names: ['a.png'],
      size: { widthPx: 300, heightPx: 200 },
      unit: 'px',
    });
  });

  it('turns a rotated box about its centre and takes the upright box around it', () => {
    const corners = 'xtl="100" ytl="80" xbr="160" ybr="100"';
    expect(first(file(image(box(`${corners} rotation="90.00"`))))).toEqual(['plug 120 60 140 120']);
    expect(first(file(image(box(`${corners} rotation="360"`))))).toEqual(['plug 100 80 160 100']);
    const [turned] = first(file(image(box(`${corners} rotation="30"`))));
    // Half sides 30 and 10: 30 cos 30 + 10 sin 30 = 30.981 and 30 sin 30 + 10 cos 30 = 23.660.
    expect(turned).toBe('plug 99.019 66.34 160.981 113.66');
  });

  it('takes the box around polygons, ellipses, masks and cuboids, and says so', () => {
    const result = file(
      image(
        '<polygon label="plug" points="10.0,60.0;30.0,60.0;20.0,90.0"/>' +
          '<ellipse label="plug" cx="100" cy="50" rx="20" ry="10" rotation="90"/>' +
          '<mask label="hand" rle="3, 4" left="7" top="8" width="5" height="6"/>' +
          '<cuboid label="hand" xtl1="1" ytl1="2" xbl1="1" ybl1="12" xtr1="9" ytr1="2" xbr1="9" ybr1="12" xtl2="4" ytl2="1" xbl2="4" ybl2="11" xtr2="15" ytr2="1" xbr2="15" ybr2="11"/>',
      ),
    );
    expect(first(result)).toEqual(['plug 10 60 30 90', 'plug 90 30 110 70', 'hand 7 8 12 14', 'hand 1 1 15 12']);
    expect(sentences(result)).toEqual([
      '1 polygon becomes the upright box around it.',
      '1 mask becomes the upright box around it.',
      '1 ellipse becomes the upright box around it.',
      '1 cuboid becomes the upright box around it.',
    ]);
  });

  it('counts rotations, attributes, occlusion, tags and groups that are not carried', () => {
    const result = file(
      image(
        `${box('xtl="5" ytl="5" xbr="25" ybr="15" rotation="30" group_id="2"', '<attribute name="worn">yes</attribute><attribute name="age">3</attribute>')}` +
          '<box label="hand" occluded="1" xtl="5" ytl="5" xbr="25" ybr="15" rotation="10"/><tag label="dark"/>',
      ),
    );
    expect(sentences(result)).toEqual([
      '2 rotated boxes become the upright boxes around them; the angle is not carried.',
      '2 attributes of boxes are not carried.',
      '1 tag of a whole picture is not carried.',
      '1 box is marked as occluded and is carried without the mark.',
      '1 membership in a group is not carried.',
    ]);
  });

  it('never takes a picture for an empty one because its shapes cannot be carried', () => {
    const lines =
      '<polyline label="plug" points="1,2;3,4"/><points label="plug" points="1,2"/><skeleton label="plug"><points label="1" points="1,2"/></skeleton>';
    expect(first(file(image(lines)))).toEqual(['unlabelled']);
    expect(first(file(image(lines + box('xtl="5" ytl="5" xbr="25" ybr="15"'))))).toEqual(['plug 5 5 25 15']);
  });

  it('cannot tell whether somebody looked at a picture without a shape, except in our own exports', () => {
    expect(first(file(image('')))).toEqual(['empty']);
    expect(first(file(image('', 'id="0" name="a.png" width="3" height="2" no_object="1"')))).toEqual(['no-object']);
  });

  it('refuses a picture with one wrong shape as a whole, and reads the others', () => {
    const good = image(box('xtl="5" ytl="5" xbr="25" ybr="15"'), 'id="1" name="b.png"');
    const wrong: readonly [shapes: string, mentions: string][] = [
      [box('xtl="5" ytl="5" xbr="nan" ybr="15"'), 'xbr is "nan"'],
      [box('xtl="5" ytl="5" xbr="0x19" ybr="15"'), 'xbr is "0x19"'],
      [box('xtl="5" ytl="5" ybr="15"'), 'xbr is missing'],
      [box('xtl="25" ytl="5" xbr="5" ybr="15"'), 'must be greater'],
      ['<box xtl="5" ytl="5" xbr="25" ybr="15"/>', 'label is missing'],
      ['<polygon label="plug" points="1,2;3"/>', 'y of a point is missing'],
      ['<polygon label="plug" points="1,2,3;3,4"/>', 'no pair of numbers'],
    ];
    for (const [shapes, mentions] of wrong) {
      const { images } = read(file(image(box('xtl="1" ytl="1" xbr="2" ybr="2"') + shapes) + good));
      expect(said(images[0]!).join()).toContain(mentions);
      expect(said(images[0]!).join()).toMatch(/^refused/);
      expect(said(images[1]!)).toEqual(['plug 5 5 25 15']);
    }
  });

  it('takes classes of a project or job, without those for tags and parts of skeletons', () => {
    const labels =
      '<label><name>plug</name></label><label><name>night</name><type>tag</type></label><label><name>1</name><parent>arm</parent></label>';
    for (const owner of ['project', 'job']) {
      const head = `<meta><${owner}><labels>${labels}</labels></${owner}></meta>`;
      expect(read(file(image(''), head)).classes).toEqual(['plug']);
    }
  });

  it('decodes names that XML writes with entities', () => {
    const result = file(
      image(
        '<box label="nut &amp; bolt &#8220;M8&#x201d;" xtl="1" ytl="1" xbr="2" ybr="2"/>',
        'name="a &lt;1&gt; &amp; b.png"',
      ),
    );
    expect(first(result)).toEqual(['nut & bolt “M8” 1 1 2 2']);
    expect(read(result).images[0]!.names).toEqual(['a <1> & b.png']);
  });

  it('refuses videos, other XML, empty files and files without pictures with a sentence', () => {
    expect(
      refusal(file('<track id="0" label="plug"><box frame="0" xtl="1" ytl="1" xbr="2" ybr="2"/></track>')),
    ).toContain('for videos');
    expect(refusal(readCvat('<svg xmlns="x"/>', 'drawing.xml'))).toMatch(/drawing\.xml.*outermost element is svg/);
    expect(refusal(readCvat('', 'empty.xml'))).toContain('empty.xml');
    expect(refusal(file(''))).toContain('lists no picture');
  });
});

describe('XML from elsewhere', () => {
  const bomb = `<!DOCTYPE annotations [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 8 }, (_, at) => `<!ENTITY ${'abcdefghi'[at + 1]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`).join('')}]>`;

  it('is refused when it declares a document type: an entity bomb is never opened', () => {
    const startedAt = Date.now();
    expect(refusal(readCvat(`<?xml version="1.0"?>${bomb}<annotations>&i;</annotations>`, 'bomb.xml'))).toContain(
      'document type',
    );
    expect(
      refusal(
        readCvat('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><annotations>&x;</annotations>', 'x.xml'),
      ),
    ).toContain('document type');
    expect(Date.now() - startedAt).toBeLessThan(500);
  });

  it('may speak of a document type in a comment or in text', () => {
    const result = readCvat(
      `<!-- <!DOCTYPE x> --><annotations>${image(box('xtl="5" ytl="5" xbr="25" ybr="15"'))}</annotations>`,
      'a.xml',
    );
    expect(first(result)).toEqual(['plug 5 5 25 15']);
  });

  it('is refused with its line when it is not well-formed, and as cut off when it ends too early', () => {
    const text = `<annotations>\n${image(box('xtl="5" ytl="5" xbr="25" ybr="15"'))}\n</annotations>`;
    expect(refusal(readCvat(text.slice(0, 120), 'cut.xml'))).toMatch(/cut\.xml.*cut off/);
    expect(refusal(readCvat(text.replace('</image>', '</picture>'), 'a.xml'))).toMatch(
      /a\.xml, line 2.*not well-formed/,
    );
  });

  it('is refused when it nests without end, or names what JavaScript has for itself', () => {
    expect(
      refusal(readCvat(`<annotations>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</annotations>`, 'deep.xml')),
    ).toContain('deep.xml');
    expect(refusal(readCvat(`<annotations><__proto__ polluted="1"/>${image('')}</annotations>`, 'p.xml'))).toContain(
      'p.xml',
    );
    expect(({} as Record<string, unknown>)['@polluted']).toBeUndefined();
  });
});
