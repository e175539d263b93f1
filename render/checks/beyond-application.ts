// Whoever writes an application's chart writes to a cluster that others share: kinds, places and fields are a closed list.
import { fleetFile } from '../../lib/platform.ts';
import type { ApplicationFacts } from '../../lib/tenancy/application.ts';
import { applicationKinds, objectShape } from '../../lib/tenancy/kinds.ts';
import { type Misfit, misfits } from '../../lib/validation/shape.ts';
import type { ClusterView } from '../cluster-view.ts';
import { holdsDashboards } from '../dashboards.ts';
import { asRecord, at as valueAt } from '../fields.ts';
import type { RuleFinding } from '../finding.ts';
import { kindKey } from '../identity.ts';
import { append } from '../multimap.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';
import { kindOf, scopeOf } from '../schema/index.ts';

type Seen = Pick<ClusterView, 'cluster' | 'applications' | 'objects'>;

/** Takes of a cluster what files have too. */
export function beyondApplication({ cluster, applications, objects }: Seen): RuleFinding[] {
  return [
    ...sharedHosts(cluster, [...new Set(applications.values())]),
    ...objects.flatMap((rendered) => {
      const application = applications.get(rendered.chart);
      return application ? problems(rendered, application) : [];
    }),
  ];
}

/** A host leads to one application, or the Gateway would choose between two. */
function sharedHosts(cluster: string, applications: readonly ApplicationFacts[]): RuleFinding[] {
  const owners = new Map<string, string[]>();
  for (const { name, hosts } of applications) for (const host of hosts) append(owners, host, name);
  return [...owners]
    .filter(([, names]) => names.length > 1)
    .map(([host, names]) => ({
      at: cluster,
      field: 'hosts',
      problem: `"${host}" is granted to ${names.map((name) => `"${name}"`).join(' and to ')}`,
      write: `it at one of them, in ${fleetFile}`,
    }));
}

function problems({ at, object }: Pick<RenderedObject, 'at' | 'object'>, application: ApplicationFacts): RuleFinding[] {
  const { name, hosts, exceptions } = application;
  const kind = kindKey(object);
  const { namespace } = object.metadata;
  if (scopeOf(object.apiVersion, object.kind) === 'Cluster')
    return [
      {
        at,
        field: 'kind',
        problem: `a ${object.kind} is the whole cluster's, and the application "${name}" has the namespace "${name}" alone`,
        write: `it in a chart of the platform: cluster.platform(...) in ${fleetFile}`,
      },
    ];
  if (namespace !== undefined && namespace !== name)
    return [
      {
        at,
        field: 'metadata.namespace',
        problem: `is "${namespace}", which is not the application's`,
        write: `the namespace "${name}", or a chart of the platform`,
      },
    ];
  if (exceptions.has(`${kind} *`)) return [];
  const known = applicationKinds[kind];
  if (!known)
    return [
      {
        at,
        field: 'kind',
        problem: `a ${kind} is not on the list of what an application may have`,
        write: `another kind, or in ${fleetFile}, with its reason: exceptions: [{ kind: '${kind}', resource: '${kindOf(kind)?.resource ?? '...'}', because: '...' }]`,
      },
    ];
  return [...misfits(object, objectShape(known, { namespace: name, hosts })), ...dashboardFiles(object, name)]
    .filter(({ field }) => !isExcepted(object, `${kind} ${field}`, field, exceptions))
    .map(({ field, problem, allowed }) => ({
      at,
      field,
      problem: `${problem}: an application may not set it so`,
      write: `${allowed || 'no value'}; or in ${fleetFile}, with its reason: ${door(object, field)}`,
    }));
}

/**
 * Dashboards of all namespaces lie in one folder, so a file has its namespace in its name; and of one that ends in `.url` the
 * sidecar would fetch what it names. Source: k8s-sidecar's README, "Features".
 */
function dashboardFiles({ metadata, ...rest }: KubeObject, namespace: string): Omit<Misfit, 'place'>[] {
  if (!holdsDashboards({ metadata })) return [];
  const isOwn = (file: string): boolean => file.startsWith(`${namespace}-`) && /^[\w-]+\.json$/.test(file);
  return ['data', 'binaryData'].flatMap((field) =>
    Object.keys(asRecord(rest[field]))
      .filter((file) => !isOwn(file))
      .map((file) => ({
        field: `${field}["${file}"]`,
        problem: 'is in the folder of all dashboards, and its name is not of this namespace',
        allowed: `${namespace}-<name>.json`,
      })),
  );
}

/** As a whole, or with the value that stands there. */
function isExcepted(object: KubeObject, key: string, field: string, exceptions: ReadonlySet<string>): boolean {
  return exceptions.has(key) || exceptions.has(`${key}=${JSON.stringify(valueAt(object, field))?.replaceAll('"', '')}`);
}

/** Hosts and load balancers are granted; all else that a field may not hold is an exception. */
function door(object: KubeObject, field: string): string {
  if (field === 'spec.hostnames') return 'hosts: [...]';
  if (field === 'spec.type' && valueAt(object, field) === 'LoadBalancer')
    return "loadBalancers: { most: 1, because: '...' }";
  return `exceptions: [{ kind: '${kindKey(object)}', field: '${field}', because: '...' }]`;
}
