// What makes a service, as it is written into the files of a fleet: docs/add-a-service.md shows these texts.
import { stringify } from 'yaml';
import { pascalCase } from '../../lib/pascal-case.ts';
import type { NewService } from './new-service.ts';
import { camelCase } from '../camel-case.ts';

/** The file of its chart. */
export function chartText({ name, port, route }: NewService): string {
  const settings = `cluster.${camelCase(name)}`;
  return lines(
    route
      ? `// What runs for ${name}: one service, which the public reaches through the shared Gateway.`
      : `// What runs for ${name}: one service, which only the cluster reaches.`,
    "import { Chart } from 'cdk8s';",
    "import type { Construct } from 'constructs';",
    "import { WebService } from 'fleetwright/lib/workload/web-service';",
    "import type { Inputs } from './inputs.ts';",
    '',
    `export class ${pascalCase(name)} extends Chart {`,
    '  constructor(scope: Construct, { cluster, image }: Inputs) {',
    `    super(scope, '${name}', { namespace: '${name}' });`,
    ...(route ? [`    const { host, ...settings } = ${settings};`] : []),
    `    new WebService(this, '${name}', {`,
    `      ...${route ? 'settings' : settings},`,
    `      image: image('${name}'),`,
    '      zones: cluster.zones,',
    `      ports: { http: ${port} },`,
    "      health: { liveness: '/livez', readiness: '/readyz', startup: '/startupz' },",
    ...(route ? [`      route: { host, paths: [${quoted(route.path)}] },`] : []),
    '    });',
    '  }',
    '}',
  );
}

/** Its entry among the applications. @param cluster what the cluster is called there */
export function grantText({ name, route }: NewService, cluster = 'cluster'): string {
  return lines(
    `${name.includes('-') ? `'${name}'` : name}: {`,
    `  chart: ${pascalCase(name)},`,
    "  quota: { cpu: '4', memory: '4Gi', pods: 20 },",
    ...(route ? [`  hosts: [${cluster}.settings.${camelCase(name)}.host],`] : []),
    '},',
  );
}

/** Its line in the type of a cluster's settings. */
export function settingText({ name, route }: NewService): string {
  return lines(`readonly ${camelCase(name)}: ${route ? 'WebServiceSettings' : "Omit<WebServiceSettings, 'host'>"};`);
}

/** The type of such a line, for a fleet that has none, and what it imports. */
export const settingsType = {
  name: 'WebServiceSettings',
  imported: "import type { WebServiceProps } from 'fleetwright/lib/workload/web-service';\n",
  text: lines(
    '/** What differs between clusters for a service; all else of it is in its chart. */',
    "export interface WebServiceSettings extends Pick<WebServiceProps, 'scale' | 'resources' | 'probes'> {",
    "  /** Public host, under the cluster's domain. */",
    '  readonly host: string;',
    '}',
  ),
} as const;

/** What its entry in a cluster's settings depends on. */
export interface Site {
  /** The DNS zone under which the hosts of the cluster lie. */
  readonly domain: string;
  readonly zones: readonly string[];
}

/** Its entry in the settings of a cluster. */
export function settingsText({ name, route }: NewService, { domain, zones }: Site): string {
  return lines(
    `${camelCase(name)}: {`,
    ...(route ? [`  host: '${route.host}.${domain}',`] : []),
    `  scale: { min: ${zones.length > 1 ? '3, max: 6' : '1, max: 1'} },`,
    "  resources: { cpu: '100m', memory: '128Mi' },",
    '},',
  );
}

/** Its entry in the image pins of a cluster: a digest that stands for none yet. @param registry with the folders of its path */
export function pinText({ name }: NewService, registry: string): string {
  return stringify({ [name]: { repository: `${registry}/${name}`, tag: '1.0.0', digest: `sha256:${'0'.repeat(64)}` } });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`\'`)}'`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
