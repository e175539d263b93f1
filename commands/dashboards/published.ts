// The dashboards of dist/: those that Grafana's sidecar would take.
import { dashboardLabel } from '../../lib/platform.ts';
import { asRecord, asString, at } from '../../render/fields.ts';
import { readObjects, wholeObjectIn } from '../../render/read-objects.ts';
import type { Dashboard } from './model.ts';

/** A dashboard, and where it is. */
export interface Published {
  readonly dashboard: Dashboard;
  readonly namespace: string;
  /** Those in which it is the same. */
  readonly clusters: readonly string[];
}

/** Each once, however many clusters have it. */
export function publishedIn(folder: string, clusters: readonly string[]): Published[] {
  const found = new Map<string, Published>();
  for (const placed of readObjects(folder, clusters).filter(isDashboard))
    for (const text of Object.values(asRecord(wholeObjectIn(placed.at).data)).map(asString)) {
      const namespace = placed.object.metadata.namespace ?? '';
      const key = JSON.stringify([namespace, text]);
      const others = found.get(key)?.clusters ?? [];
      found.set(key, {
        dashboard: JSON.parse(text) as Dashboard,
        namespace,
        clusters: [...others, placed.cluster],
      });
    }
  return [...found.values()];
}

function isDashboard({ object }: { readonly object: { readonly kind: string; readonly metadata: object } }): boolean {
  return object.kind === 'ConfigMap' && asString(at(object.metadata, `labels.${dashboardLabel}`)) !== '';
}
