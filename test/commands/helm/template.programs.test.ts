// Helm renders a release as Flux would: from where its chart is, with the values in the order that Flux takes them in.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Release, releasesIn } from '../../../commands/helm/releases.ts';
import { fetcher } from '../../../commands/helm/fetch.ts';
import { template } from '../../../commands/helm/template.ts';
import { HelmRelease, type HelmReleaseProps } from '../../../lib/flux/helm-release.ts';
import { at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { toYaml } from '../../../render/yaml.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { type ChartRepository, serveChart } from '../../support/chart-repository.ts';
import { objectsOf } from '../../support/synthesize.ts';

const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: told, namespace: "{{ .Release.Namespace }}", annotations: }
data:
  all: {{ .Values | toJson | quote }}
`;

describeWith(['helm'], 'helm', ({ helm: program }) => {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-template-'));
  let repository: ChartRepository;
  beforeAll(async () => {
    repository = await serveChart(program, { 'values.yaml': 'size: 1\n', 'templates/told.yaml': manifest });
  });
  afterAll(async () => {
    await repository.close();
    rmSync(folder, { recursive: true });
  });

  /** The release in a dist/ of its own, its repository on this machine, and these objects beside it. */
  const released = (dist: string, props: Partial<HelmReleaseProps>, beside: readonly object[] = []): Release => {
    const objects = objectsOf({
      brokers: (chart) =>
        void new HelmRelease(chart, 'broker', {
          url: 'https://charts.example.com',
          chart: 'broker',
          version: '1.2.3',
          namespace: 'brokers',
          ...props,
        }),
    });
    const place = join(folder, dist, 'dev/apps/brokers');
    mkdirSync(place, { recursive: true });
    for (const [index, object] of [...objects, ...beside].entries())
      writeFileSync(
        join(place, `${index}.yaml`),
        toYaml(object as KubeObject).replace('https://charts.example.com', repository.url),
      );
    const [release] = releasesIn(join(folder, dist), ['dev']);
    if (!release) throw new Error('there is no release');
    return release;
  };
  const made = async (release: Release, from?: string): Promise<KubeObject | undefined> => {
    const chart = from ?? (await fetcher(program, folder)(release.chart));
    const [object] = await template(release, { program, kubernetes: '1.36', folder: chart });
    return object;
  };
  const told = async (release: Release, from?: string): Promise<unknown> =>
    JSON.parse(String(at(await made(release, from), 'data.all')));
  const configMap = (name: string, data: object): object => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'cluster-config' },
    data,
  });

  test('fetches the chart of a Helm repository', async () => {
    expect(await told(released('plain', { values: { size: 2 } }))).toEqual({ size: 2 });
  });

  test('leaves out what a template leaves empty, as the API server does', async () => {
    const object = await made(released('empty', {}));
    expect(object?.metadata).toEqual({ name: 'told', namespace: 'brokers' });
  });

  test('takes values as Flux does: ConfigMaps one over the other, then what the release says, then single ones', async () => {
    const release = released(
      'layers',
      {
        values: { inline: 'release', single: 'release' },
        valuesFrom: [
          { kind: 'ConfigMap', name: 'one' },
          { kind: 'ConfigMap', name: 'single', key: 'token', targetPath: 'single' },
          { kind: 'ConfigMap', name: 'single', key: 'quoted', targetPath: 'deep.text' },
          { kind: 'Secret', name: 'logins' },
          { kind: 'ConfigMap', name: 'two', key: 'more.yaml' },
        ],
      },
      [
        configMap('one', { 'values.yaml': 'inline: one\nboth: one\nfirst: one' }),
        configMap('two', { 'more.yaml': 'both: two' }),
        configMap('single', { token: '7', quoted: '"7"' }),
      ],
    );
    expect(release.unseen).toEqual(['without the values of Secret "logins"']);
    expect(await told(release)).toEqual({
      size: 1,
      first: 'one',
      both: 'two',
      inline: 'release',
      single: 7,
      deep: { text: '7' },
    });
  });

  test('says that it does not see what is changed after rendering', () => {
    expect(released('patched', { postRenderers: [{}] }).unseen).toEqual(['before its postRenderers']);
  });

  describe('does not go on without', () => {
    test.each([
      ['an object', []],
      ['a key', [configMap('sizes', { other: '{}' })]],
    ])('%s that holds values', (name, beside) => {
      expect(() =>
        released(`absent-${name.slice(3)}`, { valuesFrom: [{ kind: 'ConfigMap', name: 'sizes' }] }, beside),
      ).toThrow('there is no ConfigMap "sizes" with the key "values.yaml"');
    });

    test('a chart that can be fetched', async () => {
      const release = released('git', {});
      const source = { kind: 'GitRepository', name: 'charts' };
      const inGit = { ...release, chart: { ...release.chart, source } };
      await expect(told(inGit)).rejects.toThrow('the chart is in a GitRepository');
      expect(await told(inGit, repository.chart)).toEqual({ size: 1 });
    });
  });
});
