// What Pod Security Admission says to a pod, so that a workload is not green while each of its pods is refused.
// Source: Kubernetes, "Pod Security Standards", and kubernetes/pod-security-admission, policy/, for Kubernetes 1.36.
import { asArray, asRecord, asString, at } from './fields.ts';
import type { Container, Pod } from './pods.ts';

/** A level of the standards that asks for something; "privileged" asks for nothing. */
export type Level = 'baseline' | 'restricted';

/** A reason for which a pod would be refused. */
export interface PodFault {
  readonly fields: readonly string[];
  /** In words, the fields first. */
  readonly text: string;
}

/** Every reason for which a pod would be refused; none where it would be admitted. */
export function podSecurityFaults(level: Level, pod: Pod): PodFault[] {
  const asked = level === 'baseline' ? baseline : [...baseline, ...restricted];
  const faults = asked.flatMap((control) => control(pod));
  return [...new Map(faults.map((fault) => [fault.text, fault])).values()];
}

type Control = (pod: Pod) => PodFault[];

function fault(field: string, what: string): PodFault {
  return { fields: [field], text: `${field} ${what}` };
}

/** That a field, in the pod and in each container, has one of the values that are allowed, or none. */
function only(field: string, ...allowed: readonly unknown[]): Control {
  return (pod) =>
    holders(pod).flatMap(({ field: place, spec }) => {
      const value = at(spec, field);
      return value === undefined || allowed.includes(value)
        ? []
        : [fault(`${place}.${field}`, `is ${JSON.stringify(value)}, not ${listed(allowed)}`)];
    });
}

/** The same of the names in a list. @param nameOf what an item of it is called. @default itself */
function onlyNamed(field: string, allowed: readonly string[], nameOf: (item: unknown) => string = asString): Control {
  return (pod) =>
    holders(pod).flatMap(({ field: place, spec }) =>
      asArray(at(spec, field))
        .map(nameOf)
        .filter((name) => !allowed.includes(name))
        .map((name) => fault(`${place}.${field}`, `has ${name}`)),
    );
}

/** That each container says something, or the pod does for all that say nothing. */
function said(field: string, values: readonly unknown[], { orByPod }: { readonly orByPod: boolean }): Control {
  return ({ specField, spec, containers }) => {
    // Of a wrong one another control tells.
    if (orByPod && at(spec, field) !== undefined) return [];
    const silent = containers.filter((container) => at(container.spec, field) === undefined);
    const fields = orByPod ? [`${specField}.${field}`] : silent.map((container) => `${container.field}.${field}`);
    return silent.length > 0 ? [{ fields, text: `${fields.join(', ')} is not ${listed(values)}` }] : [];
  };
}

function unlessWindows(control: Control): Control {
  return (pod) => (at(pod.spec, 'os.name') === 'windows' ? [] : control(pod));
}

/** Root in a namespace of users of its own is nobody on the node. */
function unlessOwnUsers(control: Control): Control {
  return (pod) => (pod.spec.hostUsers === false ? [] : control(pod));
}

/** That each volume is of a type that is allowed; one without a type is an `emptyDir`. */
function volumes(isAllowed: (type: string) => boolean): Control {
  return ({ specField, spec }) =>
    asArray(spec.volumes).flatMap((volume, index) =>
      Object.keys(asRecord(volume))
        .filter((key) => key !== 'name' && !isAllowed(key))
        .map((type) => ({
          fields: [`${specField}.volumes[${index}].${type}`],
          text: `${specField}.volumes[${index}] is of the type ${type}`,
        })),
    );
}

const added = 'securityContext.capabilities.add';

/** In the pod alone, where no container has such a field. */
const hostNamespaces = ['hostNetwork', 'hostPID', 'hostIPC'].map((field) => only(field, false));

