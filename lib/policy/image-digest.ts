// A tag can be moved: only a digest says which image runs.
import { everyContainer, ofContainers, together } from './cel.ts';
import type { PodPolicy } from './policy.ts';

const digest = `matches('@sha256:[0-9a-f]{64}$')`;

export const imageDigest: PodPolicy = {
  name: 'image-digest',
  problem: 'not pinned by digest, and a tag can be moved',
  write: 'repository:tag@sha256:...',
  ofPod: together(
    ofContainers(everyContainer, `!c.?image.orValue('').${digest}`, `'image=' + string(c.?image.orValue(''))`),
    `pod.?volumes.orValue([]).filter(v, has(v.image) && !v.image.?reference.orValue('').${digest}).map(v, 'volumes[' + string(v.name) + '].image.reference=' + string(v.image.?reference.orValue('')))`,
  ),
  mutants: {
    'an image by tag': { container: { image: 'registry.example/shop:1.0.0' } },
    'an image by a short digest': { container: { image: 'registry.example/shop@sha256:0123' } },
    'an image by tag that runs first': {
      pod: { initContainers: [{ name: 'first', image: 'registry.example/shop:1.0.0' }] },
    },
    'a volume with an image by tag': {
      pod: { volumes: [{ name: 'model', image: { reference: 'registry.example/model:1' } }] },
    },
  },
};
