// The construct tree becomes plain objects in one walk: cdk8s' own output resolves the whole tree once for each chart.
import { ApiObject, type App, Include } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ComposedCluster, type Taken } from '../lib/composed-cluster.ts';
import { SopsSecret } from '../lib/secrets/sops-secret.ts';
import { Tenant } from '../lib/tenancy/tenant.ts';
import { includedYaml } from '../lib/thrown-in-chart.ts';
import { parseFault } from '../lib/validation/rules.ts';
import { duplicateWorkloads } from './duplicate-workload.ts';
import { exceptionFaults } from './exceptions.ts';
import type { Finding } from './finding.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';
import { scopeOf } from './schema/index.ts';

/** What the tree holds, and what its constructs say is wrong with themselves. */
export interface Resolved {
  readonly clusters: readonly ComposedCluster[];
  readonly objects: readonly RenderedObject[];
  readonly findings: readonly Finding[];
}

/** Resolves every object and collects every validation. Throws nothing: what cannot be resolved is a finding. */
export function resolve(app: App): Resolved {
  const objects: RenderedObject[] = [];
  const findings: Finding[] = [];
  const clusters = ComposedCluster.composedIn(app);
  const all = app.node.findAll();
  const duplicates = duplicateWorkloads(all);
  for (const construct of all) {
    findings.push(...ownFaults(construct), ...misuse(construct));
    if (!ApiObject.isApiObject(construct) || duplicates.hold(construct)) continue;
    const taken = ComposedCluster.takenFrom(construct);
    if (!taken) {
      findings.push(
        finding(
          'unplaced-object',
          construct,
          '',
          'is in no chart of a cluster, or came into it when the chart was done',
          'it in the constructor of a chart that main.ts adds by cluster.platform(...) or cluster.applications(...)',
        ),
      );
      continue;
    }
    try {
      const { cluster, layer, chart } = taken;
      const object = toObject(construct, taken);
      objects.push({ at: construct.node.path, cluster, layer, chart, object, ...verbatim(construct) });
    } catch (error) {
      const { field, problem, write } = parseFault(reason(error));
      findings.push(finding('unrenderable', construct, field, problem, write));
    }
  }
  return { clusters, objects, findings: [...findings, ...duplicates.findings, ...takenAway(clusters, new Set(all))] };
}

/** What somebody took out of the tree when its chart was done. */
function takenAway(clusters: readonly ComposedCluster[], there: ReadonlySet<IConstruct>): Finding[] {
  return clusters
    .flatMap(({ taken }) => taken)
    .filter(({ construct }) => !there.has(construct))
    .map(({ construct: { kind, name }, cluster, layer, chart }) => ({
      code: 'unplaced-object',
      at: `${cluster}/${layer}/${chart}`,
      field: name,
      problem: `its ${kind} was taken out when the chart was done`,
      write: 'what it brings in the constructor of the chart alone',
    }));
}

function ownFaults(construct: IConstruct): Finding[] {
  return [
    ...[...new Set(construct.node.validate())].map(parseFault),
    ...exceptionFaults(Tenant.exceptionsOf(construct)),
  ].map((fault) => ({ code: 'invalid-setting', at: construct.node.path, ...fault }));
}

/** Uses of cdk8s whose effect would depend on where a construct stands in the code. */
function misuse(construct: IConstruct): Finding[] {
  const found: Finding[] = [];
  if (construct.node.dependencies.length > 0)
    found.push(
      finding(
        'drawn-dependency',
        construct,
        '',
        'has a dependency of its own',
        'nothing: the order is derived from what objects use',
      ),
    );
  if (ApiObject.isApiObject(construct) && construct['props'].metadata?.name === undefined)
    found.push(
      finding(
        'derived-name',
        construct,
        'metadata.name',
        'comes from the place in the code, and changes with it',
        'an explicit metadata.name',
      ),
    );
  if (construct instanceof Include)
    found.push(finding('included-yaml', construct, '', includedYaml.problem, includedYaml.write));
  return found;
}

/** cdk8s gives the chart's namespace to every object; a cluster-scoped one has none. */
function toObject(construct: ApiObject, taken: Taken): KubeObject {
  const object = taken.object() as KubeObject;
  const { namespace, ...metadata } = object.metadata;
  const inherited = namespace !== undefined && namespace === construct.chart.namespace;
  return inherited && scopeOf(object.apiVersion, object.kind) === 'Cluster' ? { ...object, metadata } : object;
}

function verbatim(construct: ApiObject): Pick<RenderedObject, 'verbatim'> {
  const text = SopsSecret.textOf(construct);
  return text === undefined ? {} : { verbatim: text };
}

function finding(code: string, { node }: IConstruct, field: string, problem: string, write: string): Finding {
  return { code, at: node.path, field, problem, write };
}

function reason(error: unknown): string {
  return error instanceof Error
    ? error.message.replace(/^Failed serializing construct at path .*?: (Error: )?/, '')
    : String(error);
}
