// What the clusters hold of a service, as the fleet composes them: what goes with it, and what others need as well.
import { basename } from 'node:path';
import { platformOwner } from '../../lib/monitoring/routing/routing.ts';
import { migrationChart } from '../../lib/tenancy/application.ts';
import { tenantChart } from '../../lib/tenancy/tenant.ts';
import { applicationsIn } from '../../render/applications.ts';
import type { RenderedObject } from '../../render/rendered.ts';
import { toldIn } from '../alerts/table.ts';

/** A service of a fleet. */
export interface FoundService {
  /** Its charts and what is derived for it, each written `<cluster>/<chart>`. */
  readonly charts: readonly string[];
  /** The teams that no alert but its own asks. */
  readonly owners: readonly string[];
  /** The runbooks to which no alert but its own leads, by the names of their pages. */
  readonly runbooks: readonly string[];
}

/** @returns undefined where no cluster has an application of that name */
export function foundIn(objects: readonly RenderedObject[], name: string): FoundService | undefined {
  const isThere = [...applicationsIn(objects).values()].some((application) => application.name === name);
  if (!isThere) return undefined;
  const charts = new Set([name, migrationChart(name), tenantChart(name)]);
  const own = objects.filter(({ chart }) => charts.has(chart));
  const told = alertsIn(own);
  const others = alertsIn(objects.filter(({ chart }) => !charts.has(chart)));
  const alone = (all: readonly string[], alsoOf: readonly string[]): string[] => {
    const needed = new Set(['', ...alsoOf]);
    return [...new Set(all)].filter((each) => !needed.has(each)).toSorted();
  };
  return {
    charts: [...new Set(own.map(({ cluster, chart }) => `${cluster}/${chart}`))],
    // The platform's is asked by alerts that nobody sees here: its monitoring stack brings them.
    owners: alone(told.owners, [platformOwner, ...others.owners]),
    runbooks: alone(told.runbooks, others.runbooks),
  };
}

function alertsIn(objects: readonly RenderedObject[]): { readonly owners: string[]; readonly runbooks: string[] } {
  const told = toldIn(objects.map(({ object }) => object));
  return { owners: told.map(({ owner }) => owner), runbooks: told.map(({ runbook }) => basename(runbook)) };
}
