// The template becomes somebody's: every value in its place, or an error that names the file.
import { beforeAll, expect, test } from '@jest/globals';
import { type Answers, type Files, personalize } from '../../commands/create/personal.ts';
import { template } from '../../commands/pack/template.ts';
import { givenAnswers } from '../support/create-answers.ts';
import { describeDemonstration } from './demonstration.ts';

const answers: Answers = { ...givenAnswers, clusters: givenAnswers.clusters.split(',') };

describeDemonstration('the template', () => {
  let files: Files;
  beforeAll(() => void (files = template('.', 'shortener')));

  test('a name that is none in TypeScript is one in code alone', () => {
    const own = personalize(files, answers);
    expect(own.get('clusters/prod-eu.ts')).toMatch(/^export const prodEu: Cluster = \{\n {2}name: 'prod-eu',$/m);
    expect(own.get('clusters/index.ts')).toContain("import { prodEu } from './prod-eu.ts';");
    expect(own.get('clusters/index.ts')).toContain('[lab, prodEu]');
    const twice = personalize(files, { ...answers, clusters: ['eu--west'] });
    expect(twice.get('clusters/index.ts')).toContain('[euWest]');
  });

  test('the last cluster is as production, a first one as dev, those between as staging', () => {
    const own = personalize(files, { ...answers, clusters: ['one', 'two', 'three', 'four'] });
    const retention = (name: string): string | undefined =>
      /retentionDays: (\d+)/.exec(own.get(`clusters/${name}.ts`) ?? '')?.[1];
    const model = (name: string): string | undefined =>
      /retentionDays: (\d+)/.exec(files.get(`clusters/${name}.ts`) ?? '')?.[1];
    expect(['one', 'two', 'three', 'four'].map(retention)).toEqual(
      ['dev', 'staging', 'staging', 'production'].map(model),
    );
  });

  test('one cluster alone is as production, with the domain as it is', () => {
    const own = personalize(files, { ...answers, clusters: ['only'] });
    expect(own.get('clusters/only.ts')).toContain("domain: 'contoso.dev'");
    expect([...own.keys()].filter((path) => /dev|staging|production/.test(path))).toEqual([]);
  });

  test('the recovery key takes the place of all that the demonstration could decrypt with', () => {
    const keys = personalize(files, answers).get('clusters/keys/lab.yaml') ?? '';
    expect(keys.match(/age1\w+/g)).toEqual([answers.recovery]);
  });

  test('the package is a file beside, or comes from the registry in this version', () => {
    expect(personalize(files, answers, 'a.tgz').get('package.json')).toContain('"fleetwright": "file:a.tgz"');
    expect(personalize(files, answers).get('package.json')).toMatch(/"fleetwright": "\d+\.\d+\.\d+"/);
  });

  test('a template of another form is an error that names the file', () => {
    const other = new Map([...files, ['main.ts', 'export default {};\n']]);
    expect(() => personalize(other, answers)).toThrow(/^main\.ts: there is no /);
  });
});
