// What a real API server holds against what dist/ says, read by the real kubectl with the rights of docs/drift.md, and no more.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { parse, stringify } from 'yaml';
import { drift } from '../../../commands/drift.ts';
import { clusterDrift } from '../../../commands/drift/cluster.ts';
import { clusterReader } from '../../../commands/drift/kubectl.ts';
import { fluxNamespace } from '../../../lib/platform.ts';
import { type BareServer, startBareServer } from '../../../loop/bare-server.ts';
import { installDefinitions } from '../../../loop/definitions.ts';
import { Objects } from '../../../loop/objects.ts';
import { asRecord } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { Checkout } from '../../support/checkout.ts';

const chart = 'kustomize.toolkit.fluxcd.io/name';
const labels = { [chart]: 'shop', 'kustomize.toolkit.fluxcd.io/namespace': fluxNamespace };

const kustomization: KubeObject = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'shop', namespace: fluxNamespace, labels: { ...labels, [chart]: 'fleetwright-flux' } },
  spec: {
    interval: '10m',
    prune: true,
    path: './dist/live/apps/shop',
    sourceRef: { kind: 'GitRepository', name: 'f' },
  },
};
const config: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'shop', labels },
  data: { colour: 'blue' },
};
const secret: KubeObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'left-over', namespace: 'shop', labels },
};
const space = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** The role of the page. */
const role = (): KubeObject =>
  load(/```yaml\n([^]*?)```/.exec(readFileSync('docs/drift.md', 'utf8'))?.[1] ?? '') as KubeObject;

