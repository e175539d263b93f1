// Every policy that there is.
import { accountTokens } from './account-tokens.ts';
import { ciliumRules } from './cilium-rules.ts';
import { containerProbes } from './container-probes.ts';
import { containerResources } from './container-resources.ts';
import { imageDigest } from './image-digest.ts';
import { imageRegistry } from './image-registry.ts';
import { networkRules } from './network-rules.ts';
import { podPlacement } from './pod-placement.ts';
import type { Policy } from './policy.ts';
import { routeHosts } from './route-hosts.ts';
import { secretStores } from './secret-stores.ts';
import { serviceExposure } from './service-exposure.ts';

/** @param registries where images may come from */
export function everyPolicy(registries: readonly string[]): readonly Policy[] {
  return [
    accountTokens,
    ciliumRules,
    containerProbes,
    containerResources,
    imageDigest,
    imageRegistry(registries),
    networkRules,
    podPlacement,
    routeHosts,
    secretStores,
    serviceExposure,
  ];
}
