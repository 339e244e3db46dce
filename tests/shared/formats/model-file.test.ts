import fc from 'fast-check';
import { type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packParts } from '../../../shared/formats/model-file/container.ts';
import { cardBytes, modelFileName, readModelFile, writeModelFile } from '../../../shared/formats/model-file/index.ts';
import { cardFor, exportedModel, sha256 } from '../../support/model-files.ts';

const network = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 251);
const file = exportedModel({}, network);
const text = (value: string) => new TextEncoder().encode(value);

function refusal(bytes: Uint8Array): string {
  const result = readModelFile(bytes, sha256);
  if (result.ok) throw new Error('accepted');
  expect(['model-file-damaged', 'file-too-large']).toContain(result.problem.code);
  return result.problem.sentence;
}

function parts(): Map<string, Uint8Array> {
  const manifest = {
    schemaVersion: 1,
    kind: 'model',
    name: 'brightness',
    version: 3,
    files: [...cardAndNetwork()].map(([path, bytes]) => ({ path, sizeBytes: bytes.length, sha256: sha256(bytes) })),
  };
  return new Map([...cardAndNetwork(), ['manifest.json', text(JSON.stringify(manifest))]]);
}

function cardAndNetwork(): Map<string, Uint8Array> {
  return new Map([
    ['card.json', cardBytes(cardFor(network))],
    ['model.onnx', network],
  ]);
}

function zipped(entries: Zippable): Uint8Array {
  return zipSync(entries, { level: 0, mtime: '1980-01-01T00:00:00', os: 3 });
}

describe('an exported model file', () => {
  it('gives back every part with its card', () => {
    const result = readModelFile(file, sha256);
    expect(result.ok && [...result.value.files.keys()].sort()).toEqual(['card.json', 'model.onnx']);
    expect(result.ok && result.value.files.get('model.onnx')).toEqual(network);
    expect(result.ok && result.value.card).toEqual(cardFor(network));
  });

  it('is the same bytes for the same parts, in whatever order and time zone', () => {
    const zone = process.env.TZ;
    try {
      for (const other of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
        process.env.TZ = other;
        expect(packParts(new Map([...parts()].reverse()))).toEqual(packParts(parts()));
        expect(exportedModel({}, network)).toEqual(file);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('is named after its model', () => {
    expect(modelFileName('plug', 12)).toBe('plug-v12.plugsight');
  });

  it('is refused with any single byte changed', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = file.slice();
        changed[at] ^= change;
        refusal(changed);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused with each of its bytes inverted in turn', () => {
    for (let at = 0; at < file.length; at++) {
      const changed = file.slice();
      changed[at] ^= 0xff;
      refusal(changed);
    }
  });

  it('is refused cut off anywhere, and with bytes before or behind', () => {
    for (let length = 0; length < file.length; length += 7) refusal(file.subarray(0, length));
    refusal(Uint8Array.of(...file, 0));
    refusal(Uint8Array.of(0, ...file));
  });

  it('is refused as any bytes that nobody wrote', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => refusal(bytes).length > 0));
  });
});

