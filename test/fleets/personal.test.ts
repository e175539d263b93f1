// The template becomes somebody's: every value in its place, or an error that names the file.
import { beforeAll, expect, test } from '@jest/globals';
import { type Answers, type Files, personalize } from '../../commands/create/personal.ts';
import { template } from '../../commands/pack/template.ts';
import { givenAnswers } from '../support/create-answers.ts';
import { describeDemonstration } from './demonstration.ts';

const made = (files: Files, answers: Answers): Files => personalize(files, answers, 'file:a.tgz');
const answers: Answers = { ...givenAnswers, clusters: givenAnswers.clusters.split(',') };

describeDemonstration('the template', () => {
  let files: Files;
  beforeAll(() => void (files = template('.')));

  test('a name that is none in TypeScript is one in code alone', () => {
    const own = made(files, answers);
    expect(own.get('clusters/prod-eu.ts')).toMatch(/^export const prodEu: Cluster = \{\n {2}name: 'prod-eu',$/m);
    expect(own.get('clusters/index.ts')).toContain("import { prodEu } from './prod-eu.ts';");
    expect(own.get('clusters/index.ts')).toContain('[lab, prodEu]');
    const twice = made(files, { ...answers, clusters: ['eu-west'] });
    expect(twice.get('clusters/index.ts')).toContain('[euWest]');
  });

  test('the last cluster is as production, a first one as dev, those between as staging', () => {
    const own = made(files, { ...answers, clusters: ['one', 'two', 'three', 'four'] });
    const retention = (name: string): string | undefined =>
      /retentionDays: (\d+)/.exec(own.get(`clusters/${name}.ts`) ?? '')?.[1];
    const model = (name: string): string | undefined =>
      /retentionDays: (\d+)/.exec(files.get(`clusters/${name}.ts`) ?? '')?.[1];
    expect(['one', 'two', 'three', 'four'].map(retention)).toEqual(
      ['dev', 'staging', 'staging', 'production'].map(model),
    );
  });

  test('one cluster alone is as production, with the domain as it is', () => {
    const own = made(files, { ...answers, clusters: ['only'] });
    expect(own.get('clusters/only.ts')).toContain("domain: 'contoso.dev'");
    expect([...own.keys()].filter((path) => /dev|staging|production/.test(path))).toEqual([]);
  });

  test('the recovery key takes the place of all that the demonstration could decrypt with', () => {
    const keys = made(files, answers).get('clusters/keys/lab.yaml') ?? '';
    expect(keys.match(/age1\w+/g)).toEqual([answers.recovery]);
    expect(keys).not.toMatch(/keyVault|demonstration/);
  });

  test('the package is a file beside', () => {
    expect(made(files, answers).get('package.json')).toContain('"fleetwright": "file:a.tgz"');
  });

  test('a long name is shortened where Key Vault takes 24 characters', () => {
    const name = 'production-westeurope-blue';
    const settings = made(files, { ...answers, clusters: ['dev', name] }).get(`clusters/${name}.ts`) ?? '';
    const [, vault = ''] = /vaultUrl: 'https:\/\/(.*)\.vault/.exec(settings) ?? [];
    expect(vault).toBe('kv-example-production-we');
    expect(settings).toContain(`dnsResourceGroup: 'rg-example-${name}-dns'`);
  });

  test('the address that a certificate authority writes to stays a placeholder: nobody named one', () => {
    expect(made(files, answers).get('clusters/lab.ts')).toContain("email: 'platform@example.com'");
  });

  test('a template whose clusters have other names will do, and one with a single cluster', () => {
    const again = made(files, { ...answers, clusters: ['dev', 'prod-eu'] });
    const index = again.get('clusters/index.ts')?.replace('[dev, prodEu]', '[\n  dev,\n  prodEu,\n]') ?? '';
    const other = made(new Map([...again, ['clusters/index.ts', index]]), { ...answers, clusters: ['a', 'b', 'c'] });
    expect(other.get('clusters/b.ts')).toMatch(/^export const b: Cluster = \{\n {2}name: 'b',$/m);
    expect([...other.keys()].filter((path) => /^clusters\/.*(?:dev|prod-eu)/.test(path))).toEqual([]);
    const one = made(made(files, { ...answers, clusters: ['only'] }), { ...answers, clusters: ['x', 'y'] });
    expect(one.get('clusters/x.ts')).toContain("name: 'x'");
  });

  test('a template of another form is an error that names the file', () => {
    const other = new Map([...files, ['main.ts', 'export default {};\n']]);
    expect(() => made(other, answers)).toThrow(/^main\.ts: there is no /);
  });
});
