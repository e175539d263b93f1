// The real API server judges pods, and synth agrees with it, on the level of each namespace.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bareServerPrograms } from '../../loop/bare-server.ts';
import { podTemplateOf } from '../../render/pods.ts';
import { type Level, podSecurityFaults } from '../../render/pod-security.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { Admission } from '../support/admission.ts';

const levels = ['baseline', 'restricted'] as const;

interface Parts {
  readonly spec?: object;
  readonly context?: object;
  readonly container?: object;
  readonly containerContext?: object;
  readonly annotations?: Record<string, string>;
  /** Fields that are not there, of the pod's and of the container's security context. */
  readonly without?: readonly string[];
}

/** What is changed of a pod that the strictest level admits. Not all of it is refused, and none of it everywhere. */
const changes: Readonly<Record<string, Parts>> = {
  nothing: {},
  'no security context of the container': { without: ['allowPrivilegeEscalation', 'capabilities'] },
  'no runAsNonRoot': { without: ['runAsNonRoot'] },
  'runAsNonRoot of the container alone': { without: ['runAsNonRoot'], containerContext: { runAsNonRoot: true } },
  'runAsNonRoot: false': { context: { runAsNonRoot: false } },
  'runAsNonRoot: false of the container': { containerContext: { runAsNonRoot: false } },
  'no seccomp profile': { without: ['seccompProfile'] },
  'a seccomp profile of the container alone': {
    without: ['seccompProfile'],
    containerContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } },
  },
  'no seccomp': { context: { seccompProfile: { type: 'Unconfined' } } },
  'no seccomp for the container': { containerContext: { seccompProfile: { type: 'Unconfined' } } },
  'user 0': { context: { runAsUser: 0 } },
  'user 0 of the container': { containerContext: { runAsUser: 0 } },
  'user 1000': { context: { runAsUser: 1000 } },
  'privilege escalation': { containerContext: { allowPrivilegeEscalation: true } },
  privileged: { containerContext: { privileged: true, allowPrivilegeEscalation: true } },
  'not privileged': { containerContext: { privileged: false } },
  'capabilities without ALL': { containerContext: { capabilities: { drop: ['NET_RAW'] } } },
  'a capability that restricted allows': {
    containerContext: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
  },
  'a capability that baseline allows': { containerContext: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } } },
  'a capability that nobody allows': { containerContext: { capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } } },
  "the node's network": { spec: { hostNetwork: true } },
  "not the node's network": { spec: { hostNetwork: false } },
  "the node's processes": { spec: { hostPID: true } },
  "the node's IPC": { spec: { hostIPC: true } },
  'a port of the node': { container: { ports: [{ containerPort: 80, hostPort: 8080 }] } },
  'a port of its own': { container: { ports: [{ containerPort: 80, hostPort: 0 }] } },
  'a folder of the node': { spec: { volumes: [{ name: 'v', hostPath: { path: '/' } }] } },
  'a share': { spec: { volumes: [{ name: 'v', nfs: { server: 'a', path: '/' } }] } },
  'an empty folder': { spec: { volumes: [{ name: 'v', emptyDir: {} }] } },
  'a volume without a type': { spec: { volumes: [{ name: 'v' }] } },
  'volumes that are allowed': {
    spec: {
      volumes: [
        { name: 'a', secret: { secretName: 'a' } },
        { name: 'b', configMap: { name: 'a' } },
        { name: 'c', projected: { sources: [] } },
        { name: 'd', downwardAPI: { items: [] } },
        { name: 'e', persistentVolumeClaim: { claimName: 'a' } },
        { name: 'f', csi: { driver: 'a.example.com' } },
        { name: 'g', image: { reference: 'a' } },
      ],
    },
  },
  'AppArmor off': { context: { appArmorProfile: { type: 'Unconfined' } } },
  'AppArmor off by an annotation': {
    annotations: { 'container.apparmor.security.beta.kubernetes.io/main': 'unconfined' },
  },
  "AppArmor's default": { containerContext: { appArmorProfile: { type: 'RuntimeDefault' } } },
  'an SELinux type that is allowed': { context: { seLinuxOptions: { type: 'container_engine_t' } } },
  'an SELinux type that is not': { context: { seLinuxOptions: { type: 'spc_t' } } },
  'an SELinux level': { context: { seLinuxOptions: { level: 's0:c1,c2' } } },
  'an SELinux user': { containerContext: { seLinuxOptions: { user: 'a' } } },
  'an SELinux role': { containerContext: { seLinuxOptions: { role: 'a' } } },
  'a sysctl that is allowed': { context: { sysctls: [{ name: 'net.ipv4.tcp_wmem', value: '1' }] } },
  'a sysctl that is not': { context: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } },
  'all of /proc': { spec: { hostUsers: false }, containerContext: { procMount: 'Unmasked' } },
  'the usual /proc': { containerContext: { procMount: 'Default' } },
  'users of its own': { spec: { hostUsers: false }, context: { runAsUser: 0, runAsNonRoot: false } },
  'a probe of another host': { container: { livenessProbe: { httpGet: { host: 'a', port: 80 } } } },
  'a probe': { container: { readinessProbe: { tcpSocket: { port: 80 } } } },
  'a hook to another host': { container: { lifecycle: { preStop: { httpGet: { host: 'a', port: 80 } } } } },
};

