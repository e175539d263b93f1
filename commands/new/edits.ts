// Which files of a fleet a new service stands in, what each gets, and where.
import { proberImage } from '../../lib/platform.ts';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { type Fleet, type FleetCluster, releasesFile } from '../../lib/fleet.ts';
import { isMap } from '../../lib/is-map.ts';
import { fleetFile } from '../../lib/platform.ts';
import { inBlock, withImport } from './insert.ts';
import { pascalCase } from '../../lib/pascal-case.ts';
import type { NewService } from './new-service.ts';
import { grantText, pinText, settingsText, settingsType, settingText } from './texts.ts';

/** A change of one file. */
export interface Edit {
  readonly file: string;
  /** What the file must have for it, in words. */
  readonly place: string;
  /** What belongs there. */
  readonly write: string;
  /** Undefined where the place is not found. */
  readonly apply: (text: string) => string | undefined;
}

/** Where the charts of a fleet are. */
export const chartsFolder = 'charts';

/** The file with the settings of a cluster. */
export function settingsFile({ folders }: Fleet, cluster: string): string {
  return join(folders.settings, `${cluster}.ts`);
}

/** The edits that add a service, those of one file in the order in which they are made. */
export function editsOf(service: NewService, fleet: Fleet): Edit[] {
  return [
    inputs,
    ...composition(service),
    setting(service, join(fleet.folders.settings, 'cluster.ts')),
    ...fleet.clusters.map((cluster) => settings(service, settingsFile(fleet, cluster.name), cluster)),
    ...fleet.clusters.map(({ name }) => pin(service, releasesFile(fleet, name))),
  ];
}

/** What the chart of a service takes, which is only looked for. */
const inputs: Edit = {
  file: join(chartsFolder, 'inputs.ts'),
  place: 'the type Inputs',
  write: 'export type Inputs = ChartInputs<Cluster>;\n',
  apply: (text) => (/^export type Inputs\b/m.test(text) ? text : undefined),
};

function composition(service: NewService): Edit[] {
  const line = `import { ${pascalCase(service.name)} } from './${chartsFolder}/${service.name}.ts';\n`;
  const opening = /^ *(\w+)\.applications\(['"][^'"\n]+['"], \{/gm;
  return [
    { file: fleetFile, place: 'an import', write: line, apply: (text) => withImport(text, line) },
    {
      file: fleetFile,
      place: "one block cluster.applications('<layer>', { ... })",
      write: grantText(service),
      apply: (text) => inBlock(text, opening, ([, cluster]) => grantText(service, cluster)),
    },
  ];
}

function setting(service: NewService, file: string): Edit {
  const opening = /^export interface Cluster (?:extends [^{\n]+ )?\{/gm;
  return {
    file,
    place: 'a block export interface Cluster { ... }',
    write: settingText(service),
    apply: (text) => withSettingsType(inBlock(text, opening, () => settingText(service))),
  };
}

/** A fleet may have had no service that it shares the type with. */
function withSettingsType(text: string | undefined): string | undefined {
  if (text === undefined || new RegExp(`(?:interface|type|import .*) ${settingsType.name}\\b`).test(text)) return text;
  return withImport(`${text}\n${settingsType.text}`, settingsType.imported);
}

function settings(service: NewService, file: string, cluster: FleetCluster): Edit {
  const domain = 'domain' in cluster && typeof cluster.domain === 'string' ? cluster.domain : undefined;
  const write = settingsText(service, { domain: domain ?? '<domain>', zones: cluster.zones });
  const hasHost = domain !== undefined || service.route === undefined;
  return {
    file,
    place: 'one block export const <name>: Cluster = { ... }; with a domain',
    write,
    apply: (text) => (hasHost ? inBlock(text, /^export const \w+: Cluster = \{/gm, () => write) : undefined),
  };
}

function pin(service: NewService, file: string): Edit {
  return {
    file,
    place: 'a map of image pins, an entry under each name',
    write: pinText(service, '<registry>'),
    apply: (text) => withPin(text, service),
  };
}

/** A pins file with one more entry, in the registry of the first that is the fleet's own. */
export function withPin(text: string, service: NewService): string | undefined {
  const before = pinsIn(text);
  if (before === undefined) return undefined;
  const after = text.replace(/^\{\}\n?/m, '').replace(/(?<=.)$/, '\n') + pinText(service, registryOf(before));
  const names = Object.keys(pinsIn(after) ?? {});
  return `${names}` === `${[...Object.keys(before), service.name]}` ? after : undefined;
}

/** What a text pins, by name; undefined where it is no map. */
export function pinsIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const document = parseDocument(text);
  const data: unknown = document.errors.length > 0 ? undefined : (document.toJS() ?? {});
  return isMap(data) ? data : undefined;
}

/** Where the first image is that the platform does not bring; where there is none, the one that `npm run list` names as to be replaced. */
function registryOf(pins: Readonly<Record<string, unknown>>): string {
  const first = Object.entries(pins).find(([name]) => name !== proberImage)?.[1];
  const repository = isMap(first) && typeof first.repository === 'string' ? first.repository : '';
  return /^(.+)\/[^/]+$/.exec(repository)?.[1] ?? 'example.azurecr.io';
}
