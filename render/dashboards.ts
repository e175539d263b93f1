// Dashboards as Grafana's sidecar finds them: files of a labelled ConfigMap, which lie in one folder with those of all namespaces.
import { dashboardLabel } from '../lib/platform.ts';
import { asRecord, asString } from './fields.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';

export interface Dashboard {
  readonly by: RenderedObject;
  /** Its key in `data`. */
  readonly file: string;
  /** Empty where the file is no JSON, which Grafana passes over. */
  readonly model: Readonly<Record<string, unknown>>;
}

/** Whether the sidecar takes the files of a ConfigMap for dashboards. */
export function holdsDashboards({ metadata }: Pick<KubeObject, 'metadata'>): boolean {
  return metadata.labels?.[dashboardLabel] !== undefined;
}

/** @param by a ConfigMap */
export function dashboardsIn(by: RenderedObject): Dashboard[] {
  if (!holdsDashboards(by.object)) return [];
  return Object.entries(asRecord(by.object.data)).map(([file, text]) => ({ by, file, model: modelOf(asString(text)) }));
}

function modelOf(text: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}
