// The policies that what others make cannot meet, with the reasons: pods of Helm charts, of operators, and of AKS itself.
import type { Admission } from '../policy/bound.ts';

type Unbound = NonNullable<Admission['unbound']>;

/** Of pods that a Helm chart makes: the inventory shows what they ask for, not their images and probes. */
export const unboundOfCharts: Unbound = {
  'image-digest': 'the chart names its images by tag',
  'image-registry': 'the chart takes its images from where its project publishes them',
  'container-probes': 'the chart decides which of its containers have probes',
};

/** Of pods that an operator makes, which nobody sees before it runs. */
export const unboundOfOperators: Unbound = {
  ...unboundOfCharts,
  'container-resources': 'the operator adds containers of its own to the pods that it makes',
};

/** Of the proxies that AKS makes for a Gateway. */
export const unboundOfProxies: Unbound = {
  'image-digest': 'AKS writes the image "auto", and Istio fills it in',
  'image-registry': 'AKS writes the image "auto", and Istio fills it in',
  'container-probes': 'AKS decides which probes its proxies have',
  'container-resources': 'AKS decides what its proxies ask for',
};
