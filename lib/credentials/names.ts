// What a name says of the value under it: that it is a credential, or that one is near.

/** Words that name a credential, alone or at the end of a word that was written without a gap: `PGPASSWORD`, `authtoken`. */
const credential =
  /(?:password|passwd|passphrase|passcode|passwort|secret|token|credential|apikey|accesskey|privatekey|authkey|accountkey|sharedkey|signingkey|encryptionkey|masterkey|connectionstring|connstr|dockerconfigjson|htpasswd|pgpass|netrc)s?$|^(?:pass|pwd|pw|psk|jwt|sas|dsn|creds?|otp|pat)$/;

/** What makes a key one that opens something; any other key is the name of an entry. */
const keys = new Set(
  'access account admin aes api auth cipher consumer crypto deploy encryption hmac ingestion instrumentation integration jwt license master private routing rsa shared signing ssh storage subscription symmetric'.split(
    ' ',
  ),
);

/** At the end of a name these say that the value is about a credential, and none: where it is, how it is called, how long it lives. */
const about = new Set(
  'algorithm audience audiences because claim class comment count create created description dir directory disabled enabled encoding endpoint expiration expiry field file filename files format generator header help host hosts interval issuer key keys kind label labels length lifetime limit method minutes mode mount name names namespace namespaces optional path paths period policy prefix property provider ref reference references refs required reviewer rotation scope scopes seconds selector size source store suffix summary template title ttl type uri url urls version'.split(
    ' ',
  ),
);

/** Before `secret` these say that the value is the name of one. */
const namesOfSecrets = new Set(['existing', 'pull', 'tls', 'cert', 'certificate']);

/** Whether a text could hold a name that tells something: nearly none does, and those need no reading. */
export function couldTell(text: string): boolean {
  return /pass|pwd|pw\b|secret|token|cred|key|jwt|sas|psk|dsn|conn|auth|otp|pat\b|identified|pgp|netrc/i.test(text);
}

/** Whether a value under this name is a credential, unless its form says otherwise. */
export const isTelling: (name: string) => boolean = remembered((name) => {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const isKey = words.some((word, index) => /^keys?$/.test(word) && keys.has(words[index - 1] ?? ''));
  if (isKey || words.some((word, index) => word === 'string' && words[index - 1] === 'connection'))
    return /^(?:keys?|string)$/.test(last) || !about.has(last);
  if (/^secrets?$/.test(last) && namesOfSecrets.has(words.at(-2) ?? '')) return false;
  return words.some((word) => credential.test(word)) && !about.has(last);
});

/** Whether a random value under this name is a credential. */
export const isHint: (name: string) => boolean = remembered((name) =>
  wordsOf(name).some(
    (word) => credential.test(word) || /^(?:keys?|auth|authorization|salt|cookie|signature)$/.test(word),
  ),
);

/** Whether even a number under this name is a credential. */
export const isPassword: (name: string) => boolean = remembered(
  (name) =>
    isTelling(name) && wordsOf(name).some((word) => /pass(?:word|wd|phrase|code)?s?$|^(?:pwd|pw|pin)$/.test(word)),
);

/** `dbPassword_2` is `db`, `password`. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/** Few names stand in a fleet, each of them many times. */
function remembered(answer: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const now = answer(name);
    known.set(name, now);
    return now;
  };
}
