// One cluster in the construct tree: its layers, the charts in them, and what every chart of the cluster may ask for.
import { Construct } from 'constructs';
import type { Chart } from 'cdk8s';
import { aks, type Provided } from './azure/aks.ts';
import { readImages, type Images } from './pins/images.ts';
import { readRecipients, type Recipients } from './secrets/recipients.ts';
import { addRules, type Fault } from './validation/rules.ts';
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

/** Where a cluster's data is that is not TypeScript. */
export interface FleetProps {
  /** The repository's address on the web, with `https://` and no slash at the end: alerts link to their runbooks there. */
  readonly repository: string;
  /** The file of the cluster's image pins, relative to the repository's root. */
  readonly releases: string;
  /** The file of the cluster's SOPS recipients, relative to the repository's root. */
  readonly keys: string;
  /** What is in the cluster before Flux applies anything. @default AKS with its Flux extension and Gateway API */
  readonly provided?: Provided;
}

/** A cluster's place in the tree: `<cluster>/<layer>/<chart>`. */
export class Fleet<C extends { readonly name: string } = { readonly name: string }> extends Construct {
  /** The fleet that a construct belongs to; undefined for a construct outside any. */
  static of(construct: Construct): Fleet | undefined {
    return construct.node.scopes.find((scope): scope is Fleet => scope instanceof Fleet);
  }

  /** What is in the cluster before Flux applies anything. */
  readonly provided: Provided;
  /** The repository's address on the web. */
  readonly repository: string;
  /** Who can decrypt the cluster's secrets. */
  readonly recipients: Recipients;
  private readonly images: Images;
  private readonly unpinned = new Set<string>();

  constructor(
    scope: Construct,
    readonly cluster: C,
    private readonly props: FleetProps,
  ) {
    super(scope, cluster.name);
    this.provided = props.provided ?? aks;
    this.repository = props.repository;
    const images = readImages(props.releases);
    const recipients = readRecipients(props.keys);
    this.images = images.images;
    this.recipients = recipients.recipients;
    addRules(this, () => [
      ...dnsLabel('name', cluster.name),
      ...repositoryFaults(props.repository),
      ...images.faults,
      ...recipients.faults,
      ...[...this.unpinned].map((service) => this.missingPin(service)),
    ]);
  }

  /** Adds a layer (a folder for the eye) and the charts in it, in any order: Flux' order is derived from what they use. */
  layer(name: string, charts: readonly ChartClass<C>[]): void {
    const layer = new Construct(this, name);
    const image = (service: string): string => this.image(service);
    const made = charts.map((ChartClass) => new ChartClass(layer, { cluster: this.cluster, image }));
    addRules(layer, () => [...dnsLabel('layer', name), ...made.flatMap(({ node }) => dnsLabel('chart', node.id))]);
  }

  private image(service: string): string {
    const image = this.images[service];
    if (image === undefined) this.unpinned.add(service);
    return image ?? '';
  }

  private missingPin(service: string): Fault {
    return {
      field: service,
      problem: `no image is pinned for "${service}"`,
      write: `an entry "${service}:" with repository, tag and digest in ${this.props.releases}`,
    };
  }
}

function repositoryFaults(repository: string): Fault[] {
  return /^https:\/\/[^\s/]+(\/[^\s/]+)+$/.test(repository)
    ? []
    : [
        {
          field: 'repository',
          problem: `"${repository}" is no address of a repository`,
          write: 'https://, a host and a path, without a slash at the end',
        },
      ];
}
