// A name that means something already is not given twice: one of the two would get the other's settings, or its objects.
import type { Fleet } from '../../lib/fleet.ts';
import { releasesFile } from '../../lib/fleet.ts';
import { fleetFile } from '../../lib/platform.ts';
import { pinsIn, settingsFile } from './edits.ts';
import { importsName } from './insert.ts';
import { className, type NewService } from './new-service.ts';
import { camelCase } from '../camel-case.ts';
import { chartText } from './texts.ts';

/** What has the name; undefined where nothing has. @param texts of the fleet's files */
export function takenBy(service: NewService, fleet: Fleet, texts: ReadonlyMap<string, string>): string | undefined {
  const [type, key] = [className(service.name), camelCase(service.name)];
  if (importsName(chartText(service), type)) return `every chart imports ${type}`;
  if (importsName(texts.get(fleetFile) ?? '', type)) return `${fleetFile} imports ${type}`;
  for (const cluster of fleet.clusters) {
    if (key in cluster) return `${settingsFile(fleet, cluster.name)} has ${key}`;
    const pins = releasesFile(fleet, cluster.name);
    if (service.name in (pinsIn(texts.get(pins) ?? '') ?? {})) return `${pins} has ${service.name}`;
  }
  return undefined;
}
