/**
 * The directories of a TIFF (and of EXIF, which is one): tags with their values, 32-bit (version 42) and 64-bit (43, "BigTIFF")
 * form, both byte orders. Reads nothing outside `bytes`; what lies outside is a `TiffDamage`.
 */
export class TiffDamage extends Error {}

export type TagValue = readonly number[] | string;
export type TiffDirectory = ReadonlyMap<number, TagValue>;

/** `nextOffset`: 0 after the last directory; null when the bytes end before it, which EXIF blocks of some cameras do. */
export type TiffReader = {
  readonly firstOffset: number;
  readonly directoryAt: (offset: number) => { readonly tags: TiffDirectory; readonly nextOffset: number | null };
};

const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};
/** More values than this are only counted for strips; nothing we read has more. */
const maximumValues = 1_000_000;

export function tiffReader(bytes: Uint8Array): TiffReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const need = (offset: number, length: number): number => {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > bytes.length) {
      throw new TiffDamage(`it refers to byte ${offset + length} of ${bytes.length}`);
    }
    return offset;
  };
  const little = view.getUint16(need(0, 8)) === 0x4949;
  const u16 = (offset: number): number => view.getUint16(need(offset, 2), little);
  const u32 = (offset: number): number => view.getUint32(need(offset, 4), little);
  const u64 = (offset: number): number => Number(view.getBigUint64(need(offset, 8), little));
  const version = u16(2);
  const big = version === 43;
  if (version !== 42 && !big) throw new TiffDamage(`its version is ${version}`);
  if (big && u16(4) !== 8) throw new TiffDamage('its offsets are not 8 bytes long');
  const word = big ? u64 : u32;
  const wordBytes = big ? 8 : 4;
  const entryBytes = big ? 20 : 12;

  const number = (type: number, at: number): number => {
    switch (type) {
      case 1:
      case 7:
        return view.getUint8(at);
      case 3:
        return u16(at);
      case 4:
      case 13:
        return u32(at);
      case 16:
      case 18:
        return u64(at);
      default:
        return Number.NaN;
    }
  };

  const valueAt = (entry: number): TagValue => {
    const type = u16(entry + 2);
    const count = word(entry + 4);
    const size = typeBytes[type];
    if (size === undefined || count > maximumValues) return [];
    const inline = entry + 4 + wordBytes;
    const at = need(count * size <= wordBytes ? inline : word(inline), count * size);
    if (type === 2) {
      return Buffer.from(bytes.buffer, bytes.byteOffset + at, count)
        .toString('latin1')
        .replace(/\0.*$/s, '');
    }
    return Array.from({ length: count }, (_, index) => number(type, at + index * size));
  };

  const directoryAt = (offset: number): { readonly tags: TiffDirectory; readonly nextOffset: number | null } => {
    const count = big ? u64(offset) : u16(offset);
    const start = offset + (big ? 8 : 2);
    if (count > 4096) throw new TiffDamage(`a directory claims ${count} entries`);
    need(start, count * entryBytes);
    const tags = new Map<number, TagValue>();
    for (let index = 0; index < count; index++) {
      const entry = start + index * entryBytes;
      tags.set(u16(entry), valueAt(entry));
    }
    const end = start + count * entryBytes;
    return { tags, nextOffset: end + wordBytes <= bytes.length ? word(end) : null };
  };
  return { firstOffset: big ? u64(8) : u32(4), directoryAt };
}

/** First value of a numeric tag. */
export function numberOf(tags: TiffDirectory, tag: number): number | undefined {
  const value = tags.get(tag);
  return typeof value === 'string' ? undefined : value?.[0];
}

export function numbersOf(tags: TiffDirectory, tag: number): readonly number[] {
  const value = tags.get(tag);
  return value === undefined || typeof value === 'string' ? [] : value;
}

export function textOf(tags: TiffDirectory, tag: number): string | undefined {
  const value = tags.get(tag);
  return typeof value === 'string' ? value.trim() : undefined;
}
