// A name that means something already is not given twice: one of the two would get the other's settings, or its objects.
import { composeFleet, type Fleet, releasesFile } from '../../lib/fleet.ts';
import { fleetFile, rootOf } from '../../lib/platform.ts';
import { asString, at } from '../../render/fields.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { kindKey } from '../../render/identity.ts';
import { resolve } from '../../render/resolve.ts';
import { pinsIn, settingsFile } from './edits.ts';
import { importsName } from './insert.ts';
import { pascalCase } from '../../lib/pascal-case.ts';
import type { NewService } from './new-service.ts';
import { camelCase } from '../camel-case.ts';
import { chartText } from './texts.ts';

/** What has the name; undefined where nothing has. @param texts of the fleet's files */
export function takenBy(service: NewService, fleet: Fleet, texts: ReadonlyMap<string, string>): string | undefined {
  const [type, key] = [pascalCase(service.name), camelCase(service.name)];
  const inCluster = nameInCluster(service.name, fleet) ?? zoneOf(service, fleet);
  if (inCluster !== undefined) return inCluster;
  if (importsName(chartText(service), type)) return `every chart imports ${type}`;
  if (importsName(texts.get(fleetFile) ?? '', type)) return `${fleetFile} imports ${type}`;
  for (const cluster of fleet.clusters) {
    if (key in cluster) return `${settingsFile(fleet, cluster.name)} has ${key}`;
    const pins = releasesFile(fleet, cluster.name);
    if (service.name in (pinsIn(texts.get(pins) ?? '') ?? {})) return `${pins} has ${service.name}`;
  }
  return undefined;
}

/** A chart or a namespace of that name. */
function nameInCluster(name: string, fleet: Fleet): string | undefined {
  const app = new FleetApp('dist');
  composeFleet(app, fleet);
  const { clusters, objects } = resolve(app);
  const namespace = objects.find(({ object }) => kindKey(object) === '/Namespace' && object.metadata.name === name);
  if (namespace) return `${namespace.cluster} has the namespace ${name} of ${namespace.chart}`;
  const chart = objects.find((each) => each.chart === name);
  if (chart) return `${chart.cluster} has the chart ${name}`;
  const own = clusters.find(({ provided }) => provided.objects.includes(`/Namespace//${name}`));
  if (own) return `${own.node.id} has the namespace ${name}, of its own,`;
  return name === rootOf(fleet.gitRepository) ? `Flux has the root ${name}` : undefined;
}

/** Another cluster's domain, in which its host would be: that zone is looked up there. */
function zoneOf({ route }: NewService, { clusters }: Fleet): string | undefined {
  const domains = clusters.map((cluster) => asString(at(cluster, 'domain'))).filter((domain) => domain !== '');
  const hosts = route ? domains.map((domain) => `${route.host}.${domain}`) : [];
  const zone = domains.find((domain) => hosts.includes(domain));
  return zone === undefined ? undefined : `a cluster has the domain ${zone}`;
}
