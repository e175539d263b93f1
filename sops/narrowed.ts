// An encrypted text with one of its recipients alone, or one of its values alone: so each can be tried by itself.
import { parseSopsDocument } from '../lib/secrets/sops-document.ts';
import { recipientsIn } from '../lib/secrets/sops-recipients.ts';
import { placesIn } from './values.ts';

/** The text for this recipient alone; the MAC does not cover for whom it is. */
export function forAlone(text: string, recipient: string): string {
  // Recipients stand in the document in the order of the text.
  const stanza = Object.entries(parseSopsDocument(text).document?.sops ?? {});
  const names = stanza.flatMap(([field, value]) => recipientsIn({ [field]: value }));
  return text
    .replaceAll(/^ {8}- .*\n(?: {10}.*\n)*/gm, (item) => (names.shift() === recipient ? item : ''))
    .replaceAll(/^ {4}(?:age|azure_kv):\n(?! {8})/gm, '');
}

/** The text with this encrypted value alone; the others are empty, which sops leaves as they are. Its MAC does not fit. */
export function withAlone(text: string, encrypted: string): string {
  const others = placesIn(parseSopsDocument(text).document).map(({ value }) => String(value));
  return others
    .filter((value) => value !== '' && value !== encrypted)
    .reduce((left, value) => left.replaceAll(value, '""'), text);
}
