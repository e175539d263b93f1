// Node drops letters that are no base64, and puts U+FFFD where text is broken, without a word: a value would lose something.
import { isUtf8 } from 'node:buffer';

/** The bytes; undefined for what is not base64 with its padding. Line breaks do not count, as for the API server. */
export function fromBase64(text: string): Buffer | undefined {
  const letters = text.replaceAll(/[\r\n]/g, '');
  const bytes = Buffer.from(letters, 'base64');
  return bytes.toString('base64') === letters ? bytes : undefined;
}

/** The bytes of a text in UTF-8; undefined where it holds half of a character. */
export function fromText(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.toString('utf8') === text ? bytes : undefined;
}

/** The text; undefined for bytes that are no UTF-8. */
export function toText(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}
