// What a value of an encrypted file may look like: the form in which sops writes it, to the character, and no other.
import { ageRecipientPattern } from './recipients.ts';

/** What is left over where base64 ends within three bytes: one character that has but two or four bits. */
const [twoBits, fourBits] = ['[AQgw]', '[AEIMQUYcgkosw048]'];
const base64 = `(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}${fourBits}=|[A-Za-z0-9+/]${twoBits}==)`;

/** AES-256-GCM as sops has it: 32 bytes of nonce, 16 of tag. */
const sealed = (data: string, type: string): RegExp =>
  new RegExp(
    `^ENC\\[AES256_GCM,data:${data},iv:[A-Za-z0-9+/]{42}${fourBits}=,tag:[A-Za-z0-9+/]{21}${twoBits}==,type:${type}\\]$`,
  );

const value = sealed(base64, '(str|int|float|bool|bytes|time)');

/** Which type of value this is the encryption of, as sops names it; undefined for what is not encrypted. */
export function encryptedType(text: unknown): string | undefined {
  return typeof text === 'string' ? value.exec(text)?.[1] : undefined;
}

/** The encryption of a SHA-512 in hexadecimal digits. */
export const isMac = matches(sealed(`[A-Za-z0-9+/]{170}${fourBits}=`, 'str'));

export const isRecipient = matches(new RegExp(ageRecipientPattern));

/** An encrypted data key: one RSA block of a key with 2,048, 3,072 or 4,096 bits, in base64url without padding. */
export const isVaultCiphertext = matches(new RegExp(`^(?:[\\w-]{341}${twoBits}|[\\w-]{512}|[\\w-]{682}${fourBits})$`));

/** A time of RFC 3339 in UTC, to the second, that there is. */
export function isTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.valueOf()) && time.toISOString() === text.replace('Z', '.000Z');
}

/** An age file for one X25519 recipient with 32 bytes in it, armored: 16 bytes of nonce and 16 of tag come with them. */
export function isAgeFile(lines: readonly string[]): boolean {
  const body = lines.slice(1, -1);
  const framed =
    lines[0] === '-----BEGIN AGE ENCRYPTED FILE-----' && lines.at(-1) === '-----END AGE ENCRYPTED FILE-----';
  if (!framed || !body.every((line, index) => line.length === 64 || (index === body.length - 1 && line.length < 64)))
    return false;
  const text = body.join('');
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text && ageFile.test(bytes.toString('latin1'));
}

const ageFile =
  /^age-encryption\.org\/v1\n-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n[^]{64}$/;

/** The text that stands there: in quotes without an escape, or without quotes where no reader takes it for anything else. */
export function textOf(written: string): string | undefined {
  const [, double, single] = /^(?:"([ !#-[\]-~]*)"|'([ -&(-~]*)')$/.exec(written) ?? [];
  return double ?? single ?? (/^[\w./:^-]/.test(written) && !isOtherThanText(written) ? written : undefined);
}

/** Words and numbers of YAML 1.1 and 1.2; one that no float can hold is text. Source: go.yaml.in/yaml/v3, resolve.go and encode.go. */
function isOtherThanText(word: string): boolean {
  const digits = word.startsWith('.') ? word : word.replaceAll('_', '');
  return words.test(word) || (/^[-+.\d]/.test(word) && numbers.test(digits) && Math.abs(Number(digits)) !== Infinity);
}

const words =
  /^(?:~|y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE|null|Null|NULL|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const numbers =
  /^[-+]?(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$|^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/;

function matches(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}
