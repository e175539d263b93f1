// What only one object can have, two ask for: one of them is passed over without a word, or both are stuck.
import type { ClusterView } from '../cluster-view.ts';
import { dashboardsIn } from '../dashboards.ts';
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import { identity, identityOf, kindKey } from '../identity.ts';
import { madeSecrets } from '../order/provides.ts';
import type { RenderedObject } from '../rendered.ts';
import { listenersOf, parentsOf, routesIn } from '../routes.ts';
import { scalerKinds, scaleTargetOf } from '../scalers.ts';
import { podsIn, selectsBy } from '../selection.ts';
import type { Check } from './check.ts';

/** Something that an object asks for, and that one alone gets. */
interface Claim {
  readonly by: RenderedObject;
  readonly field: string;
  /** What two claims have in common. */
  readonly key: string;
  /** As people read it. */
  readonly what: string;
}

interface Claims {
  readonly of: (view: ClusterView) => readonly Claim[];
  /** What becomes of two. */
  readonly outcome: string;
  readonly write: string;
}

export const duplicateClaim: Check = (view) =>
  kinds.flatMap(({ of, outcome, write }) => {
    const first = new Map<string, Claim>();
    const told = new Set<string>();
    // Two of one identity are one object, and a finding of their own.
    const claims = of(view).filter(({ by }) => view.find(identity(by.object)) === by);
    return claims.flatMap((claim) => {
      const { by, field, key, what } = claim;
      const earlier = first.get(key);
      if (!earlier) first.set(key, claim);
      // Two objects are one mistake, whatever number of claims they share.
      const pair = `${by.at} ${earlier?.by.at}`;
      if (!earlier || (earlier.by === by && earlier.field === field) || told.has(pair)) return [];
      told.add(pair);
      const other = earlier.by === by ? `its own ${earlier.field}` : earlier.by.at;
      return [{ at: by.at, field, problem: `${what} is ${other}'s already: ${outcome}`, write }];
    });
  });

/** Source: Gateway API, "HTTPRouteRule", `matches`: of equal ones the oldest route's counts, or in one route the first. */
function requests(view: ClusterView): Claim[] {
  return routesIn(view).flatMap((by) => {
    const { object } = by;
    const rules = asArray(fieldAt(object, 'spec.rules')).map(asRecord);
    return listeners(view, by).flatMap(({ key, hostname }) =>
      hosts(fieldAt(object, 'spec.hostnames'), hostname).flatMap((host) =>
        rules.flatMap(({ matches }, index) =>
          matchesOf(object.kind, matches).map((match) => ({
            by,
            field: `spec.rules[${index}]`,
            key: [kindKey(object), key, host, match].join(' '),
            what: `${host || 'every host'} with ${match}`,
          })),
        ),
      ),
    );
  });
}

/** Source: Gateway API, "GRPCRoute", `hostnames`: of two kinds of routes with one host on a listener exactly one is accepted. */
function hostKinds(view: ClusterView): Claim[] {
  const claims = routesIn(view)
    .filter(({ object }) => object.kind !== 'TLSRoute')
    .flatMap((by) =>
      listeners(view, by).flatMap(({ key, hostname }) =>
        hosts(fieldAt(by.object, 'spec.hostnames'), hostname).map((host) => ({
          by,
          field: 'spec.hostnames',
          key: `${key} ${host}`,
          what: host || 'every host',
        })),
      ),
    );
  // Routes of one kind share a host, and one stands for them.
  return [...new Map(claims.map((claim) => [`${claim.by.object.kind} ${claim.key}`, claim])).values()];
}

/** The listeners that a route attaches to, each once. */
function listeners(view: ClusterView, { object }: RenderedObject): { key: string; hostname: string }[] {
  const all = parentsOf(object).flatMap((parent) => {
    const gateway = view.find(parent.id)?.object;
    const names = gateway ? listenersOf(gateway, parent) : [{ name: parent.more.sectionName, hostname: '' }];
    return names.map(({ name, hostname }): [string, string] => [`${parent.id} ${String(name)}`, asString(hostname)]);
  });
  return Array.from(new Map(all), ([key, hostname]) => ({ key, hostname }));
}

/** A route without hosts has its listener's. */
function hosts(hostnames: unknown, hostname: string): readonly string[] {
  const named = asArray(hostnames).map((host) => asString(host).toLowerCase());
  return named.length > 0 ? named : [hostname];
}

/** A match in one form, with what the API fills in; no match is every path. */
function matchesOf(kind: string, matches: unknown): readonly string[] {
  const all = asArray(matches).map(asRecord);
  return (all.length > 0 ? all : [{}]).map(({ path, headers, queryParams, method, ...more }) => {
    const { type = 'PathPrefix', value = '/' } = asRecord(path);
    const text = asString(value);
    const parts = [
      typeof method === 'object' ? JSON.stringify(method) : asString(method),
      ...(kind === 'HTTPRoute'
        ? [`${asString(type)} ${type === 'PathPrefix' ? text.replace(/(?<=.)\/$/, '') : text}`]
        : []),
      ...[headers, queryParams].flatMap((list) =>
        asArray(list)
          .map(asRecord)
          .map(
            (each) => `${asString(each.type) || 'Exact'} ${asString(each.name).toLowerCase()}=${asString(each.value)}`,
          )
          .toSorted(),
      ),
      ...Object.keys(more).map((key) => `${key} ${JSON.stringify(more[key])}`),
    ];
    return parts.filter((part) => part !== '').join(' ') || 'every request';
  });
}

