// SARIF 2.1.0, as far as GitHub's code scanning reads it: what was found, by which rule, at which line of which file.
import { isDeepStrictEqual } from 'node:util';
import { asArray, asRecord } from '../../render/fields.ts';

/** One thing that a scanner found. */
export interface Found {
  /** The scanner's rule. */
  readonly rule: string;
  /** What is wrong, in one line. */
  readonly message: string;
  /** The file, from the root of the repository. */
  readonly file: string;
  /** @default 1 */
  readonly line?: number;
}

const version = '2.1.0';

/** A whole SARIF log. */
export interface Sarif {
  readonly version: typeof version;
  readonly $schema: string;
  readonly runs: readonly unknown[];
}

/** The log of a scanner that writes none itself. Source: GitHub Docs, "SARIF support for code scanning". */
export function sarifOf(scanner: string, found: readonly Found[]): Sarif {
  const rules = [...new Set(found.map(({ rule }) => rule))].toSorted();
  const run = {
    tool: { driver: { name: scanner, rules: rules.map((id) => ({ id })) } },
    results: found.map(({ rule, message, file, line = 1 }) => ({
      ruleId: rule,
      level: 'error',
      message: { text: message },
      locations: [{ physicalLocation: { artifactLocation: { uri: file }, region: { startLine: line } } }],
    })),
  };
  return { version, $schema: `https://json.schemastore.org/sarif-${version}.json`, runs: [run] };
}

/** A log that a program wrote. @throws Error where it is not one */
export function readSarif(program: string, text: string): Sarif {
  const log = asRecord(JSON.parse(text));
  if (log.version !== version) throw new Error(`${program} wrote no SARIF ${version}`);
  return log as unknown as Sarif;
}

/** What a log holds. */
export function foundIn({ runs }: Sarif): Found[] {
  return runs.flatMap((run) => asArray(asRecord(run).results)).map(foundOf);
}

/** A log without the results that are not among these. */
export function withOnly(log: Sarif, found: readonly Found[]): Sarif {
  const isAmong = (result: unknown): boolean => found.some((each) => isDeepStrictEqual(each, foundOf(result)));
  const runs = log.runs.map(asRecord).map((run) => ({ ...run, results: asArray(run.results).filter(isAmong) }));
  return { ...log, runs };
}

function foundOf(result: unknown): Found {
  const { ruleId, message, locations } = asRecord(result);
  const { artifactLocation, region } = asRecord(asRecord(asArray(locations)[0]).physicalLocation);
  return {
    rule: String(ruleId),
    message: String(asRecord(message).text),
    file: String(asRecord(artifactLocation).uri),
    line: Number(asRecord(region).startLine ?? 1),
  };
}