const baseline: readonly Control[] = [
  ...hostNamespaces,
  only('securityContext.windowsOptions.hostProcess', false),
  only('securityContext.privileged', false),
  onlyNamed(added, [
    'AUDIT_WRITE',
    'CHOWN',
    'DAC_OVERRIDE',
    'FOWNER',
    'FSETID',
    'KILL',
    'MKNOD',
    'NET_BIND_SERVICE',
    'SETFCAP',
    'SETGID',
    'SETPCAP',
    'SETUID',
    'SYS_CHROOT',
  ]),
  volumes((type) => type !== 'hostPath'),
  ({ containers }) =>
    containers.flatMap(({ field, spec }) =>
      asArray(spec.ports).flatMap((port, index) => {
        const { hostPort = 0 } = asRecord(port);
        return hostPort === 0 ? [] : [fault(`${field}.ports[${index}].hostPort`, `is ${String(hostPort)}`)];
      }),
    ),
  ({ containers }) => containers.flatMap(hostsAsked),
  only('securityContext.appArmorProfile.type', 'RuntimeDefault', 'Localhost'),
  ({ field, annotations }) =>
    Object.entries(annotations)
      .filter(([name]) => name.startsWith('container.apparmor.security.beta.kubernetes.io/'))
      .filter(([, profile]) => !/^(?:$|runtime\/default$|localhost\/)/.test(asString(profile)))
      .map(([name]) =>
        fault(`${field}.metadata.annotations.${name}`.replace(/^\./, ''), 'is no profile that is allowed'),
      ),
  only(
    'securityContext.seLinuxOptions.type',
    '',
    'container_t',
    'container_init_t',
    'container_kvm_t',
    'container_engine_t',
  ),
  only('securityContext.seLinuxOptions.user', ''),
  only('securityContext.seLinuxOptions.role', ''),
  unlessOwnUsers(only('securityContext.procMount', 'Default')),
  only('securityContext.seccompProfile.type', 'RuntimeDefault', 'Localhost'),
  onlyNamed(
    'securityContext.sysctls',
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.ip_local_reserved_ports',
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.ping_group_range',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_rmem',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.tcp_wmem',
    ],
    (item) => asString(asRecord(item).name),
  ),
];

const restricted: readonly Control[] = [
  volumes((type) =>
    [
      'configMap',
      'csi',
      'downwardAPI',
      'emptyDir',
      'ephemeral',
      'image',
      'persistentVolumeClaim',
      'projected',
      'secret',
    ].includes(type),
  ),
  unlessWindows(said('securityContext.allowPrivilegeEscalation', [false], { orByPod: false })),
  unlessWindows(only('securityContext.allowPrivilegeEscalation', false)),
  unlessOwnUsers(said('securityContext.runAsNonRoot', [true], { orByPod: true })),
  unlessOwnUsers(only('securityContext.runAsNonRoot', true)),
  unlessOwnUsers((pod) =>
    holders(pod).flatMap(({ field, spec }) =>
      at(spec, 'securityContext.runAsUser') === 0 ? [fault(`${field}.securityContext.runAsUser`, 'is 0')] : [],
    ),
  ),
  only('securityContext.procMount', 'Default'),
  unlessWindows(said('securityContext.seccompProfile.type', ['RuntimeDefault', 'Localhost'], { orByPod: true })),
  unlessWindows(({ containers }) =>
    containers.flatMap(({ field, spec }) =>
      asArray(at(spec, 'securityContext.capabilities.drop')).includes('ALL')
        ? []
        : [fault(`${field}.securityContext.capabilities.drop`, 'has no "ALL"')],
    ),
  ),
  unlessWindows(onlyNamed(added, ['NET_BIND_SERVICE'])),
];

/** Probes and lifecycle hooks that name a host, even the pod's own. */
function hostsAsked({ field, spec }: Container): PodFault[] {
  const handlers = [
    'livenessProbe',
    'readinessProbe',
    'startupProbe',
    'lifecycle.postStart',
    'lifecycle.preStop',
  ].flatMap((handler) => ['httpGet', 'tcpSocket'].map((kind) => `${handler}.${kind}.host`));
  return handlers.flatMap((host) => (asString(at(spec, host)) === '' ? [] : [fault(`${field}.${host}`, 'is set')]));
}

interface Holder {
  readonly field: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What has a security context: the pod, and each container. */
function holders({ specField, spec, containers }: Pod): readonly Holder[] {
  return [{ field: specField, spec }, ...containers];
}

function listed(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}
