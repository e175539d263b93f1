// Pods fit the Pod Security Standard "restricted", control by control, and what we ask beyond it.
// Source: Kubernetes documentation, "Pod Security Standards", and the controls of the admission plugin in 1.36.
import { describe, expect, test } from '@jest/globals';
import { scratch, secretMount, configMount } from '../../../lib/workload/mount.ts';
import { asArray, asRecord, at } from '../../../render/fields.ts';
import { container, pod, rendered } from './service.ts';

/** A pod that uses all that the construct offers. */
const everything = {
  mounts: [
    secretMount('token', '/run/secrets/token', 'a'),
    configMount('config', '/etc/config', 'b'),
    scratch('cache', '/var/cache', '64Mi'),
  ],
  env: { MODE: 'fast' },
  kubernetesApi: true,
};
const spec = asRecord(pod(everything).spec);
const podContext = asRecord(spec.securityContext);
const context = asRecord(container(everything).securityContext);
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => container(everything)[name]);

describe('level baseline', () => {
  test.each(['hostNetwork', 'hostPID', 'hostIPC'])('no %s', (field) => expect(spec).not.toHaveProperty(field));

  test.each([
    ['Windows host process', 'windowsOptions'],
    ['privileged container', 'privileged'],
    ['SELinux options', 'seLinuxOptions'],
    ['AppArmor profile of its own', 'appArmorProfile'],
    ['/proc mount type', 'procMount'],
    ['sysctls', 'sysctls'],
  ])('no %s', (_name, field) => {
    expect(podContext).not.toHaveProperty(field);
    expect(context).not.toHaveProperty(field);
  });

  test('no AppArmor profile by annotation', () => {
    const annotations = Object.keys(asRecord(at(pod(everything), 'metadata.annotations')));
    expect(annotations.filter((name) => name.includes('apparmor'))).toEqual([]);
  });

  test('no port of the host', () => {
    for (const port of asArray(container(everything).ports)) expect(port).not.toHaveProperty('hostPort');
  });

  test('no other host in a probe or hook', () => {
    for (const probe of probes) expect(at(probe, 'httpGet.host')).toBeUndefined();
    expect(asRecord(at(container(everything), 'lifecycle.preStop'))).toEqual({ sleep: { seconds: 10 } });
  });
});

describe('level restricted', () => {
  test('volumes are of the allowed types, host paths are not among them', () => {
    const allowed = new Set([
      'configMap',
      'csi',
      'downwardAPI',
      'emptyDir',
      'ephemeral',
      'persistentVolumeClaim',
      'projected',
      'secret',
    ]);
    const types = asArray(spec.volumes).flatMap((volume) =>
      Object.keys(asRecord(volume)).filter((field) => field !== 'name'),
    );
    expect(types).toEqual(['secret', 'configMap', 'emptyDir']);
    expect(types.filter((type) => !allowed.has(type))).toEqual([]);
  });

  test('no privilege escalation', () => expect(context.allowPrivilegeEscalation).toBe(false));

  test('not root, by rule and by number', () => {
    expect(podContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 });
    for (const field of ['runAsNonRoot', 'runAsUser', 'runAsGroup']) expect(context).not.toHaveProperty(field);
  });

  test("seccomp: the runtime's default profile", () => {
    expect(podContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
    expect(context).not.toHaveProperty('seccompProfile');
  });

  test('every capability dropped, none added', () => expect(context.capabilities).toEqual({ drop: ['ALL'] }));

  test('there is no container that these do not hold for', () => {
    expect(asArray(spec.containers)).toHaveLength(1);
    expect(spec).not.toHaveProperty('initContainers');
    expect(spec).not.toHaveProperty('ephemeralContainers');
  });
});

describe('beyond the standard', () => {
  test('the root file system is read-only, and so is every mount but a scratch folder', () => {
    expect(context.readOnlyRootFilesystem).toBe(true);
    expect(asArray(container(everything).volumeMounts)).toEqual([
      { name: 'token', mountPath: '/run/secrets/token', readOnly: true },
      { name: 'config', mountPath: '/etc/config', readOnly: true },
      { name: 'cache', mountPath: '/var/cache', readOnly: false },
    ]);
  });

  test('a secret is readable by the group of the pod, by nobody else', () => {
    expect(asArray(spec.volumes)[0]).toEqual({ name: 'token', secret: { secretName: 'token', defaultMode: 0o440 } });
  });

  test('no service account token unless asked for', () => {
    expect(at(pod(), 'spec.automountServiceAccountToken')).toBe(false);
    expect(at(pod({ kubernetesApi: true }), 'spec.automountServiceAccountToken')).toBe(true);
  });

  test('the account gives its token to no pod by itself, and is not the default one', () => {
    expect(rendered('ServiceAccount', { kubernetesApi: true }).automountServiceAccountToken).toBe(false);
    expect(spec.serviceAccountName).toBe('shop');
  });

  test("no environment variables from other services' addresses", () => {
    expect(spec.enableServiceLinks).toBe(false);
  });
});
