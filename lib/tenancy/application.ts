// What the platform grants to an application: its namespace, its hosts, and the exceptions from the closed list.
import type { Quota } from '../namespace/namespace.ts';
import { annotations } from '../platform.ts';
import { exceptedWorkloadShape, type ExceptedWorkload, exceptedWorkloadFaults } from '../policy/bound.ts';
import { hostName } from '../validation/limits.ts';
import { needed, number, object, propsOf, text } from '../validation/props.ts';
import { listOf, only } from '../validation/shape.ts';
import { type Fault, unless } from '../validation/rules.ts';
import type { Disk } from './ceilings.ts';

/** An application may do something that the closed list of {@link applicationKinds} does not have. */
export type Exception = { readonly kind: string; readonly because: string } & (
  | {
      /** The kind's name in the API, in the plural and in small letters: the account gets rights over it. */
      readonly resource: string;
    }
  | {
      /** A field of a kind that is on the list, dotted, without positions in lists; with `=` and a value where no other is meant. */
      readonly field: string;
    }
);

/** Services of the type LoadBalancer: each takes an address of the cloud, and costs by the hour. */
export interface LoadBalancers {
  /** How many there may be, 0 to 100. */
  readonly most: number;
  /** Why no route does, in one line: it is not HTTP, say. */
  readonly because: string;
}

/** What stands in `main.ts` or in `clusters/`, never in the chart of the application's team. */
export interface Grant {
  /** The ceiling for all pods of its namespace. */
  readonly quota: Quota;
  /** What it may take of disks. @default as at {@link Disk} */
  readonly disk?: Disk;
  /** The public hosts that are its own; no other application has them. @default none, the cluster alone reaches it */
  readonly hosts?: readonly string[];
  /** Its ways in beside the public Gateway, with neither that one's certificate nor its rules. @default none */
  readonly loadBalancers?: LoadBalancers;
  /** What it may do beside the closed list, each with its reason; taken back one commit after what needs it. @default none */
  readonly exceptions?: readonly Exception[];
  /** Workloads that an admission policy of the cluster passes over, each with its reason. @default none */
  readonly admission?: readonly ExceptedWorkload[];
}

/** The chart that is applied before an application's, and waited for at each of its changes. */
export function migrationChart(application: string): string {
  return `${application}-migration`;
}

/** Annotations of an application's account, by which the rules know the application in the rendered files too. */
const facts = {
  name: 'fleetwright.dev/application',
  hosts: annotations.hosts,
  exceptions: 'fleetwright.dev/exceptions',
  migration: 'fleetwright.dev/migration',
} as const;

/** An application as its account tells of it. */
export interface ApplicationFacts {
  /** Name of its chart and of its namespace. */
  readonly name: string;
  /** The public hosts that are its own. */
  readonly hosts: readonly string[];
  /** Kinds that are allowed as a whole, and fields, each written `group/Kind field`; `*` for the whole kind. */
  readonly exceptions: ReadonlySet<string>;
  /** Name of its second chart, which migrates what the first one works on; undefined where it has none. */
  readonly migration: string | undefined;
}

/** The account with which Flux applies an application. It lives in Flux' namespace, where no pod of the application can take it on. */
export function accountName(application: string): string {
  return `applier-${application}`;
}

/** The annotations that say what {@link readFacts} reads. @param migrates whether it has a second chart */
export function writeFacts(name: string, grant: Grant, migrates: boolean): Record<string, string> {
  const { hosts = [] } = grant;
  const exceptions = exceptionsOf(grant);
  return {
    [facts.name]: name,
    ...(migrates && { [facts.migration]: migrationChart(name) }),
    ...(hosts.length > 0 && { [facts.hosts]: hosts.join(',') }),
    ...(exceptions.length > 0 && {
      [facts.exceptions]: exceptions.map((each) => `${exceptionKey(each)}: ${each.because}\n`).join(''),
    }),
  };
}

/** Undefined where the annotations are of no application's account. */
export function readFacts(given: Readonly<Record<string, string>> = {}): ApplicationFacts | undefined {
  const name = given[facts.name];
  if (name === undefined) return undefined;
  const lines = (given[facts.exceptions] ?? '').split('\n').filter(Boolean);
  return {
    name,
    hosts: (given[facts.hosts] ?? '').split(',').filter(Boolean),
    exceptions: new Set(lines.map((line) => line.slice(0, line.indexOf(': ')))),
    migration: given[facts.migration],
  };
}

/** All exceptions that a grant makes. */
export function exceptionsOf({ exceptions = [], loadBalancers }: Grant): readonly Exception[] {
  return loadBalancers
    ? [...exceptions, { kind: '/Service', field: 'spec.type=LoadBalancer', because: loadBalancers.because }]
    : exceptions;
}

function exceptionKey(exception: Exception): string {
  return `${exception.kind} ${'field' in exception ? exception.field : '*'}`;
}

/** What is wrong with a grant. */
export function grantFaults({ hosts = [], exceptions = [], loadBalancers, admission = [] }: Grant): Fault[] {
  return [
    ...exceptedWorkloadFaults('admission', admission),
    ...hosts.flatMap((host) => hostName('hosts', host)),
    ...(loadBalancers ? loadBalancerFaults(loadBalancers) : []),
    ...exceptions.flatMap((exception) => [
      ...unless(/^[a-z0-9.-]*\/[A-Za-z0-9]+$/.test(exception.kind), {
        field: 'exceptions.kind',
        problem: `"${exception.kind}" is not a kind`,
        write: 'group/Kind: apps/DaemonSet',
      }),
      ...reason('exceptions.because', exception.because),
      ...('field' in exception && !/^\S+$/.test(exception.field)
        ? [
            {
              field: 'exceptions.field',
              problem: 'is not a field',
              write: 'its names with dots: spec.template.spec.tolerations',
            },
          ]
        : []),
      ...(exception.kind.split('/')[0]?.endsWith('fluxcd.io')
        ? [
            {
              field: 'exceptions.kind',
              problem: `"${exception.kind}" is Flux' own: what it applies would not be the application's account's`,
              write: 'cluster.platform(...) for a chart that holds it',
            },
          ]
        : []),
    ]),
  ];
}

/** Of a grant. Quota and disks are looked at where something is made of them. */
export const grantShape = propsOf<Grant>({
  quota: needed(object),
  disk: propsOf<Disk>({ claims: text, scratch: text }),
  hosts: listOf(text),
  loadBalancers: propsOf<LoadBalancers>({ most: needed(number), because: needed(text) }),
  admission: listOf(exceptedWorkloadShape),
  exceptions: listOf(only({ kind: text, because: text, resource: text, field: text }, 'kind', 'because')),
});

function loadBalancerFaults(loadBalancers: LoadBalancers): Fault[] {
  return [...reason('loadBalancers.because', loadBalancers.because)];
}

function reason(field: string, because: string): Fault[] {
  return unless(because.trim() !== '' && !because.includes('\n'), {
    field,
    problem: 'is not a reason',
    write: 'one line that says what cannot do without it',
  });
}
