// What a value says of itself: that it cannot be a credential, or that it was drawn at random.

/** Words that switch or leave open; nobody is kept out by them. */
const words = /^(?:true|false|null|none|nil|yes|no|on|off|enabled|disabled|auto|default|optional|required)?$/i;

/** What another program fills in: a variable, a file, a template without text of its own, a mask. Source of a pattern. */
export const placeholder = String.raw`(?:\$[A-Z_][A-Z0-9_]*|\$\((?:(?:cat|<)\s+)?[\w./-]+\)|\$\{[\w.-]+\}|%\(\w+\)s|%[A-Z_]+%|<[\w -]+>|\*+|(?:\{\{-?[\w\s.$|()-]*-?\}\}\s*)+)`;

const filledIn = new RegExp(`^${placeholder}$`);

/** A file in a folder. */
const path = /^(?:[a-z]+:\/\/)?\/(?:[\w.@-]+\/)+[\w.@-]*$/;

/** Whether a value under a name that tells of a credential is none: nothing, a switch, a reference to where it is. */
export function isHarmless(value: string): boolean {
  const text = value.trim();
  return words.test(text) || ((filledIn.test(text) || path.test(text)) && !isRandom(text));
}

/** A number, or a short one in quotes, as quantities are: how many there are, or how long one lasts. */
export function isCount(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{1,4}$/.test(value));
}

/** Whether 16 or more letters and digits stand in a row, so mixed that no word is among them. A digest says what it is. */
export function isRandom(value: string): boolean {
  const runs =
    value.length < 16 ? [] : (value.replaceAll(/\bsha(?:256|512)[:-][0-9a-f]+/g, '').match(/[A-Za-z0-9]{16,}/g) ?? []);
  return runs.some((run) => /\d/.test(run) && /[A-Za-z]/.test(run) && entropy(run) >= 3);
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
