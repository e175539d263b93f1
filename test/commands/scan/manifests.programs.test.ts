// kube-score over what synth wrote: a finding has its place in the code and its file, and is accepted beside the code alone.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { houseRules } from '../../../commands/scan/house-rules.ts';
import { scanManifests } from '../../../commands/scan/manifests.ts';
import { acceptFinding, type AcceptedFinding } from '../../../lib/accepted-findings.ts';
import { composeFleet, defineFleet, type Fleet } from '../../../lib/fleet.ts';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { WebService } from '../../../lib/workload/web-service.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import { render } from '../../../render/render.ts';
import { report } from '../../../render/report.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { clusters } from '../../fixtures/fleet/clusters/index.ts';
import fixture from '../../fixtures/fleet/main.ts';
import { inFleet } from '../../support/repository.ts';
import { pinnedImage } from '../../support/synthesize.ts';

let dist: string;
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'fleetwright-scan-'));
});
afterEach(() => rmSync(dist, { recursive: true }));

/** The pods of a Helm release are in no file. */
class OfRelease extends Chart {
  constructor(scope: Construct) {
    super(scope, 'of-release', { namespace: 'of-release' });
    new Namespace(this, 'namespace', { name: 'of-release', quota: { cpu: '2', memory: '2Gi', pods: 9 } });
  }
}

/** A fleet whose one service has one copy in each cluster. */
function lonely(accepted: readonly AcceptedFinding[] = [], annotations: Readonly<Record<string, string>> = {}): Fleet {
  class Shop extends Chart {
    constructor(scope: Construct) {
      super(scope, 'shop', { namespace: 'shop' });
      new Namespace(this, 'namespace', { name: 'shop', quota: { cpu: '2', memory: '2Gi', pods: 9 } });
      const shop = new WebService(this, 'web', {
        image: pinnedImage,
        ports: { http: 8080 },
        health: { liveness: '/livez', readiness: '/readyz', startup: '/startupz' },
        scale: { min: 1, max: 1 },
        resources: { cpu: '100m', memory: '128Mi' },
      });
      for (const each of accepted) acceptFinding(shop, each);
      const isScaler = (each: Construct): each is ApiObject =>
        ApiObject.isApiObject(each) && each.kind === 'HorizontalPodAutoscaler';
      for (const scaler of shop.node.findAll().filter(isScaler))
        for (const [name, value] of Object.entries(annotations)) scaler.metadata.addAnnotation(name, value);
    }
  }
  return defineFleet({
    ...fixture,
    clusters,
    compose: (cluster) => cluster.platform('apps', [Shop, OfRelease]),
  }) as Fleet;
}

/** What is found in what synth writes of a fleet. */
async function scan(program: string, fleet: Fleet, without?: readonly string[]) {
  const { files, findings } = inFleet(() => {
    const app = new FleetApp('dist');
    composeFleet(app, fleet);
    return render(app);
  });
  expect(report(findings)).toBe('');
  for (const [path, text] of files) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  }
  const today = '2027-01-01';
  const scanned = await scanManifests(fleet, { program, dist, today, ...(without && { without }) });
  return { ...scanned, findings: scanned.findings.map(({ code, at }) => `${code} ${at}`) };
}

const check = 'horizontalpodautoscaler-replicas';
const accepted = { check, because: 'it keeps what it knows in memory', until: '2027-06-30' };

describeWith(['kube-score'], 'kube-score', ({ 'kube-score': program }) => {
  test('a service with one copy is found where there are several zones, by its place and its file', async () => {
    const { findings, found } = await scan(program, lonely());
    expect(findings.toSorted()).toEqual(
      ['live', 'pilot'].map((cluster) => `${check} ${cluster}/apps/shop/web/autoscaler`),
    );
    expect(found.map(({ file }) => file)).toEqual(
      ['live', 'pilot'].map((cluster) =>
        join(dist, cluster, 'apps/shop/shop/HorizontalPodAutoscaler.autoscaling_web.yaml'),
      ),
    );
  });

  test('what is accepted is not found, though in one cluster there is nothing to accept', async () => {
    expect(await scan(program, lonely([accepted]))).toEqual({ findings: [], found: [] });
  });

  test('what was accepted for too long, and what accepts nothing, is told', async () => {
    const old = { ...accepted, until: '2026-12-31' };
    const needless = { ...accepted, check: 'pod-probes' };
    const { findings, found } = await scan(program, lonely([old, needless]));
    const names = clusters.map(({ name }) => name);
    expect(findings.toSorted()).toEqual([
      ...names.map((name) => `accepted-too-long ${name}/apps/shop/web`).toSorted(),
      ...names.map((name) => `accepts-nothing ${name}/apps/shop/web`).toSorted(),
    ]);
    expect(found).toEqual([]);
  });

  test('what no fleet is asked would be found in any: each rule of the house is needed', async () => {
    const { found } = await scan(program, lonely([accepted]), []);
    const rules = new Set(found.map(({ rule }) => rule));
    expect([...rules].toSorted()).toEqual(houseRules.map(({ check: each }) => each).toSorted());
  });

  test('an annotation that comes with an object accepts nothing', async () => {
    const { findings } = await scan(program, lonely([], { 'kube-score/ignore': check }));
    expect(findings).toHaveLength(2);
  });
});
