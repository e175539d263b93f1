// Settings that GitHub takes from files name jobs and paths: a renamed one would silently protect nothing.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Ruleset {
  readonly rules: readonly { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> }[];
}

interface Job {
  readonly name: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
}

const { rules } = JSON.parse(readFileSync('.github/ruleset.json', 'utf8')) as Ruleset;
const { jobs } = parse(readFileSync('.github/workflows/ci.yaml', 'utf8')) as { jobs: Record<string, Job> };

describe('the ruleset', () => {
  test('asks for every check of ci, but for the job that only comments', () => {
    const checks = Object.values(jobs)
      .filter(({ permissions }) => !Object.values(permissions).includes('write'))
      .flatMap(
        ({ name, strategy }) => strategy?.matrix.node.map((node) => name.replace(/\$\{\{.*\}\}/, node)) ?? [name],
      );
    const required = rules.find(({ type }) => type === 'required_status_checks')?.parameters?.required_status_checks;
    expect((required as { context: string }[]).map(({ context }) => context).toSorted()).toEqual(checks.toSorted());
  });

  test('allows no merge that drops the trailers of commits', () => {
    const parameters = rules.find(({ type }) => type === 'pull_request')?.parameters;
    expect(parameters?.allowed_merge_methods).toEqual(['merge', 'rebase']);
  });
});

test('every path that has owners is there', () => {
  const lines = readFileSync('.github/CODEOWNERS', 'utf8').split('\n');
  const paths = lines.filter((line) => line.startsWith('/')).map((line) => line.split(/\s+/)[0]?.slice(1) ?? '');
  const isThere = (path: string): boolean =>
    path.endsWith('*')
      ? readdirSync(path.slice(0, path.lastIndexOf('/'))).some((name) =>
          name.startsWith(path.slice(path.lastIndexOf('/') + 1, -1)),
        )
      : existsSync(path);
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});
