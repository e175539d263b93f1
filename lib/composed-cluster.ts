// One cluster in the construct tree: its layers, the charts in them, and what every chart of the cluster may ask for.
import { Construct, type IConstruct } from 'constructs';
import { ApiObject, type Chart } from 'cdk8s';
import { type AddOn, addOns, type Network, networks, provided, type Provided } from './azure/aks.ts';
import { deepFreeze } from './deep-freeze.ts';
import { health, type HealthTable } from './flux/health.ts';
import { knownKubernetes } from './kubernetes-version.ts';
import { enforceBy } from './network/enforced.ts';
import { readImages, type Images } from './pins/images.ts';
import { type Patched, patched } from './patched.ts';
import { fleetFile } from './platform.ts';
import { readRecipients, type Recipients } from './secrets/recipients.ts';
import { type Grant, grantShape, migrationChart } from './tenancy/application.ts';
import { placeFaults, takenName, withoutJob } from './tenancy/chart-faults.ts';
import { Tenant, tenantChart, tenantsLayer } from './tenancy/tenant.ts';
import { thrownInChart } from './thrown-in-chart.ts';
import { misfitsOf } from './validation/props.ts';
import { such } from './validation/shape.ts';
import { addRules, type Fault, unless } from './validation/rules.ts';
import { dnsLabel } from './validation/limits.ts';

/** What a chart is built from. `C` is the type of the cluster's settings. */
export interface ChartInputs<C> {
  /** The cluster's settings. */
  readonly cluster: C;
  /** The pinned image of a service: `repository:tag@digest`. A service without a pin is a fault of the synth. */
  readonly image: (service: string) => string;
}

/** A unit of deployment: one chart, one folder of `dist/`, one Flux Kustomization. */
export type ChartClass<C> = new (scope: Construct, inputs: ChartInputs<C>) => Chart;

/** An application: its team's chart, and what the platform grants to it. */
export interface Application<C> extends Grant {
  /** What runs, as its team writes it; its id and its namespace are the application's name. */
  readonly chart: ChartClass<C>;
  /**
   * What must have been done before the chart is applied, at each of its changes: a chart `<application>-migration` with a `Job`,
   * in the application's namespace. What both use, such as the database's Secret, is in it. @default nothing
   */
  readonly migration?: ChartClass<C>;
}

/** An arrow or an async function is none. */
const chartClass = such((value) => typeof value === 'function' && value.prototype !== undefined, 'a class of a chart');

const applicationShape = {
  ...grantShape,
  fields: { ...grantShape.fields, chart: chartClass, migration: chartClass },
  required: [...grantShape.required, 'chart'],
};

/** What a cluster is told of its fleet, and where its data is that is not TypeScript. */
export interface ComposedClusterProps {
  /** The repository's address on the web, with `https://` and no slash at the end: alerts link to their runbooks there. */
  readonly repository: string;
  /** The branch that Flux follows. @default 'main' */
  readonly branch?: string;
  /** The name of the FluxConfiguration, after which the extension names the GitRepository. @default 'fleetwright' */
  readonly gitRepository?: string;
  /** The folder of the runbooks, relative to the repository's root. @default 'docs/runbooks' */
  readonly runbooks?: string;
  /** The file of the cluster's image pins, relative to the repository's root. */
  readonly releases: string;
  /** The file of the cluster's SOPS recipients, relative to the repository's root. */
  readonly keys: string;
  /** Its minor version of Kubernetes. @default the one that the machine knows */
  readonly kubernetes?: string;
  /** What is in the cluster before Flux applies anything. @default AKS with its Flux extension, Gateway API and network */
  readonly provided?: Provided;
  /** How Flux tells the health of the fleet's own kinds. @default it has none */
  readonly health?: HealthTable;
}

/** What a fleet is called where it does not say otherwise. */
export const usual = { branch: 'main', gitRepository: 'fleetwright', runbooks: 'docs/runbooks' } as const;

/** What is asked of every cluster's settings here. */
export interface ClusterSettings {
  /** A DNS label of 63 characters at most: the name of the cluster's folder in `dist/`. */
  readonly name: string;
  /** What enforces its network rules. */
  readonly network: Network;
  /** Add-ons of AKS that are on, of those that bring kinds along. @default none */
  readonly addOns?: readonly AddOn[];
}

/** An object that a chart brought, taken when the chart was done: no code of another one reaches it. */
export interface Taken {
  /** What it was taken from. */
  readonly construct: ApiObject;
  /** The cluster's name. */
  readonly cluster: string;
  /** The layer's name. */
  readonly layer: string;
  /** The chart's name. */
  readonly chart: string;
  /** The object as plain data. @throws Error if there is none of it */
  readonly object: () => unknown;
}

