// A stand-in that always said yes would prove nothing: every fault that it knows holds its own chart back, and no other.
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../render/rendered.ts';
import { isReady } from '../conditions.ts';
import { failure, offer, restore, shortenWaits, takingBack } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { type Application, withApplication } from './application.ts';
import { type FaultyEdit, faultsOf, wrongImage } from './faults.ts';
import { type Loop, progress } from '../loop.ts';
import type { ChartProgress } from '../progress.ts';

const kinds = [
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
  ['cert-manager.io/v1', 'Certificate'],
  ['external-secrets.io/v1', 'ExternalSecret'],
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
] as const;

/** What was seen while all faults were there, and after they were mended. */
interface Seen {
  readonly commit: string;
  /** What Flux says of each faulty chart. */
  readonly failures: Readonly<Record<string, string>>;
  readonly charts: readonly ChartProgress[];
  /** What the objects say of themselves, as JSON. */
  readonly statuses: Readonly<Record<string, string>>;
  readonly pods: readonly KubeObject[];
  readonly mended: readonly ChartProgress[];
  /** The commit that mended them, at which every chart was ready. */
  readonly fix: string;
}

/** Of a cluster whose application has one pod. */
export function testRefusals(under: LoopUnderTest): void {
  withApplication(under.cluster, ['Deployment', 'HTTPRoute', 'ServiceAccount'], (application) =>
    testRefusalsOn(application, under),
  );
}

function testRefusalsOn(application: Application, { cluster, loop }: LoopUnderTest): void {
  const faults = faultsOf(cluster, application);
  const image = wrongImage(cluster, application);
  const faultyCharts = chartsOf(faults);
  const { namespace = '', name } = application.first('Deployment').object.metadata;

  describe('a running cluster in which much goes wrong at once', () => {
    takingBack(loop);
    let seen: Seen;
    beforeAll(async () => {
      seen = await breakAndMend(loop(), [...faults, image], namespace);
    }, 240_000);

    test.each(faults)('$title is refused, and its chart is not ready', ({ file, at: object, says }) => {
      expect(seen.statuses[object]).toContain(JSON.stringify(says).slice(1, -1));
      expect(seen.failures[chartOf(file)]).toContain(object);
    });

    test('a pod whose image nobody knows never gets ready, and the old one stays', () => {
      expect(seen.failures[application.name]).toContain(`Deployment/${namespace}/${name}`);
      const ready = seen.pods.map((pod) => [JSON.stringify(pod.spec).includes(image.to), isReady(pod)]);
      expect(ready.toSorted()).toEqual([
        [false, true],
        [true, false],
      ]);
    });

    test('charts without a fault go on, on the same commit', () => {
      const others = seen.charts.filter(({ name }) => !faultyCharts.includes(name));
      expect(others.length).toBeGreaterThan(0);
      for (const chart of others) expect(chart).toMatchObject({ ready: true, applied: `main@sha1:${seen.commit}` });
    });

    test('a chart with a fault keeps the commit that it had', () => {
      const held = seen.charts.filter(({ applied }) => !applied.endsWith(seen.commit));
      expect(held.map(({ name }) => name).toSorted()).toEqual(faultyCharts.toSorted());
    });

    test('the fix brings every chart back', () => {
      expect(seen.mended.map(({ name }) => name).toSorted()).toEqual(loop().charts.toSorted());
      expect(seen.mended.filter(({ applied }) => !applied.endsWith(seen.fix))).toEqual([]);
    });
  });
}

type Edit = Pick<FaultyEdit, 'file' | 'from' | 'to'>;

/** @param namespace whose pods are looked at */
async function breakAndMend(loop: Loop, edits: readonly Edit[], namespace: string): Promise<Seen> {
  const { objects } = loop.cluster;
  const good = await shortenWaits(loop, 15);
  for (const { file, from, to } of edits) {
    const path = `dist/${loop.name}/${file}`;
    const text = loop.workTree.read(path);
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    loop.workTree.write(path, text.replace(from, to));
  }
  const commit = await offer(loop, 'Break much');
  const failures = await Promise.all(
    chartsOf(edits).map(async (chart) => [chart, await failure(loop, chart, commit)] as const),
  );
  const lists = await Promise.all(kinds.map(([apiVersion, kind]) => objects.list(apiVersion, kind)));
  const broken = {
    commit,
    failures: Object.fromEntries(failures),
    charts: await progress(loop),
    statuses: Object.fromEntries(
      lists
        .flat()
        .map(({ kind, metadata, status }) => [
          `${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
          JSON.stringify(status),
        ]),
    ),
    pods: await objects.list('v1', 'Pod', namespace),
  };
  const fix = await restore(loop, good);
  return { ...broken, fix, mended: await progress(loop) };
}

function chartsOf(edits: readonly Edit[]): string[] {
  return [...new Set(edits.map(({ file }) => chartOf(file)))];
}

function chartOf(file: string): string {
  return file.split('/')[1] ?? '';
}
