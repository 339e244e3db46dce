import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { failure, type Result, success } from '../../domain/problem.ts';

/** An element of a parsed file: attributes under `@name`, children under their names, text under `#text`. */
export type XmlElement = { readonly [name: string]: XmlValue | readonly XmlValue[] | undefined };
export type XmlValue = string | XmlElement;

/** No format read here nests deeper than ten. */
const deepest = 40;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities a file declares are never expanded; the five of XML itself and characters by number are decoded below.
  processEntities: false,
  maxNestedTags: deepest,
});

/**
 * A file's root element, or why it is none: not well-formed, nested too deeply, or with a document type (which these formats never
 * have, and which is how entities that grow without end come in).
 *
 * @param kept end of the sentence: what was left as it was
 */
export function parseXml(
  text: string,
  file: string,
  kept: string,
): Result<{ readonly name: string; readonly element: XmlElement }> {
  const refused = (what: string, line?: number) =>
    failure('label-invalid', `${file}${line === undefined ? '' : `, line ${line}`}: ${what} ${kept}`, {
      file,
      ...(line === undefined ? {} : { line }),
    });
  if (/<!DOCTYPE/i.test(text) && /<!DOCTYPE/i.test(text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, ''))) {
    return refused('it declares a document type (DOCTYPE), which may hold entities and is not read.');
  }
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const isUnclosed = valid.err.code === 'InvalidXml' && valid.err.msg.startsWith('Invalid');
    const isCutOff = isUnclosed || (text.includes('<') && !text.trimEnd().endsWith('>'));
    if (isCutOff) return refused('the file ends before all of its elements are closed; it was cut off.');
    return refused(`this is not well-formed XML (${valid.err.msg.replace(/\.$/, '')}).`, valid.err.line);
  }
  try {
    const parsed = parser.parse(text) as XmlElement;
    const name = Object.keys(parsed).find((key) => key !== '?xml' && !key.startsWith('#'));
    if (name === undefined) return refused('it holds no element.');
    const root = parsed[name];
    return success({ name, element: typeof root === 'object' && !Array.isArray(root) ? (root as XmlElement) : {} });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
    return refused(`it cannot be read as XML (${why}).`);
  }
}

/** The elements of this name below a parent, in their order; text alone counts as an element that holds only text. */
export function childrenOf(parent: XmlElement | undefined, name: string): XmlElement[] {
  const found = parent?.[name];
  if (found === undefined) return [];
  const list = Array.isArray(found) ? (found as readonly XmlValue[]) : [found as XmlValue];
  return list.map((value) => (typeof value === 'string' ? { '#text': value } : value));
}

export function childOf(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(parent, name)[0];
}

/** Text of the first element of this name, trimmed and decoded; null where there is none. */
export function textOf(parent: XmlElement | undefined, name: string): string | null {
  const child = childOf(parent, name);
  if (child === undefined) return null;
  const text = child['#text'];
  return decodeXml(typeof text === 'string' ? text : '').trim();
}

export function attributeOf(element: XmlElement, name: string): string | null {
  const value = element[`@${name}`];
  return typeof value === 'string' ? decodeXml(value) : null;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and characters by number; anything else stays as it is written. */
function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Text for an element or a double-quoted attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"\n\r\t]/g, (sign) => {
    if (sign === '<') return '&lt;';
    if (sign === '>') return '&gt;';
    if (sign === '&') return '&amp;';
    return sign === '"' ? '&quot;' : `&#${sign.charCodeAt(0)};`;
  });
}