const names = Object.keys(changes);

/** A pod that "restricted" admits, with changes: later ones win. */
function pod(...names: readonly string[]): KubeObject {
  const parts = names.map((name) => changes[name] ?? {});
  const without = new Set(parts.flatMap((part) => part.without ?? []));
  const kept = (context: object): object =>
    Object.fromEntries(Object.entries(context).filter(([key]) => !without.has(key)));
  const merged = (key: 'spec' | 'context' | 'container' | 'containerContext' | 'annotations'): object =>
    Object.assign({}, ...parts.map((part) => part[key] ?? {})) as object;
  const context = { ...kept({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }), ...merged('context') };
  const usual = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const containerContext = { ...kept(usual), ...merged('containerContext') };
  const container = { name: 'main', image: 'a', ...merged('container'), securityContext: containerContext };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', annotations: merged('annotations') as Record<string, string> },
    spec: { ...merged('spec'), securityContext: context, containers: [container] },
  };
}

function isRefusedBySynth(level: Level, object: KubeObject): boolean {
  const template = podTemplateOf(object);
  if (!template) throw new Error('no pod');
  return podSecurityFaults(level, template).length > 0;
}

describeWith(bareServerPrograms, 'Pod Security', (paths) => {
  let admission: Admission;
  beforeAll(async () => {
    admission = await Admission.start(paths);
    for (const level of levels) await admission.namespace(level, { 'pod-security.kubernetes.io/enforce': level });
  }, 120_000);
  afterAll(() => admission.close());

  /** Undefined where the pod is invalid, whatever its security. */
  async function isRefused(level: Level, object: KubeObject): Promise<boolean | undefined> {
    const refusal = await admission.refusal(object, level);
    if (refusal.includes('violates PodSecurity')) return true;
    if (refusal.includes('is invalid')) return undefined;
    expect(refusal).toBe('');
    return false;
  }

  test.each(levels)('%s: synth refuses each pod that the API server refuses, and no other', async (level) => {
    const theirs = await Promise.all(names.map(async (name) => [name, await isRefused(level, pod(name))] as const));
    expect(Object.fromEntries(names.map((name) => [name, isRefusedBySynth(level, pod(name))]))).toEqual(
      Object.fromEntries(theirs),
    );
    const refused = theirs.filter(([, isSo]) => isSo).length;
    expect(refused).toBeGreaterThan(15);
    expect(refused).toBeLessThan(names.length - 10);
  });

  test('so it is with several changes at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...levels),
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 4 }),
        async (level, several) => {
          const object = pod(...several);
          const theirs = await isRefused(level, object);
          fc.pre(theirs !== undefined);
          expect(isRefusedBySynth(level, object)).toBe(theirs);
        },
      ),
      { numRuns: 300 },
    );
  });
});
