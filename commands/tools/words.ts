// Where programs are, for a reader and for a shell.
import { delimiter, dirname } from 'node:path';
import type { Found, Missing } from '../../tools/find.ts';

/** What a shell puts before its PATH, so that the programs can be called by name. */
export function asPath(results: readonly (Found | Missing)[]): string {
  const folders = results.flatMap((result) => (result.from === 'nowhere' ? [] : [dirname(result.path)]));
  return `${[...new Set(folders)].join(delimiter)}\n`;
}

/** A line each, and how many are there. @param list whether none was to be built */
export function asText(results: readonly (Found | Missing)[], list = false): string {
  const missing = results.filter(({ from }) => from === 'nowhere').length;
  const width = Math.max(...results.map(({ name }) => name.length)) + 2;
  const lines = results.map((result) => `${result.name.padEnd(width)}${result.version.padEnd(9)}${where(result)}`);
  const hint = list && missing > 0 ? '; npm run tools builds the rest' : '';
  return `${lines.join('\n')}\n${results.length - missing} of ${results.length} programs ready${hint}\n`;
}

function where(result: Found | Missing): string {
  switch (result.from) {
    case 'nowhere':
      return `missing: ${result.because}`;
    case 'build':
      return `built in ${result.seconds} s: ${result.path}`;
    default:
      return `${result.from.padEnd(6)} ${result.path}`;
  }
}
