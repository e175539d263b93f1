// TypeScript is edited as text, in the form that a formatter leaves: a place that is not exactly there once is not guessed.
import { dirname } from 'node:path';

/**
 * A text with lines at the end of a block that another line opens.
 * @param opening finds that line, from its margin to the brace; with the flags `gm`
 * @param lines without margin
 * @returns undefined where not exactly one line opens such a block, or its last entry has no end
 */
export function inBlock(text: string, opening: RegExp, lines: (opened: RegExpExecArray) => string): string | undefined {
  const [opened, ...others] = text.matchAll(opening);
  if (opened === undefined || others.length > 0) return undefined;
  const [margin = ''] = /^ */.exec(opened[0]) ?? [];
  const start = opened.index + opened[0].length;
  const added = lines(opened).replaceAll(/^(?=.)/gm, `${margin}  `);
  if (text[start] === '}') return `${text.slice(0, start)}\n${added}${margin}${text.slice(start)}`;
  if (text[start] !== '\n') return undefined;
  const closing = new RegExp(`(?<=[{,;]\n)${margin}\\}`, 'g');
  closing.lastIndex = start;
  const end = closing.exec(text)?.index;
  const isOver = end !== undefined && text.slice(start, end).split('\n').slice(1, -1).every(isWithin(margin));
  return isOver ? text.slice(0, end) + added + text.slice(end) : undefined;
}

/** A text with one more import, among those of its folder by their paths. @returns undefined where it imports nothing */
export function withImport(text: string, line: string): string | undefined {
  const [, path = ''] = imported.exec(line) ?? [];
  const all = [...text.matchAll(new RegExp(imported, 'gm'))];
  const beside = all.filter(([, other = '']) => dirname(other) === dirname(path));
  const next = beside.find(([, other = '']) => other > path);
  const last = (beside.length > 0 ? beside : all).at(-1);
  if (last === undefined) return undefined;
  const at = next?.index ?? last.index + last[0].length;
  return text.slice(0, at) + line + text.slice(at);
}

/** Whether a text imports something by that name. */
export function importsName(text: string, name: string): boolean {
  return [...text.matchAll(new RegExp(imported, 'gm'))].some(([line]) =>
    new RegExp(`\\b${name}\\b.* from `, 's').test(line),
  );
}

const imported = /^import [^;]*? from ['"]([^'"\n]+)['"];\n/m;

/** Lines of the block, or empty ones: a line at the margin means that the block was over before. */
function isWithin(margin: string): (line: string) => boolean {
  return (line) => line === '' || line.startsWith(`${margin}  `);
}
