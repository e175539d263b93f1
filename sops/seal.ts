// What makes an encrypted value unique: a random number, and the tag over all of it. One value in two places is a copy.

const sealed = /ENC\[AES256_GCM,data:[^,\]]*,iv:([^,\]]+),tag:([^,\]]+),/g;

/** The seals in a text, each once, however their base64 is written: it can be in more than one way. */
export function sealsIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(sealed), ([, iv = '', tag = '']) => `${hex(iv)} ${hex(tag)}`));
}

/** That of one value; undefined for what is not encrypted. */
export function sealOf(value: string): string | undefined {
  return [...sealsIn(value)][0];
}

function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}
