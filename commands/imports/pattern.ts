// Patterns in CRDs are Go's (RE2); JavaScript refuses some of its spellings, and an unusable pattern would be found at synth.

/**
 * The pattern for JavaScript's `u` flag. `\PC` becomes `\P{C}`, `\_` becomes `_`; `(?i)` is turned into both cases of each
 * letter, in the whole pattern: more is allowed than Go allows, never less.
 *
 * @throws Error if JavaScript does not understand it all the same.
 */
export function toJavaScript(pattern: string): string {
  const braced = pattern.replaceAll(/\\([pP])([A-Z])/g, '\\$1{$2}').replaceAll(/\\(.)/gs, plain);
  const translated = braced.includes('(?i)') ? braced.replaceAll('(?i)', '').replace(token, bothCases) : braced;
  try {
    if (posixClass.test(translated)) throw new Error('JavaScript reads it otherwise');
    return new RegExp(translated, 'u').source;
  } catch (cause) {
    throw new Error(`the pattern ${pattern} is Go's alone: translate it in commands/imports/pattern.ts`, { cause });
  }
}

/** Whether {@link toJavaScript} can say it. */
export function isUsable(pattern: string): boolean {
  try {
    toJavaScript(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Go lets every sign be escaped, JavaScript those that mean something. */
function plain(escape: string, sign: string): string {
  return /[ _'"@:;,<>=!#%&~`]/.test(sign) ? sign : escape;
}

/** `[:alpha:]` in a class: in JavaScript its letters. */
const posixClass = /\[:\^?[a-z]+:\]/;

/** An escape, a class, the opening of a group, or a letter that stands for itself. */
const token = /\\.|\[[^\]]*\]|\(\?[:=!]|[A-Za-z]/g;

function bothCases(text: string): string {
  return /^[A-Za-z]$/.test(text) ? `[${text.toLowerCase()}${text.toUpperCase()}]` : text;
}
