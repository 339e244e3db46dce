import { Document, isMap, isPair, isScalar, isSeq, type Node, parseDocument } from 'yaml';

/** A value a form writes: a number, a word, nothing, or a pair of numbers. */
export type WrittenValue = number | string | boolean | null | readonly number[];

export type ParamsPath = readonly [section: string, key: string];

/**
 * The text with one value changed and everything else as it was, comments, blank lines and order too. A key that is not there yet is
 * added at the end of its section. A text that is no YAML is answered as it is: it is put right in the editor first.
 */
export function withValue(text: string, [section, key]: ParamsPath, value: WrittenValue): string {
  const document = parseDocument(text, { version: '1.2', schema: 'core' });
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return text;
  const place = valueNode(document, section, key);
  const isOnOneLine = place?.range && !text.slice(place.range[0], place.range[1]).includes('\n');
  if (place?.range && isOnOneLine && place.range[1] > place.range[0]) {
    return `${text.slice(0, place.range[0])}${written(value)}${text.slice(place.range[1])}`;
  }
  return withAddedValue(document, section, key, value);
}

function withAddedValue(document: Document.Parsed, section: string, key: string, value: WrittenValue): string {
  const changed: Document = document;
  if (changed.contents === null) changed.contents = changed.createNode({}) as never;
  if (!isMap(changed.get(section))) changed.set(section, changed.createNode({}));
  changed.setIn([section, key], changed.createNode(value, { flow: true }));
  return changed.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function valueNode(document: Document.Parsed, section: string, key: string): Node | null {
  const map = document.get(section, true);
  if (!isMap(map)) return null;
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
  return isPair(pair) ? ((pair.value as Node | null) ?? null) : null;
}

/** As it stands in YAML on one line. */
function written(value: WrittenValue): string {
  const document = new Document([value], { version: '1.2', schema: 'core' });
  if (isSeq(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1);
}

/** What stands in the text at a key, as it is, checked or not; undefined where the key is missing or the text is no YAML. */
export function rawValue(text: string, [section, key]: ParamsPath): unknown {
  const document = parseDocument(text, { version: '1.2', schema: 'core', logLevel: 'silent' });
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const node = document.getIn([section, key], true);
  return node === undefined || node === null ? undefined : (node as Node).toJS(document);
}
