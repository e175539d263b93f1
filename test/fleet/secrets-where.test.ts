// The table of what protects a secret is a promise to whoever signs it off: each row is held against what is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { fluxNamespace } from '../../lib/platform.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { everyContainer, everyPod } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { published } from '../../loop/published.ts';

const page = readFileSync('docs/secrets-where.md', 'utf8');
const fork = readFileSync('docs/fork.md', 'utf8');

/** Cells of the rows below a heading. */
const rows = (page.split('## What protects a secret where')[1] ?? '')
  .split('\n')
  .filter((line) => /^\| (?!where |-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, where = '', , by = '', set = '']) => ({ where, by, set }));

/** What holds for the objects of a cluster, by the row's first cell. */
const rendered: Readonly<Record<string, (objects: readonly KubeObject[], cluster: string) => void>> = {
  Git: (objects, cluster) => {
    const secrets = ofKind(objects, 'Secret');
    const folder = `secrets/${cluster}`;
    expect(secrets).toHaveLength(existsSync(folder) ? readdirSync(folder).length : 0);
    const values = secrets.flatMap(({ data, stringData }) =>
      Object.values({ ...asRecord(data), ...asRecord(stringData) }),
    );
    expect(values.filter((value) => !String(value).startsWith('ENC[AES256_GCM,'))).toEqual([]);
    expect(values.length).toBeGreaterThanOrEqual(secrets.length);
  },
  Flux: (objects) => {
    const kustomizations = ofKind(objects, 'Kustomization');
    expect(kustomizations.length).toBeGreaterThan(0);
    for (const kustomization of kustomizations)
      expect(at(kustomization, 'spec.decryption')).toEqual({ provider: 'sops' });
  },
  'on the way from the vault': (objects) => {
    for (const store of ofKind(objects, 'SecretStore')) {
      const { authType, vaultUrl, serviceAccountRef } = asRecord(at(store, 'spec.provider.azurekv'));
      expect(authType).toBe('WorkloadIdentity');
      expect(vaultUrl).toMatch(/^https:/);
      const account = named(objects, 'ServiceAccount', asString(asRecord(serviceAccountRef).name), store);
      expect(account?.metadata.annotations).toHaveProperty(['azure.workload.identity/client-id']);
    }
    expect(ofKind(objects, 'SecretStore').length).toBeGreaterThan(0);
    expect(ofKind(objects, 'ClusterSecretStore')).toEqual([]);
    expect(policiesOf(objects).map(({ metadata }) => metadata.name)).toContain('stores');
  },
  'the namespace': (objects) => {
    for (const kind of ['ClusterRole', 'ClusterRoleBinding']) expect(ofKind(objects, kind)).toEqual([]);
    const holders = ofKind(objects, 'RoleBinding').flatMap(({ subjects }) => asArray(subjects));
    expect(holders.filter((subject) => at(subject, 'namespace') !== fluxNamespace)).toEqual([]);
    expect(
      podsOf(objects).filter(({ automountServiceAccountToken }) => automountServiceAccountToken !== false),
    ).toEqual([]);
  },
  'the pod': (objects) => {
    const pods = podsOf(objects);
    const volumes = pods.flatMap(({ volumes }) => asArray(volumes)).filter((volume) => asRecord(volume).secret);
    expect(volumes.length).toBeGreaterThanOrEqual(ofKind(objects, 'Secret').length);
    for (const volume of volumes) expect(at(volume, 'secret.defaultMode')).toBe(0o440);
    for (const { securityContext } of pods)
      expect(securityContext).toMatchObject({ runAsNonRoot: true, fsGroup: expect.any(Number) });
  },
  'the process': (objects) => {
    const containers = objects.flatMap(everyContainer).map(({ spec: { env, envFrom } }) => [env, envFrom]);
    expect(containers.length).toBeGreaterThanOrEqual(ofKind(objects, 'Deployment').length);
    expect(JSON.stringify(containers)).not.toMatch(/secretKeyRef|secretRef/);
  },
  "the service's log": () => {
    expect(readFileSync('app/test/server.test.ts', 'utf8')).toContain("test('holds no token, whatever is logged");
  },
  'between client and Gateway': (objects) => {
    const gateway = named(objects, 'Gateway', 'public');
    const listeners = asArray(at(gateway, 'spec.listeners')).map(asRecord);
    const secure = listeners.find(({ protocol }) => protocol === 'HTTPS');
    expect(secure?.tls).toEqual({ mode: 'Terminate', certificateRefs: [{ name: 'wildcard-tls' }] });
    expect(named(objects, 'Certificate', 'wildcard-tls')).toBeDefined();
    // Whoever attaches to the plain listener does nothing but redirect.
    const plain = ofKind(objects, 'HTTPRoute').filter((route) =>
      asArray(at(route, 'spec.parentRefs')).some((parent) => asRecord(parent).sectionName !== 'https'),
    );
    expect(
      plain.flatMap((route) => asArray(at(route, 'spec.rules'))).flatMap((rule) => asArray(asRecord(rule).backendRefs)),
    ).toEqual([]);
  },
  'between Gateway and pod': (objects) => {
    const policies = new Set(policiesOf(objects).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
    const needed = ofKind(objects, 'Deployment').flatMap(({ metadata }) =>
      ['deny-all', metadata.name].map((name) => `${metadata.namespace}/${name}`),
    );
    expect(needed.filter((policy) => !policies.has(policy))).toEqual([]);
  },
};

describe.each(clusters)('in $name', ({ name }) => {
  const objects = published(name).map(({ object }) => object);

  test.each(Object.entries(rendered))('%s: as the table says', (_where, holds) => {
    expect.hasAssertions();
    holds(objects, name);
  });

  test('a Secret of Git that a pod mounts replaces the pod when a value changes', () => {
    const secrets = new Set(ofKind(objects, 'Secret').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
    const mounted = ofKind(objects, 'Deployment').flatMap(({ metadata, spec }) =>
      asArray(at(spec, 'template.spec.volumes'))
        .map((volume) => asString(at(volume, 'secret.secretName')))
        .filter((secret) => secrets.has(`${metadata.namespace}/${secret}`))
        .map((secret) => ({ secret, annotations: asRecord(at(spec, 'template.metadata.annotations')) })),
    );
    expect(mounted.length).toBe(secrets.size);
    for (const { secret, annotations } of mounted)
      expect(annotations[`checksum.fleetwright.dev/${secret}`]).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the table', () => {
  test('has a row for each place that is rendered, and no other', () => {
    const claimed = rows.filter(({ set }) => set === 'rendered').map(({ where }) => where);
    expect(claimed).toEqual(Object.keys(rendered));
  });

  test.each(rows.filter(({ set }) => set === 'day 0'))('$where: the command is on the page of the fork', ({ by }) => {
    const words = by
      .replaceAll('`', '')
      .split(' ')
      .filter((word) => /^--?\w|^https/.test(word));
    const claims = words.length > 0 ? words : [by.replaceAll('`', '')];
    expect(claims.filter((claim) => !fork.includes(claim))).toEqual([]);
  });

  test('says of every row who sets it', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(new Set(rows.map(({ set }) => set))).toEqual(new Set(['rendered', 'day 0', 'AKS']));
  });
});

function ofKind(objects: readonly KubeObject[], kind: string): readonly KubeObject[] {
  return objects.filter((object) => object.kind === kind);
}

function policiesOf(objects: readonly KubeObject[]): readonly KubeObject[] {
  return [...ofKind(objects, 'NetworkPolicy'), ...ofKind(objects, 'CiliumNetworkPolicy')];
}

/** An object by name, in the namespace of another one if that is given. */
function named(
  objects: readonly KubeObject[],
  kind: string,
  name: string,
  beside?: KubeObject,
): KubeObject | undefined {
  return ofKind(objects, kind).find(
    ({ metadata }) => metadata.name === name && (!beside || metadata.namespace === beside.metadata.namespace),
  );
}

function podsOf(objects: readonly KubeObject[]): Readonly<Record<string, unknown>>[] {
  return objects.flatMap(everyPod).map(({ spec }) => spec);
}