describe('a model file built by somebody else', () => {
  const asIs = Object.fromEntries(parts());

  it('is accepted when it is built the same way', () => {
    expect(readModelFile(packParts(parts()), sha256).ok).toBe(true);
  });

  it.each([
    ['a part outside its folder', zipped({ ...asIs, '../evil.txt': text('x') }), '../evil.txt'],
    ['an absolute part', zipped({ ...asIs, '/etc/evil': text('x') }), '/etc/evil'],
    ['a part on a drive', zipped({ ...asIs, 'c:evil': text('x') }), 'c:evil'],
    ['a part with a backslash', zipped({ ...asIs, 'a\\b': text('x') }), 'a\\b'],
    ['a folder', zipped({ ...asIs, 'folder/': new Uint8Array() }), 'folder/'],
    ['a part differing in case', zipped({ ...asIs, 'Model.onnx': network }), 'Model.onnx'],
    [
      'a compressed part',
      zipSync({ ...asIs, 'weights.safetensors': [new Uint8Array(5_000_000), { level: 9 }] }, { level: 0 }),
      'compressed',
    ],
    [
      'too many parts',
      zipped(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`part${index}`, text('x')]))),
      'more than 16',
    ],
    ['another time', zipSync(asIs, { level: 0, mtime: '2001-01-01T00:00:00' }), 'changed after it was written'],
    [
      'a comment',
      zipSync({ ...asIs, 'model.onnx': [network, { comment: 'hello' }] }, { level: 0, mtime: '1980-01-01T00:00:00' }),
      'changed',
    ],
    [
      'a symbolic link',
      zipSync(
        { ...asIs, 'model.onnx': [network, { os: 3, attrs: 0o120777 * 65536 }] },
        { level: 0, mtime: '1980-01-01T00:00:00', os: 3 },
      ),
      'changed',
    ],
    [
      'a part that is in no list',
      packParts(new Map([...parts(), ['more.bin', text('x')]])),
      '"more.bin", which its manifest does not list',
    ],
    ['no manifest', packParts(cardAndNetwork()), 'lacks the part "manifest.json"'],
    ['no parts', packParts(new Map()), ''],
  ])('is refused with %s', (_, bytes, mention) => {
    expect(refusal(bytes)).toContain(mention);
  });

  it('is refused with one part twice', () => {
    // Two entries of one length, the second renamed to the first in both of its headers.
    const twice = zipped({ ...asIs, 'model.onnz': network });
    for (let at = twice.indexOf(0x7a); at >= 0; at = twice.indexOf(0x7a, at + 1)) {
      const name = new TextDecoder().decode(twice.subarray(at - 9, at + 1));
      if (name === 'model.onnz') twice[at] = 'x'.charCodeAt(0);
    }
    expect(refusal(twice)).toContain('the part "model.onnx" twice');
  });

  it.each([
    ['a card of another model', { name: 'other' }, 'names brightness version 3, but its card other version 3'],
    ['a card of another version', { version: 4 }, 'its card brightness version 4'],
    [
      'a card listing more parts',
      { parts: [...cardFor(network).parts, { path: 'weights.safetensors', sizeBytes: 1, sha256: sha256(text('x')) }] },
      'other parts than its card',
    ],
    [
      'a card with another network',
      { parts: [{ path: 'model.onnx', sizeBytes: network.length, sha256: sha256(text('x')) }] },
      'SHA-256',
    ],
    [
      'a target class it does not have',
      { decision: { ...cardFor(network).decision, targetClassIndex: 1 } },
      'the target class is not among the classes',
    ],
  ])('is refused with %s', (_, changes, mention) => {
    const card = cardBytes(cardFor(network, changes));
    const manifest = JSON.parse(new TextDecoder().decode(parts().get('manifest.json')));
    manifest.files[0] = { path: 'card.json', sizeBytes: card.length, sha256: sha256(card) };
    expect(
      refusal(packParts(new Map([...parts(), ['card.json', card], ['manifest.json', text(JSON.stringify(manifest))]]))),
    ).toContain(mention);
  });

  it.each([
    ['that is not JSON', 'hello', 'is not JSON'],
    ['of a later kind', JSON.stringify({ schemaVersion: 2 }), 'schemaVersion'],
    [
      'with a wrong size',
      (manifest: Manifest) => ({ ...manifest, files: [{ ...manifest.files[0], sizeBytes: 1 }, manifest.files[1]] }),
      'instead of 1',
    ],
    [
      'with a part twice',
      (manifest: Manifest) => ({ ...manifest, files: [...manifest.files, manifest.files[1]] }),
      'lists a part twice',
    ],
    ['with one part less', (manifest: Manifest) => ({ ...manifest, files: [manifest.files[0]] }), 'does not list'],
    [
      'with one part more',
      (manifest: Manifest) => ({ ...manifest, files: [...manifest.files, { ...manifest.files[1], path: 'b' }] }),
      'other parts',
    ],
    [
      'with a path outside',
      (manifest: Manifest) => ({ ...manifest, files: [{ ...manifest.files[0], path: '../a' }] }),
      'files.0.path',
    ],
    ['with unknown words', (manifest: Manifest) => ({ ...manifest, run: 'setup.exe' }), 'manifest.json'],
  ])('is refused with a manifest %s', (_, change, mention) => {
    const manifest: Manifest = JSON.parse(new TextDecoder().decode(parts().get('manifest.json')));
    const changed = typeof change === 'string' ? change : JSON.stringify(change(manifest));
    expect(refusal(packParts(new Map([...parts(), ['manifest.json', text(changed)]])))).toContain(mention);
  });
});

type Manifest = {
  readonly files: readonly { readonly path: string; readonly sizeBytes: number; readonly sha256: string }[];
};

describe('writing a model file', () => {
  it('refuses files that do not fit their card', () => {
    const wrong = new Map([...cardAndNetwork(), ['model.onnx', text('another network')]]);
    const result = writeModelFile(wrong, sha256);
    expect(result.ok ? null : result.problem.code).toBe('model-file-damaged');
  });
});
