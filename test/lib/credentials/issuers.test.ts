// Each issuer's form is found in any text, exactly as the issuer makes it: not in another case, not with a character less.
import { describe, expect, test } from '@jest/globals';
import { formatsInProse } from '../../../lib/credentials/formats.ts';

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letters = `${upper}${upper.toLowerCase()}`;
const alphanumeric = `${letters}${digits}`;
const hex = '0123456789abcdef';
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

describe('of other issuers:', () => {
  const uuid = [8, 4, 4, 4, 12].map((length) => drawn(length, hex)).join('-');

  test.each([
    ['Tailscale', ['tskey', 'auth', `${drawn(6)}CNTRL`, drawn(32)].join('-')],
    ['Tailscale', ['tskey', 'client', `${drawn(6)}CNTRL`, drawn(32)].join('-')],
    ['Groq', ['gsk', drawn(52)].join('_')],
    ['HubSpot', ['pat', 'eu1', uuid].join('-')],
    ['HubSpot', ['pat', 'na1', uuid].join('-')],
    ['Snyk', ['snyk_uat', drawn(8, hex), drawn(120), drawn(86)].join('.')],
    ['Snyk', ['snyk_sat', drawn(8, hex), drawn(120), drawn(86)].join('.')],
    ['Contentful', ['CFPAT', drawn(43)].join('-')],
    ['Google', ['1', '', `0${drawn(2)}-${drawn(60)}`].join('/')],
    ['Atlassian', `${['ATATT', '3'].join('')}${drawn(180)}=${drawn(8, hex).toUpperCase()}`],
    ['Sentry', ['sntryu', drawn(64, hex)].join('_')],
    ['Sentry', ['sntrys', `eyJpYXQiO${drawn(120)}`, drawn(43)].join('_')],
    ['Postman', ['PMAK', drawn(24, hex), drawn(34, hex)].join('-')],
    ['Pulumi', ['pul', drawn(40, hex)].join('-')],
    ['RubyGems', ['rubygems', drawn(48, hex)].join('_')],
    ['Brevo', ['xkeysib', drawn(64, hex), drawn(16)].join('-')],
    ['Brevo', ['xsmtpsib', drawn(64, hex), drawn(16)].join('-')],
    ['PlanetScale', ['pscale', 'tkn', drawn(43)].join('_')],
    ['PlanetScale', ['pscale', 'pw', drawn(43)].join('_')],
    ['PlanetScale', ['pscale', 'oauth', drawn(43)].join('_')],
    ['1Password', ['ops', `eyJ${drawn(300)}`].join('_')],
    ['Dynatrace', ['dt0c01', drawn(24, upper), drawn(64, upper + digits)].join('.')],
    ['JFrog', `${['AK', 'Cp'].join('')}${drawn(69)}`],
    ['JFrog', `${['cmVmd', 'GtuOj'].join('')}${drawn(54)}`],
    ['Heroku', ['HRKU', `AA${drawn(58)}`].join('-')],
    ['Alibaba Cloud', `${['LT', 'AI'].join('')}${drawn(20)}`],
    ['Alibaba Cloud', `${['LT', 'AI'].join('')}${drawn(12)}`],
    ['AWS Bedrock', `${['AB', 'SK'].join('')}${drawn(120, base64)}==`],
    ['AWS Bedrock', ['bedrock-api-key', Buffer.from('bedrock.amazonaws.com/?a').toString('base64')].join('-')],
  ])('%s: %#', (issuer, token) => {
    for (const text of [token, `token: ${token}\n`, `const token = '${token}';`, `?token=${token}&a=b`])
      expect(formatsInProse(text)).toEqual([`a token of ${issuer}`]);
    const half = token.slice(0, Math.ceil(token.length / 2));
    expect(formatsInProse(half)).toEqual([]);
  });
});
