// Each issuer's form is found in any text, exactly as the issuer makes it: not in another case, not with a character less.
import { describe, expect, test } from '@jest/globals';
import { formatsInProse } from '../../../lib/credentials/formats.ts';

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letters = `${upper}${upper.toLowerCase()}`;
const alphanumeric = `${letters}${digits}`;
const base64 = `${alphanumeric}+/`;

/** Drawn here, so that no scanner takes this file for a leak. */
function drawn(length: number, from = alphanumeric): string {
  return Array.from({ length }, (_, index) => from[(index * 7 + 3) % from.length]).join('');
}

describe('of Azure:', () => {
  const key32 = (mark: string): string => `${drawn(33, base64)}${mark}C${drawn(5, base64)}=`;
  const key64 = (mark: string): string => `${drawn(76, base64)}${mark}${drawn(5, base64)}Q==`;
  const cask = (version: string): string => `${drawn(52)}JQQJ9${version}BL${drawn(16)}A${drawn(7)}`;
  const forms = [
    ['Functions', `${drawn(44)}AzFu${drawn(5)}w==`],
    ['Search', `${drawn(42)}AzSeB${drawn(5)}`],
    ['Container Registry', `${drawn(42, base64)}+ACRD${drawn(5, base64)}`],
    ['Relay', key32('+ARm')],
    ['Event Hubs', key32('+AEh')],
    ['Service Bus', key32('+ASb')],
    ['IoT', key32('AIoT')],
    ['Cache for Redis', key32('AzCa')],
    ['Event Grid', key32('AZEG')],
    ['Storage', key64('+ASt')],
    ['Cosmos DB', key64('ACDb')],
    ['Batch', key64('+ABa')],
    ['Machine Learning', key64('+AMC')],
    ['API Management', key64('APIM')],
    ['DevOps, OpenAI and all that have a common form', cask('9')],
    ['the same, derived', cask('D')],
    ['the same, a hash', cask('H')],
    ['the same, with its end', `${cask('9')}ab==`],
  ] as const;

  test.each(forms)('%s', (_service, key) => {
    expect(formatsInProse(`key: ${key}`)).toEqual(["an identifiable key of Azure's"]);
    expect(formatsInProse(`?key=${key}&a=b`)).toEqual(["an identifiable key of Azure's"]);
    expect(formatsInProse(`const key = '${key}';`)).toEqual(["an identifiable key of Azure's"]);
  });

  test.each(forms)('not as %s makes none', (_service, key) => {
    const other = key.replace(/AzFu|AzSe|\+A\w\w|AIoT|AzCa|AZEG|ACDb|APIM|JQQJ/, (mark) =>
      mark.replaceAll(/[a-z]/gi, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase())),
    );
    expect(formatsInProse(`key: ${other}`)).toEqual([]);
    expect(formatsInProse(`key: ${key.slice(1)}`)).toEqual([]);
  });
});