/** A cluster's place in the tree: `<cluster>/<layer>/<chart>`. */
export class ComposedCluster<C extends ClusterSettings = ClusterSettings> extends Construct {
  static readonly #takenFrom = new WeakMap<ApiObject, Taken>();
  static readonly #composed = new WeakMap<IConstruct, ComposedCluster[]>();

  /** All clusters that were composed in a tree, whatever was taken out of it since. @param root the tree's */
  static composedIn(root: IConstruct): readonly ComposedCluster[] {
    return ComposedCluster.#composed.get(root) ?? [];
  }

  /** What was taken from a construct; undefined for an object that no chart has, or that came into it when it was done. */
  static takenFrom(construct: ApiObject): Taken | undefined {
    return ComposedCluster.#takenFrom.get(construct);
  }

  /** The cluster that a construct belongs to; undefined for a construct outside any. */
  static of(construct: Construct): ComposedCluster | undefined {
    return construct.node.scopes.find((scope): scope is ComposedCluster => scope instanceof ComposedCluster);
  }

  /** What is in the cluster before Flux applies anything. */
  readonly provided: Provided;
  /** Its minor version of Kubernetes. */
  readonly kubernetes: string;
  /** The repository's address on the web. */
  readonly repository: string;
  /** The name of the GitRepository that Flux' Kustomizations read from. */
  readonly gitRepository: string;
  /** Where the fleet's runbooks are: the folder from the root, and its address on the web. */
  readonly runbooks: { readonly folder: string; readonly url: string };
  /** The file of the cluster's image pins. */
  readonly releases: string;
  /** How Flux tells the health of the fleet's own kinds. */
  readonly ownHealth: HealthTable;
  /** How Flux tells the health of all custom kinds. */
  readonly health: HealthTable;
  /** Who can decrypt the cluster's secrets. */
  readonly recipients: Recipients;
  readonly #images: Images;
  readonly #chartsOfApplications = new Map<string, string>();
  #composesChart = false;
  readonly #unpinned = new Set<string>();
  /** The images of the file, and what stands in for those that it lacks. */
  readonly #pinned: Set<string>;
  readonly #taken: Taken[] = [];