/** Source: Kubernetes API, "IngressRule": what a controller does with a path that two have is its own affair. */
function ingressPaths(view: ClusterView): Claim[] {
  return view.ofKind('networking.k8s.io/Ingress').flatMap((by) =>
    asArray(fieldAt(by.object, 'spec.rules')).flatMap((rule, index) =>
      asArray(fieldAt(rule, 'http.paths'))
        .map(asRecord)
        .map(({ path, pathType }, number) => {
          const what = `${asString(asRecord(rule).host) || 'every host'} with ${asString(pathType)} ${asString(path) || '/'}`;
          const key = `${asString(fieldAt(by.object, 'spec.ingressClassName'))} ${what}`;
          return { by, field: `spec.rules[${index}].http.paths[${number}]`, key, what };
        }),
    ),
  );
}

/** Two that tell pods apart by labels of their controller, such as their names, do not share a pod. */
function budgets(view: ClusterView): Claim[] {
  const pods = podsIn(view);
  return view.ofKind('policy/PodDisruptionBudget').flatMap((by) => {
    const selector = fieldAt(by.object, 'spec.selector');
    return pods(by.object.metadata.namespace)
      .filter(({ labels }) => selector !== undefined && selectsBy(selector, labels))
      .map(({ workload: { object }, labels }) => {
        const apart = Object.entries(asRecord(fieldAt(selector, 'matchLabels'))).filter(
          ([label]) => labels[label] instanceof RegExp,
        );
        const key = `${identity(object)} ${JSON.stringify(apart)}`;
        return { by, field: 'spec.selector', key, what: `the disruption of ${object.kind} "${object.metadata.name}"` };
      });
  });
}

function scales(view: ClusterView): Claim[] {
  return scalerKinds
    .flatMap((kind) => view.ofKind(kind))
    .map((by) => {
      const { id, kind, name } = scaleTargetOf(by.object);
      return { by, field: 'spec.scaleTargetRef', key: id, what: `the scale of ${kind} "${name}"` };
    });
}

function writtenSecrets(view: ClusterView): Claim[] {
  return view.objects.flatMap((by) => {
    const { metadata } = by.object;
    const [names, field] =
      kindKey(by.object) === '/Secret' ? [[metadata.name], 'metadata.name'] : [madeSecrets(by.object), 'spec'];
    return names.map((name) => ({
      by,
      field,
      key: identityOf('/Secret', metadata.namespace, name),
      what: `the Secret "${name}"`,
    }));
  });
}

function volumes(view: ClusterView): Claim[] {
  return view.ofKind('/PersistentVolumeClaim').flatMap((by) => {
    const name = asString(fieldAt(by.object, 'spec.volumeName'));
    return name === '' ? [] : [{ by, field: 'spec.volumeName', key: name, what: `the volume "${name}"` }];
  });
}

/** Of a folder's dashboards that share one Grafana saves none, whosever they are. Source: grafana#39467 */
function dashboards(view: ClusterView): Claim[] {
  return view
    .ofKind('/ConfigMap')
    .flatMap(dashboardsIn)
    .flatMap(({ by, file, model }) =>
      ['uid', 'title'].flatMap((name) => {
        const value = asString(model[name]);
        const what = `the ${name} "${value}" of a dashboard`;
        return value === '' ? [] : [{ by, field: `data["${file}"]`, key: what, what }];
      }),
    );
}

const kinds: readonly Claims[] = [
  {
    of: requests,
    outcome: 'the older route gets all such requests',
    write: 'another host or path, or one rule for both',
  },
  {
    of: hostKinds,
    outcome: 'a listener takes one kind of route for a host, and leaves the younger one out',
    write: 'another host, or one kind of route for it',
  },
  {
    of: ingressPaths,
    outcome: 'one of the two gets all such requests',
    write: 'another host or path, or one rule for both',
  },
  {
    of: budgets,
    outcome: 'Kubernetes evicts no pod with two budgets, and no node of theirs can be drained',
    write: 'one budget for the pods',
  },
  { of: scales, outcome: 'the two set it in turns', write: 'one autoscaler with the metrics of both' },
  { of: writtenSecrets, outcome: 'the two write over each other', write: 'another name of the Secret' },
  {
    of: dashboards,
    outcome: "Grafana then saves none of the folder's, the others' neither",
    write: 'a uid and a title of its own',
  },
  { of: volumes, outcome: 'the other claim waits for ever', write: 'another volume, or none' },
];
