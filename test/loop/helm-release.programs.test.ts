// A registry that is away ends by itself: shown with the real helm-controller and source-controller, and a chart that Helm packed.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { HelmRelease } from '../../lib/flux/helm-release.ts';
import { asArray, asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { startTestCluster, type TestCluster } from '../../loop/cluster.ts';
import { isReady } from '../../loop/conditions.ts';
import { until } from '../../loop/until.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { type ChartRepository, serveChart } from '../support/chart-repository.ts';
import { objectsOf } from '../support/synthesize.ts';

const names = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'kustomize-controller',
  'source-controller',
  'helm-controller',
  'helm',
] as const;

const [known, late] = ['example.azurecr.io/known:1.0.0', 'example.azurecr.io/late:1.0.0'];

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: broker }
spec:
  selector: { matchLabels: { app: broker } }
  template:
    metadata: { labels: { app: broker } }
    spec: { containers: [{ name: broker, image: "{{ .Values.image }}" }] }
`;

/** How a release takes a failed install, in the place of what the construct says. */
const otherwise = {
  'three attempts more': { remediation: { retries: 3 } },
  'an upgrade after each interval': { strategy: { name: 'RetryOnFailure', retryInterval: '1s' } },
} as const;

describeWith([...names], 'the real helm-controller', (programs) => {
  let cluster: TestCluster;
  const repositories: ChartRepository[] = [];
  beforeAll(async () => {
    cluster = await startTestCluster({ programs, zones: ['1'], images: [known], valuesSchemas: new Map() });
  }, 120_000);
  afterEach(() => {
    const { assertionCalls, numPassingAsserts } = expect.getState();
    if (numPassingAsserts < assertionCalls) process.stderr.write(`logs: ${cluster.sandbox.keepLogs()}\n`);
  });
  afterAll(async () => {
    await cluster.close();
    for (const repository of repositories) await repository.close();
  });

  const serve = async (isOpen?: () => boolean): Promise<string> => {
    const repository = await serveChart(programs.helm, { 'templates/deployment.yaml': deployment }, isOpen);
    repositories.push(repository);
    return repository.url;
  };

  /** What the construct makes, with the repository on this machine and little patience. @returns the release */
  const install = async (name: string, url: string, image: string, change: object = {}): Promise<KubeObject> => {
    const objects = objectsOf({
      brokers: (chart) =>
        void new HelmRelease(chart, name, {
          url: 'https://charts.example.com',
          chart: 'broker',
          version: '1.2.3',
          namespace: name,
          values: { image },
        }),
    });
    await cluster.objects.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const made = objects.map((object) =>
      object.kind === 'HelmRelease'
        ? { ...object, spec: { ...(object.spec as object), timeout: '5s', ...change } }
        : object,
    );
    for (const object of made)
      await cluster.objects.apply(
        JSON.parse(JSON.stringify(object).replaceAll('https://charts.example.com', url)) as KubeObject,
      );
    const release = made.find(({ kind }) => kind === 'HelmRelease');
    if (!release) throw new Error('there is no release');
    return release;
  };

  const now = async (release: KubeObject): Promise<KubeObject> => {
    const found = await cluster.objects.get(release);
    if (!found) throw new Error('the release is gone');
    return found;
  };
  const conditionOf = (object: KubeObject, type: string): Record<string, unknown> =>
    asArray(at(object, 'status.conditions'))
      .map(asRecord)
      .find((condition) => condition.type === type) ?? {};
  const becomes = async (release: KubeObject, what: string, is: (object: KubeObject) => boolean): Promise<KubeObject> =>
    until(
      async () => {
        const object = await now(release);
        return is(object) && object;
      },
      { what: `${release.metadata.name} ${what}`, seconds: 200, hopeless: () => cluster.sandbox.casualty() },
    );
  const ready = async (release: KubeObject) => becomes(release, 'is ready', isReady);
  const stalled = async (release: KubeObject) =>
    becomes(release, 'has given up', (object) => conditionOf(object, 'Stalled').status === 'True');

  test('waits for a repository of charts that is away, and installs once it is there', async () => {
    let open = false;
    const release = await install('charts-away', await serve(() => open), known);
    const waiting = await becomes(
      release,
      'has no source',
      (object) => conditionOf(object, 'Ready').reason === 'SourceNotReady',
    );
    expect(conditionOf(waiting, 'Stalled')).toEqual({});
    open = true;
    expect(conditionOf(await ready(release), 'Released').reason).toBe('InstallSucceeded');
  }, 420_000);

  describe('when images cannot be pulled for longer than a few attempts take', () => {
    test('tries until they can, where any other setting that keeps the rollback of upgrades gives up', async () => {
      const url = await serve();
      const ours = await install('images-away', url, late);
      const [few, upgrade] = await Promise.all(
        Object.values(otherwise).map(async (install_, index) =>
          install(`other-${index}`, url, late, { install: { crds: 'CreateReplace', ...install_ } }),
        ),
      );
      if (!few || !upgrade) throw new Error('there are two others');
      expect(conditionOf(await stalled(few), 'Stalled').reason).toBe('RetriesExceeded');
      expect(conditionOf(await stalled(upgrade), 'Stalled').reason).toBe('MissingRollbackTarget');
      const trying = await becomes(
        ours,
        'has tried five times',
        ({ status }) => Number(at(status, 'installFailures')) > 4,
      );
      expect(conditionOf(trying, 'Stalled')).toEqual({});

      await cluster.knowImages([known, late]);
      await ready(ours);
      for (const other of [few, upgrade]) expect(conditionOf(await now(other), 'Stalled').status).toBe('True');
    }, 600_000);
  });
});
