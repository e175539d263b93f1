// Go's YAML and ours must read the same string: plain only where every reading is sure, a block where people read it.

/** Words that YAML 1.1, 1.2 or a parser of numbers takes for something else than a string; an exponent alone is a number for some. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity|e[-+]?[\d_]+)$/i;

/** Words that begin with a letter, a flag's dashes or a path; a colon only inside a word, a blank only between two. No `#`, no quotes. */
const words = /^(?:(?:--)?[A-Za-z]|\.{0,2}\/[A-Za-z])(?:[\w./@%+=,()$&;?~-]|:(?=[\w/])| (?=[\w./+=()$-]))*$/;

/** Quantities and durations: `250m`, `256Mi`, `30s`. No exponent, no other base and no sexagesimal looks like it. */
const quantity = /^[1-9]\d*(?:m|k|M|G|Ki|Mi|Gi|s|h|d)$/;

// What JSON leaves as it is, but YAML forbids or reads as a line break: DEL, C1 controls with NEL, LS, PS, BOM, U+FFFE/F.
const alsoEscaped = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

// Lines that a literal block holds without any doubt: printable, the first not indented, none that begins with a tab or
// ends in white space (an editor may strip it), and one line break or none at the end.
const block =
  /^(?! )(?:(?!\t)[\t\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*(?<![ \t\u00a0])\n)+$/u;

/** A key, or a string on one line: plain where that is safe, else in double quotes. */
export function inline(text: string): string {
  return (words.test(text) && !reserved.test(text)) || quantity.test(text) ? text : quoted(text);
}

/** A value after its key or its dash: lines of text as a literal block, indented; anything else on one line. */
export function scalar(value: string | number | boolean, indent: string): string {
  if (typeof value !== 'string') return String(value);
  return value.includes('\n') ? (literal(value, indent) ?? quoted(value)) : inline(value);
}

function literal(text: string, indent: string): string | undefined {
  const ended = text.endsWith('\n');
  const lines = ended ? text : `${text}\n`;
  if (lines.startsWith('\n') || lines.endsWith('\n\n') || !block.test(lines)) return undefined;
  return `${ended ? '|' : '|-'}\n${lines.slice(0, -1).replace(/^(?=.)/gm, indent)}`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    alsoEscaped,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
