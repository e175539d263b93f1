// A page of docs/ as its reader takes it: commands to run, code to put somewhere, and what the reader is told to see then.
import { readFileSync } from 'node:fs';

export interface Page {
  /** Its blocks of commands, each as a script. */
  readonly commands: readonly string[];
  /** Its blocks of code: TypeScript, JavaScript, JSON and YAML. */
  readonly code: readonly string[];
  /** What synth prints after the page's edits, but for the seconds; a page that does not say has none. */
  readonly printed: readonly string[];
}

export function readPage(name: string): Page {
  const text = readFileSync(`docs/${name}.md`, 'utf8');
  const outside = text.replaceAll(/^```.*?^```/gms, '');
  return {
    commands: [...outside.matchAll(/(?<=\n\n)(?: {4}.*\n)+/g)].map(([lines]) => lines.replaceAll(/^ {4}/gm, '')),
    code: [...text.matchAll(/^```(?:ts|js|json|yaml)\n(.*?)^```/gms)].map(([, code = '']) => code.trimEnd()),
    printed: [...text.matchAll(/`(dist\/: .*? removed) \(/g)].map(([, line = '']) => line),
  };
}

/** The one block that holds these words. @throws Error where there is none, or more than one */
export function blockWith(blocks: readonly string[], words: string): string {
  const [block, ...others] = blocks.filter((each) => each.includes(words));
  if (block === undefined || others.length > 0) throw new Error(`not one block of the page holds ${words}`);
  return block;
}
