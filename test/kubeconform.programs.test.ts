// The schemas that synth validates with, read by a program of other authors: its verdict on dist/ must be the same.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SchemaFile } from '../render/schema/schema-file.ts';
import { describeWith } from '../tools/describe-with.ts';
import { writeDist } from './support/fixture-fleet.ts';

/** What kubeconform fills in for each object; it writes kinds and versions in lower case. */
const location = '{{.Group}}/{{.ResourceAPIVersion}}/{{.ResourceKind}}.json';

interface Report {
  readonly resources: readonly { filename: string; status: string; msg: string }[];
  readonly summary: Readonly<Record<'valid' | 'invalid' | 'errors' | 'skipped', number>>;
}

describeWith(['kubeconform'], 'kubeconform -strict, with the local schemas alone,', ({ kubeconform }) => {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-kubeconform-'));
  const schemas = join(folder, 'schemas');
  /** Of the tests' own fleet. */
  const objects = join(folder, 'dist');
  beforeAll(() => {
    writeSchemas(schemas);
    writeDist(folder);
    cpSync('dist', join(folder, 'real'), { recursive: true });
    for (const file of [...filesIn(objects), ...filesIn(join(folder, 'real'))])
      edit(file, (text) => text.replace(sopsStanza, ''));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const validate = async (path: string): Promise<Report> => {
    const args = [
      '-strict',
      '-output',
      'json',
      '-verbose',
      '-summary',
      '-schema-location',
      join(schemas, location),
      path,
    ];
    const run = promisify(execFile)(kubeconform, args, { maxBuffer: 2 ** 26, env: {} });
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    return JSON.parse(stdout) as Report;
  };

  test.each(['dist', 'real'])('finds every object of a fleet valid, and skips none: %s', async (name) => {
    const { resources, summary } = await validate(join(folder, name));
    expect(resources.filter(({ status }) => status !== 'statusValid')).toEqual([]);
    expect(summary).toEqual({ valid: filesIn(join(folder, name)).length, invalid: 0, errors: 0, skipped: 0 });
    expect(summary.valid).toBeGreaterThan(0);
  });

  const deployment = 'Deployment.apps_tickets.yaml';
  test.each([
    ['a field that its kind lacks', deployment, 'revisionHistoryLimit:', 'revisionHistory:', /revisionHistory'/],
    ['a number where text belongs', deployment, /image: .*/, 'image: 5', /got number, want string/],
    ['a key that stands there twice', deployment, /^kind:.*\n/m, '$&$&', /key "kind" already set/],
    [
      'a value out of its range',
      'HTTPRoute.gateway.networking.k8s.io_tickets.yaml',
      /port: .*/,
      'port: 70000',
      /maximum/,
    ],
    [
      'a custom resource without what it needs',
      'Certificate.cert-manager.io_',
      /^ +secretName: .*\n/m,
      '',
      /secretName/,
    ],
    ['a kind that nobody knows', deployment, 'kind: Deployment', 'kind: Deploiment', /could not find schema/],
  ])('refuses %s', async (_name, file, from, to, words) => {
    const source = filesIn(join(objects, 'live')).find((path) => path.includes(file)) ?? '';
    const mutant = join(folder, 'mutant.yaml');
    cpSync(source, mutant);
    edit(mutant, (text) => text.replace(from, to));
    expect(readFileSync(mutant, 'utf8')).not.toBe(readFileSync(source, 'utf8'));
    const { resources } = await validate(mutant);
    expect(resources).toEqual([expect.objectContaining({ msg: expect.stringMatching(words) })]);
  });
});

/** What SOPS adds to an encrypted document is gone when Flux applies it. */
const sopsStanza = /^sops:\n(?: .*\n)*/m;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => join(folder, path));
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** A file a kind, as kubeconform wants them, each with the definitions that it points to. */
function writeSchemas(folder: string): void {
  for (const name of readdirSync('imports/schemas')) {
    const { kinds, definitions } = JSON.parse(readFileSync(join('imports/schemas', name), 'utf8')) as SchemaFile;
    for (const [kind, { schema }] of Object.entries(kinds)) {
      // Objects without a group have their version in its place.
      const [plain = '', version = '', group = version] = kind.split('/').toReversed();
      const path = join(folder, group, version, `${plain.toLowerCase()}.json`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify({ ...schema, definitions }));
    }
  }
}
