// What changes inside a pod template: images, resources, ports, environment, mounts, and what protects the node from it.
import { annotations } from '../../lib/platform.ts';
import { asRecord, asString } from '../../render/fields.ts';
import { containerLists, type Pod } from '../../render/pods.ts';
import { imageChange, imageName } from './image.ts';
import { probeRules } from './probe.ts';
import { ofContainer, type Rule, type Said, type Spot, shown, valueRule } from './rule.ts';

/** Values that protect: a change away from one is a danger. Source: the Pod Security Standards' level "restricted". */
const protections: Readonly<Record<string, boolean>> = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

/** Rules for the pods of a workload. */
export function podRules(pod: Pod): Rule[] {
  const spec = specSteps(pod);
  return [
    { at: `${metadataSteps(pod)} annotations *`, say: ({ names }) => (isChecksum(names[0]) ? [] : undefined) },
    ...containerLists.flatMap((list) => containerRules(`${spec} ${list} *`)),
    ...volumeRules(spec),
    ...['hostNetwork', 'hostPID', 'hostIPC'].map((field): Rule => ({
      at: `${spec} ${field}`,
      say: ({ after }) =>
        after === true ? { text: `uses its node's own ${field.slice('host'.length)}`, danger: 'weaker' } : undefined,
    })),
    ...protectionRules(`${spec} securityContext`),
    valueRule(`${spec} terminationGracePeriodSeconds`, (seconds) => `gets ${seconds} s to end`),
    valueRule(`${spec} serviceAccountName`, (name) => `runs as the ServiceAccount ${name}`),
  ];
}

/** The steps to a pod's spec: `spec template spec`. */
export function specSteps({ specField }: Pod): string {
  return specField.replaceAll('.', ' ');
}

/** The steps to a pod's metadata: `spec template metadata`. */
export function metadataSteps({ field }: Pod): string {
  return `${field}.metadata`.replace(/^\./, '').replaceAll('.', ' ');
}

/** Rules for the images of the containers: all of a pod that can change while it is there. */
export function imageRules(pod: Pod): Rule[] {
  return containerLists.map((list) => imageRule(`${specSteps(pod)} ${list} *`));
}

/** An annotation that is there to replace the pods when files that they read change. */
export function isChecksum(name = ''): boolean {
  return name.startsWith(annotations.checksum);
}

function containerRules(at: string): Rule[] {
  return [
    {
      at,
      say: ({ before, after, names: [name = ''] }) => {
        if (before === undefined) return `gets the container ${name} (${imageOf(after, name)})`;
        return after === undefined ? `loses the container ${name}` : undefined;
      },
    },
    imageRule(at),
    ...resourceRules(at),
    ...probeRules(at),
    ...portRules(at),
    ...environmentRules(at),
    ...protectionRules(`${at} securityContext`),
    {
      at: `${at} securityContext capabilities add *`,
      say: (spot) =>
        spot.after === undefined
          ? undefined
          : { text: `${ofContainer(spot)}gets the capability ${spot.after}`, danger: 'weaker' },
    },
    {
      at: `${at} volumeMounts *`,
      say: (spot) => {
        const path = spot.names[1];
        if (spot.before === undefined)
          return `${ofContainer(spot)}mounts ${asString(asRecord(spot.after).name)} at ${path}`;
        return spot.after === undefined ? `${ofContainer(spot)}no longer mounts anything at ${path}` : undefined;
      },
    },
  ];
}

function imageRule(container: string): Rule {
  return {
    at: `${container} image`,
    say: (spot) => `${ofContainer(spot)}runs ${imageChange(asString(spot.before), asString(spot.after))}`,
  };
}

function resourceRules(container: string): Rule[] {
  const resources = { cpu: 'CPU', memory: 'memory' };
  return Object.entries(resources).flatMap(([field, resource]) => [
    {
      at: `${container} resources limits ${field}`,
      say: (spot) =>
        spot.after === undefined
          ? `${ofContainer(spot)}may use as much ${resource} as its node has, instead of ${shown(spot.before)}`
          : undefined,
    },
    valueRule(
      `${container} resources limits ${field}`,
      (amount, spot) => `${ofContainer(spot)}may use ${amount} of ${resource}`,
    ),
    valueRule(
      `${container} resources requests ${field}`,
      (amount, spot) => `${ofContainer(spot)}reserves ${amount} of ${resource} on its node`,
    ),
  ]);
}

function portRules(container: string): Rule[] {
  return [
    {
      at: `${container} ports *`,
      say: (spot) => {
        const port = (value: unknown): string => portName(asRecord(value));
        if (spot.before === undefined) return `${ofContainer(spot)}listens on port ${port(spot.after)} too`;
        return spot.after === undefined
          ? `${ofContainer(spot)}no longer listens on port ${port(spot.before)}`
          : undefined;
      },
    },
    valueRule(
      `${container} ports * containerPort`,
      (port, spot) => `${ofContainer(spot)}listens on port ${port} for ${spot.names[1]}`,
    ),
  ];
}

function portName({ name, containerPort }: Record<string, unknown>): string {
  return name === undefined ? String(containerPort) : `${String(containerPort)} (${String(name)})`;
}

function environmentRules(container: string): Rule[] {
  const value = (variable: unknown): string => shown(asRecord(variable).value ?? asRecord(variable).valueFrom);
  return [
    {
      at: `${container} env *`,
      say: (spot) => {
        const name = spot.names[1];
        if (spot.before === undefined) return `${ofContainer(spot)}gets the variable ${name}=${value(spot.after)}`;
        return spot.after === undefined
          ? `${ofContainer(spot)}loses the variable ${name}=${value(spot.before)}`
          : undefined;
      },
    },
    {
      at: `${container} env * value`,
      say: (spot) => `${ofContainer(spot)}gets ${spot.names[1]}=${shown(spot.after)} instead of ${shown(spot.before)}`,
    },
  ];
}

function volumeRules(spec: string): Rule[] {
  const source = (volume: unknown): string => {
    const { name: _name, ...sources } = asRecord(volume);
    const [kind = '', value] = Object.entries(sources)[0] ?? [];
    const named = asString(
      asRecord(value).secretName ?? asRecord(value).name ?? asRecord(value).claimName ?? asRecord(value).reference,
    );
    return named ? `${kind} ${named}` : kind;
  };
  return [
    {
      at: `${spec} volumes *`,
      say: ({ before, after, names: [name] }) => {
        if (before === undefined) return `gets the volume ${name} (${source(after)})`;
        return after === undefined ? `loses the volume ${name} (${source(before)})` : undefined;
      },
    },
  ];
}

function protectionRules(at: string): Rule[] {
  return Object.entries(protections).map(([field, safe]) => ({
    at: `${at} ${field}`,
    say: (spot: Spot): Said =>
      spot.before === safe
        ? {
            text: `${ofContainer(spot)}no longer has ${field}: ${safe}, which protects the node from it`,
            danger: 'weaker',
          }
        : undefined,
  }));
}

function imageOf(container: unknown, name: string): string {
  return imageName(asString(asRecord(container).image), name);
}
