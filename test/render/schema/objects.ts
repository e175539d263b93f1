// Objects as a synth renders them, to be held against their schemas.
import type { Finding } from '../../../render/finding.ts';
import type { KubeObject, RenderedObject } from '../../../render/rendered.ts';
import { validateAgainstSchema } from '../../../render/schema/index.ts';

export const at = 'production/apps/shortener/shortener';

/** What the schema has against an object with these fields. */
export function inspect(object: Omit<KubeObject, 'metadata'>, verbatim?: string): Finding[] {
  const rendered: RenderedObject = {
    at,
    cluster: 'production',
    layer: 'apps',
    chart: 'shortener',
    object: { metadata: { name: 'shortener', namespace: 'shortener' }, ...object } as KubeObject,
    ...(verbatim === undefined ? {} : { verbatim }),
  };
  return validateAgainstSchema(rendered);
}

/** A Deployment whose container, pod and own specification can be bent. */
export function deployment({
  container = {},
  pod = {},
  spec = {},
}: Record<string, object>): Omit<KubeObject, 'metadata'> {
  const labels = { 'app.kubernetes.io/name': 'shortener' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'shortener', image: 'shortener', ...container }], ...pod },
      },
      ...spec,
    },
  };
}
