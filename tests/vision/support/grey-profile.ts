import { deflateSync } from 'node:zlib';
import type { PngChunk } from './png-file.ts';

/** A grey ICC profile (version 2) with a linear curve, gamma 1.0, as a PNG chunk: a decoder that applies it shifts every level. */
export function linearGreyProfileChunk(): PngChunk {
  const tags = [
    { name: 'desc', data: text('desc', 'linear grey') },
    { name: 'cprt', data: text('text', 'none') },
    { name: 'wtpt', data: xyz(0.9642, 1, 0.8249) },
    { name: 'kTRC', data: Buffer.from('curv\0\0\0\0\0\0\0\x01\x01\0\0\0', 'latin1') },
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  let offset = 128 + table.length;
  tags.forEach(({ name, data }, index) => {
    table.write(name, 4 + index * 12, 'latin1');
    table.writeUInt32BE(offset, 8 + index * 12);
    table.writeUInt32BE(data.length, 12 + index * 12);
    offset += data.length;
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrGRAYXYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  xyz(0.9642, 1, 0.8249).copy(header, 68, 8);
  const profile = Buffer.concat([header, table, ...tags.map(({ data }) => data)]);
  return { type: 'iCCP', data: Buffer.concat([Buffer.from('grey\0\0', 'latin1'), deflateSync(profile)]) };
}

function xyz(...values: readonly number[]): Buffer {
  const data = Buffer.alloc(20);
  data.write('XYZ ', 0, 'latin1');
  values.forEach((value, index) => {
    data.writeInt32BE(Math.round(value * 65536), 8 + index * 4);
  });
  return data;
}

function text(kind: 'desc' | 'text', words: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(words.length + 1);
  const body = kind === 'desc' ? [length, Buffer.from(`${words}\0`), Buffer.alloc(78)] : [Buffer.from(`${words}\0`)];
  const data = Buffer.concat([Buffer.from(`${kind}\0\0\0\0`, 'latin1'), ...body]);
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
}
