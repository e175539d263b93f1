// Which alerts a run of the tests saw, by what jest reports: `OrdersDown fires when ...`, `OrdersDown is quiet when ...`.
import { existsSync } from 'node:fs';
import { FileError, missing, readText } from '../../lib/files.ts';
import { asArray, asRecord, asString } from '../../render/fields.ts';

/** How many tests passed that are about an alert. */
export interface Tested {
  /** In which it fires. */
  readonly fires: number;
  /** In which it is quiet. */
  readonly quiet: number;
  /** Which see that a rule with a slip is another one: `OrdersDown is told from one with a slip: ...`. */
  readonly slips: number;
}

/**
 * Reads the report of `npm test -- --json --outputFile FILE`.
 * @throws FileError where there is none; Error where it is something else
 */
export function readTested(file: string): (alert: string) => Tested {
  if (!existsSync(file)) throw new FileError(file, { ...missing, remedy: `write it with ${remedy(file)}` });
  const { testResults } = asRecord(parsed(file, readText(file)));
  if (!Array.isArray(testResults)) throw new Error(`${file}: is not a report of jest; write: ${remedy(file)}`);
  const titles = testResults
    .flatMap((suite) => asArray(asRecord(suite).assertionResults).map(asRecord))
    .filter(({ status }) => status === 'passed')
    .map(({ title }) => asString(title));
  return (alert) => {
    const count = (words: string): number => titles.filter((title) => title.startsWith(`${alert} ${words}`)).length;
    return {
      fires: count('fires when '),
      quiet: count('is quiet when '),
      slips: count('is told from one with a slip'),
    };
  };
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: is not JSON; write: ${remedy(file)}`, { cause: error });
  }
}

function remedy(file: string): string {
  return `npm test -- --json --outputFile ${file}`;
}