  constructor(
    scope: Construct,
    /** The cluster's settings. */
    readonly settings: C,
    props: ComposedClusterProps,
  ) {
    super(scope, settings.name);
    deepFreeze(settings);
    const { repository, branch, gitRepository, runbooks } = { ...usual, ...props };
    this.repository = repository;
    this.gitRepository = gitRepository;
    this.runbooks = Object.freeze({ folder: runbooks, url: `${repository}/blob/${branch}/${runbooks}` });
    this.releases = props.releases;
    this.kubernetes = props.kubernetes ?? knownKubernetes;
    this.provided = deepFreeze(props.provided ?? provided(settings.network, gitRepository, settings.addOns));
    this.ownHealth = deepFreeze(props.health ?? {});
    this.health = deepFreeze({ ...this.ownHealth, ...health });
    enforceBy(settings.network, this);
    const images = readImages(props.releases);
    const recipients = readRecipients(props.keys);
    this.#images = images.images;
    this.#pinned = new Set(Object.values(images.images));
    this.recipients = deepFreeze(recipients.recipients);
    addRules(this, () => [
      ...dnsLabel('name', settings.name),
      ...unless(networks.includes(settings.network), {
        field: 'network',
        problem: `"${String(settings.network)}" enforces nothing that is known`,
        write: networks.join(' or '),
      }),
      ...(settings.addOns ?? [])
        .filter((addOn) => !addOns.includes(addOn))
        .map((addOn) => ({
          field: 'addOns',
          problem: `"${String(addOn)}" is no add-on that is known`,
          write: addOns.join(' or '),
        })),
      ...dnsLabel('gitRepository', gitRepository),
      ...repositoryFaults(repository),
      ...images.faults,
      ...recipients.faults,
      // Which services have a pin is not known of a file with faults.
      ...(images.faults.length > 0 ? [] : [...this.#unpinned].map((service) => this.#missingPin(service))),
    ]);
    const { root } = scope.node;
    ComposedCluster.#composed.set(root, [...ComposedCluster.composedIn(root), this]);
    Object.freeze(this);
  }

  /** Every object that the charts brought, whatever was taken out of the tree since. */
  get taken(): readonly Taken[] {
    return [...this.#taken];
  }

  /**
   * Adds a layer (a folder for the eye) of the platform's charts, in any order: Flux' order is derived from what they use.
   * Flux applies them with all rights, so a chart that is named here may do anything.
   */
  platform(name: string, charts: readonly ChartClass<C>[]): void {
    const layer = this.#layer(name);
    if (layer) for (const chart of charts) this.#add(layer, chart);
  }

  /**
   * Adds a layer of applications by their names. Each is a chart with a namespace of that name, which the platform makes,
   * and Flux applies it with an account that has rights over a closed list of kinds in that namespace, and nowhere else.
   */
  applications(name: string, applications: Readonly<Record<string, Application<C>>>): void {
    const layer = this.#layer(name);
    if (!layer) return;
    const tenants =
      (this.node.tryFindChild(tenantsLayer) as Construct | undefined) ?? new Construct(this, tenantsLayer);
    for (const [application, all] of Object.entries(applications)) {
      const unknown = misfitsOf(layer, application, all, applicationShape);
      addRules(layer, () => unknown);
      const { chart, migration, ...grant } = all;
      const charts = [application, tenantChart(application), ...(migration ? [migrationChart(application)] : [])];
      const taken = charts.find((each) => this.#chartsOfApplications.has(each));
      if (taken !== undefined) {
        const fault = takenName(taken, application, this.#chartsOfApplications.get(taken) ?? taken);
        addRules(layer, () => [fault]);
        continue;
      }
      for (const each of charts) this.#chartsOfApplications.set(each, application);
      this.#take(tenantsLayer, new Tenant(tenants, application, grant, migration !== undefined));
      const made = this.#add(layer, chart);
      const faults = placeFaults(application, application, made);
      addRules(made, () => faults);
      if (!migration) continue;
      const first = this.#add(layer, migration);
      const faultsOfFirst = [...placeFaults(application, migrationChart(application), first), ...withoutJob(first)];
      addRules(first, () => faultsOfFirst);
    }
  }

  /** Undefined, and a fault, where the layer is not for charts that somebody names. */
  #layer(name: string): Construct | undefined {
    const isChart = this.#composesChart;
    addRules(this, () => [
      ...dnsLabel('layer', name),
      ...reservedLayer(name),
      ...(isChart ? [addedByChart(name)] : []),
    ]);
    return name === tenantsLayer || isChart ? undefined : new Construct(this, name);
  }

  #add(layer: Construct, ChartClass: ChartClass<C>): Chart {
    const image = (service: string): string => this.#image(service);
    this.#composesChart = true;
    const chart = made(layer, () => new ChartClass(layer, { cluster: this.settings, image }));
    this.#composesChart = false;
    this.#take(layer.node.id, chart);
    addRules(layer, () => dnsLabel('chart', chart.node.id));
    return chart;
  }

  #take(layer: string, chart: Chart): void {
    const place = { cluster: this.settings.name, layer, chart: chart.node.id };
    for (const construct of chart.node.findAll())
      if (ApiObject.isApiObject(construct) && !ComposedCluster.#takenFrom.has(construct)) {
        const { object, faults } = given(construct);
        const taken = { ...place, construct, object };
        ComposedCluster.#takenFrom.set(construct, taken);
        this.#taken.push(taken);
        if (faults.length > 0) addRules(construct, () => faults);
      }
  }

  /** Whether the file of pins has an image; of one that it lacks is said so already. */
  isPinned(image: string): boolean {
    return this.#pinned.has(image);
  }

  #image(service: string): string {
    const image = this.#images[service];
    if (image !== undefined) return image;
    this.#unpinned.add(service);
    this.#pinned.add(standIn(service));
    return standIn(service);
  }

  #missingPin(service: string): Fault {
    return {
      field: service,
      problem: `no image is pinned for "${service}"`,
      write: `an entry "${service}:" with repository, tag and digest in ${this.releases}`,
    };
  }
}

// Charts get at it: what one of them replaced would answer for the next.
Object.freeze(ComposedCluster);
Object.freeze(ComposedCluster.prototype);

/** What an object is at this moment, or what it throws; and what is wrong with its patches. */
function given(construct: ApiObject): Pick<Taken, 'object'> & Pick<Patched, 'faults'> {
  try {
    const { object, faults } = patched(construct);
    return { object: () => object, faults };
  } catch (error) {
    const object = (): never => {
      throw error;
    };
    return { object, faults: [] };
  }
}

/** @throws Error that names the construct */
function made(layer: Construct, make: () => Chart): Chart {
  const charts = layer.node.children.length;
  try {
    return make();
  } catch (error) {
    throw thrownInChart(layer, charts, error);
  }
}

/** What a chart is given where there is no pin. The cluster has a fault then, so it is never written; its form is no second one. */
function standIn(service: string): string {
  return `${service}@sha256:${'0'.repeat(64)}`;
}

function repositoryFaults(repository: string): Fault[] {
  return unless(/^https:\/\/[^\s/]+(\/[^\s/]+)+$/.test(repository), {
    field: 'repository',
    problem: `"${repository}" is no address of a repository`,
    write: 'https://, a host and a path, without a slash at the end',
  });
}

function addedByChart(layer: string): Fault {
  return { field: 'layer', problem: `a chart adds the layer "${layer}" to its cluster`, write: `it in ${fleetFile}` };
}

function reservedLayer(layer: string): Fault[] {
  return layer === tenantsLayer
    ? [{ field: 'layer', problem: `"${layer}" holds what is derived for applications`, write: 'another name' }]
    : [];
}