describeWith(['etcd', 'kube-apiserver', 'kubectl'], 'a cluster', ({ kubectl, ...programs }) => {
  let server: BareServer;
  let objects: Objects;
  let kubeconfig: string;
  beforeAll(async () => {
    server = await startBareServer(programs);
    objects = new Objects(server.rest);
    await installDefinitions(objects, 'kustomize.toolkit.fluxcd.io');
    for (const name of ['shop', fluxNamespace]) await objects.apply(space(name));
    for (const each of [kustomization, config, secret]) await objects.apply(each);
    kubeconfig = await account('watcher', role());
  }, 120_000);
  afterAll(async () => server.close());
  afterEach(async () => {
    for (const name of ['settings', 'old', 'late', 'made'])
      await objects.delete({ ...config, metadata: { name, namespace: 'shop' } });
    await objects.delete(kustomization);
    for (const each of [kustomization, config]) await objects.apply(each);
  });

  /** A kubeconfig of an account that has a role. */
  async function account(name: string, { metadata, ...rest }: KubeObject): Promise<string> {
    const subject = { kind: 'ServiceAccount', name, namespace: fluxNamespace };
    const rbac = 'rbac.authorization.k8s.io';
    await objects.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: fluxNamespace } });
    await objects.apply({ ...rest, metadata: { ...metadata, name } } as KubeObject);
    await objects.apply({
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects: [subject],
    });
    const path = `/api/v1/namespaces/${fluxNamespace}/serviceaccounts/${name}/token`;
    const { status } = (await server.rest.call('POST', path, { spec: {} })) as { status: { token: string } };
    const own = parse(readFileSync(server.kubeconfigFile, 'utf8')) as { users: { user: object }[] };
    const users = own.users.map((user) => ({ ...user, user: { token: status.token } }));
    const file = join(dirname(server.kubeconfigFile), `kubeconfig-${name}`);
    writeFileSync(file, stringify({ ...own, users }), { mode: 0o600 });
    return file;
  }

  const compared = (rendered: readonly KubeObject[] = [kustomization, config], by = kubeconfig) =>
    clusterDrift('live', rendered, clusterReader(kubectl, by));
  const findings = async (rendered?: readonly KubeObject[]) =>
    (await compared(rendered)).findings.map(({ code, at, problem, write }) => ({ code, at, problem, write }));

  test('that is as dist/ says has not drifted', async () => {
    expect(await findings()).toEqual([]);
  });

  test('is asked for no Secret, by an account that may list none', async () => {
    const { findings: found, unread } = await compared();
    expect(found).toEqual([]);
    // Of what it may not list others are told.
    expect(unread).toContain('nodes');
    expect(unread).not.toContain('secrets');
    const review = {
      spec: {
        user: `system:serviceaccount:${fluxNamespace}:watcher`,
        resourceAttributes: { verb: 'list', resource: 'secrets' },
      },
    };
    const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
    expect(await server.rest.call('POST', path, review)).toMatchObject({ status: { allowed: false } });
  });

  test('is not asked for one by an account that may do all', async () => {
    expect((await compared(undefined, server.kubeconfigFile)).findings).toEqual([]);
  });

  test('with an object that nobody holds any more has an orphan', async () => {
    await objects.apply({ ...config, metadata: { ...config.metadata, name: 'old' } });
    expect(await findings()).toEqual([
      {
        code: 'drift-orphan',
        at: 'live/ConfigMap/shop/old',
        problem: 'Flux applied it for "shop" and forgot it: dist/live/ does not hold it',
        write: 'kubectl delete --namespace=shop configmap/old, if nobody needs it; or bring it back into the code',
      },
    ]);
  });

  test('says what keeps an orphan', async () => {
    const annotations = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
    await objects.apply({ ...config, metadata: { ...config.metadata, name: 'old', annotations } });
    expect(await findings()).toEqual([
      expect.objectContaining({ problem: expect.stringContaining('prune: disabled keeps it') }),
    ]);
  });

  test('whose Kustomization is still going to prune an object has no orphan', async () => {
    await objects.apply({ ...config, metadata: { ...config.metadata, name: 'late' } });
    const inventory = { entries: [{ id: 'shop_late__ConfigMap', v: 'v1' }] };
    await objects.merge(kustomization, { status: { inventory } }, { part: 'status' });
    expect(await findings()).toEqual([]);
  });

  test('where a controller gave the labels to what it made has no orphan', async () => {
    const { uid } = asRecord((await objects.apply(config)).metadata);
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'settings', uid }];
    await objects.apply({ ...config, metadata: { ...config.metadata, name: 'made', ownerReferences } } as KubeObject);
    expect(await findings()).toEqual([]);
  });

  test('with a suspended Kustomization says how it goes on', async () => {
    await objects.merge(kustomization, { spec: { suspend: true } });
    expect(await findings()).toEqual([
      {
        code: 'drift-suspended',
        at: 'live/kustomize.toolkit.fluxcd.io/Kustomization/cluster-config/shop',
        problem: 'is suspended: Flux neither applies nor heals what it holds',
        write: `kubectl patch --namespace=cluster-config kustomization.v1.kustomize.toolkit.fluxcd.io/shop --type=merge --patch='{"spec":{"suspend":false}}'; or suspend: true in the code`,
      },
    ]);
  });

  test('with one that dist/ suspends is as it should be', async () => {
    await objects.merge(kustomization, { spec: { suspend: true } });
    expect(await findings([{ ...kustomization, spec: { suspend: true } }, config])).toEqual([]);
  });

  test('with an object that Flux is told to leave alone says how it is taken back', async () => {
    await objects.merge(config, { metadata: { annotations: { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' } } });
    expect(await findings()).toEqual([
      {
        code: 'drift-disabled',
        at: 'live/ConfigMap/shop/settings',
        problem: 'is annotated kustomize.toolkit.fluxcd.io/reconcile: disabled: Flux neither applies nor heals it',
        write: 'kubectl annotate --namespace=shop configmap/settings kustomize.toolkit.fluxcd.io/reconcile-',
      },
    ]);
  });

  test('is asked by the command, which says what it did not look at', async () => {
    const checkout = new Checkout();
    try {
      const args = ['--cluster', 'live', '--kubeconfig', kubeconfig, '--out', 'drift'];
      const { status, stdout, stderr } = await checkout.call(drift, args);
      expect(stdout).toContain('live/ConfigMap/shop/settings');
      expect(stdout).toMatch(/^FAILED {2}live is what dist\/live\/ says$/m);
      expect(stderr).toMatch(/^not looked at, as the account may not list them: .*nodes/);
      expect(readFileSync(join(checkout.folder, 'drift', 'cluster-live.txt'), 'utf8')).toContain('drift-orphan');
      expect(status).toBe(1);
    } finally {
      checkout.remove();
    }
  });

  test('that may not be asked for its Kustomizations is not said to be well', async () => {
    const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }];
    const by = await account('stranger', { ...role(), rules });
    await expect(compared(undefined, by)).rejects.toThrow(
      'live: kustomizations.kustomize.toolkit.fluxcd.io cannot be listed; docs/drift.md has the rights that it takes',
    );
  });

  test('that does not answer is not said to be well', async () => {
    const file = join(dirname(kubeconfig), 'kubeconfig-nowhere');
    writeFileSync(file, readFileSync(kubeconfig, 'utf8').replace(/server: .*/, 'server: https://127.0.0.1:1'));
    await expect(compared(undefined, file)).rejects.toThrow('kubectl');
  });
});
