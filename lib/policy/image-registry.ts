// Images come from where they are scanned and signed.
import { everyContainer, listed, ofContainers, together } from './cel.ts';
import type { PodPolicy } from './policy.ts';

/** @param registries a host, or a host and a path, without a slash at the end */
export function imageRegistry(registries: readonly string[]): PodPolicy {
  const known = (image: string): string =>
    `${listed(registries.map((registry) => `${registry}/`))}.exists(r, ${image}.startsWith(r))`;
  return {
    name: 'image-registry',
    problem: `not an image of a registry that this cluster allows (${registries.join(', ')})`,
    write:
      'an image of one of these; the platform adds a registry in admission.registries of the settings of the cluster',
    ofPod: together(
      ofContainers(everyContainer, `!${known(`c.?image.orValue('')`)}`, `'image=' + string(c.?image.orValue(''))`),
      `pod.?volumes.orValue([]).filter(v, has(v.image) && !${known(`v.image.?reference.orValue('')`)}).map(v, 'volumes[' + string(v.name) + '].image.reference=' + string(v.image.?reference.orValue('')))`,
    ),
    mutants: {
      'an image of another registry': { container: { image: `elsewhere.example/shop@sha256:${'0'.repeat(64)}` } },
      'an image of a registry whose name begins alike': {
        container: { image: `${registries[0]}.evil.example/shop@sha256:${'0'.repeat(64)}` },
      },
      'an image without a registry': { container: { image: `nginx@sha256:${'0'.repeat(64)}` } },
      'a volume with an image of another registry': {
        pod: { volumes: [{ name: 'model', image: { reference: `elsewhere.example/m@sha256:${'0'.repeat(64)}` } }] },
      },
    },
  };
}
