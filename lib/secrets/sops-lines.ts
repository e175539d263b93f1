// The lines of an encrypted file, by indentation alone. No parser of YAML takes part: two of them could read two documents.

/** A line without its indentation. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Blanks before it. */
  readonly indent: number;
  /** Without the blanks before it. */
  readonly text: string;
}

/** A line `name:` or `name: value`, and the lines that are indented further. */
export interface Entry extends Line {
  /** As it stands there, with its quotes; undefined where the line has no such form, or is indented otherwise. */
  readonly name: string | undefined;
  /** What stands behind the colon and a blank; empty where nothing does. */
  readonly value: string;
  /** The lines that are indented further. */
  readonly below: readonly Line[];
}

/** How far sops indents what belongs to an entry. */
const step = 4;

/** The lines of a text that ends with a line break. */
export function linesOf(text: string): Line[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => {
      const content = line.trimStart();
      return { number: index + 1, indent: line.length - content.length, text: content };
    });
}

/** The entries of a map whose names are indented that far. */
export function entries(lines: readonly Line[], indent: number): Entry[] {
  const found: (Entry & { readonly below: Line[] })[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last && line.indent > indent) last.below.push(line);
    else found.push({ ...line, ...nameAndValue(line.indent === indent ? line.text : ''), below: [] });
  }
  return found;
}

/** The entries below an entry. */
export function entriesBelow({ below, indent }: Entry): Entry[] {
  return entries(below, indent + step);
}

/** The entries of each item of the list below an entry, of which the first stands behind its dash; none where it is no list. */
export function itemsBelow({ below, indent }: Entry): Entry[][] {
  const items: Line[][] = [];
  for (const line of below) {
    if (line.indent === indent + step && line.text.startsWith('- '))
      items.push([{ ...line, indent: line.indent + 2, text: line.text.slice(2) }]);
    else if (items.length === 0) return [];
    else items.at(-1)?.push(line);
  }
  return items.map((lines) => entries(lines, indent + step + 2));
}

function nameAndValue(text: string): Pick<Entry, 'name' | 'value'> {
  const [, name, value = ''] = /^([\w./-]+|"[\w./-]+"|'[\w./-]+'):(?: (\S.*))?$/.exec(text) ?? [];
  return { name, value };
}
