// The summary as a comment on a pull request: what is in it comes from files that a stranger may have written.
import type { Summary } from '../summary.ts';
import { headline, type Section, sections } from './words.ts';

/** GitHub refuses a comment of more characters. Source: its API answers 422 `body is too long (maximum is 65536 characters)`. */
export const longestComment = 65_536;

/** What is left out is said in fewer characters than these. */
const reserve = 200;

/**
 * @param compared what is compared with what, as a sentence
 * @param longest characters that the text may have; sections that do not fit are left out, and that is said
 */
export function asMarkdown(summary: Summary, compared: string, longest: number = longestComment): string {
  const dangers = sections(summary.statements.filter(({ danger }) => danger));
  const others = sections(summary.statements.filter(({ danger }) => !danger));
  const head = `${escaped(headline(summary))}\n\n${escaped(compared)}\n`;
  const blocks = [
    ...dangers.map(
      (section, index) => `${index === 0 ? '\n#### :warning: Look at these first\n' : ''}${block(section)}`,
    ),
    ...others.map(
      (section, index) => `${index === 0 && dangers.length > 0 ? '\n#### Everything else\n' : ''}${block(section)}`,
    ),
  ];
  let text = head;
  for (const [index, next] of blocks.entries()) {
    if (text.length + next.length > longest - reserve)
      return `${text}\n**${blocks.length - index} of ${blocks.length} sections are left out here:** \`npm run diff\` prints all of them.\n`;
    text += next;
  }
  return text;
}

function block({ clusters, charts, objects }: Section): string {
  const items = objects.map(({ name, statements }) => {
    const [first, ...rest] = statements.map(({ text }) => escaped(text));
    if (rest.length === 0) return `- **${escaped(name)}** ${first}`;
    return [`- **${escaped(name)}**`, ...[first, ...rest].map((text) => `  - ${text}`)].join('\n');
  });
  return `\n**${escaped(clusters)}** · ${escaped(charts)}\n\n${items.join('\n')}\n`;
}

/**
 * Text that Markdown takes for nothing but text. An invisible character behind `@` and `#` keeps GitHub from calling
 * people and linking issues.
 */
export function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>|~]/g, (character) => (character === '<' ? '&lt;' : `\\${character}`))
    .replaceAll(/[@#]/g, '$&\u200B')
    .replaceAll('\n', ' ');
}
