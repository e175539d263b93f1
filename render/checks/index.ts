// Every rule across objects, by its code: the name of its file.
import { alertIncomplete } from './alert-incomplete.ts';
import { alertOfOthers } from './alert-of-others.ts';
import { alertUnrouted } from './alert-unrouted.ts';
import { beyondApplication } from './beyond-application.ts';
import type { Check } from './check.ts';
import { beyondQuota } from './beyond-quota.ts';
import { claimHeld } from './claim-held.ts';
import { claimUnbound } from './claim-unbound.ts';
import { duplicateChart } from './duplicate-chart.ts';
import { duplicateClaim } from './duplicate-claim.ts';
import { duplicateObject } from './duplicate-object.ts';
import { imageNotPinned } from './image-not-pinned.ts';
import { immutableConfig } from './immutable-config.ts';
import { invalidName } from './invalid-name.ts';
import { keyMissing } from './key-missing.ts';
import { metadataEndpointOpen } from './metadata-endpoint-open.ts';
import { migrationNotRun } from './migration-not-run.ts';
import { monitorWithoutTarget } from './monitor-without-target.ts';
import { namespaceScope } from './namespace-scope.ts';
import { needlessException } from './needless-exception.ts';
import { ownedByCluster } from './owned-by-cluster.ts';
import { pathDerivedSelector } from './path-derived-selector.ts';
import { pdbBlocksEviction } from './pdb-blocks-eviction.ts';
import { plaintextCredential } from './plaintext-credential.ts';
import { plaintextSecret } from './plaintext-secret.ts';
import { podSecurity } from './pod-security.ts';
import { probePortMissing } from './probe-port-missing.ts';
import { pullSecretType } from './pull-secret-type.ts';
import { referenceNotGranted } from './reference-not-granted.ts';
import { replicasFightAutoscaler } from './replicas-fight-autoscaler.ts';
import { requestAboveLimit } from './request-above-limit.ts';
import { reservedMetadata } from './reserved-metadata.ts';
import { reservedName } from './reserved-name.ts';
import { routeNotAdmitted } from './route-not-admitted.ts';
import { routePortMissing } from './route-port-missing.ts';
import { routePublishesHealth } from './route-publishes-health.ts';
import { scratchAboveLimit } from './scratch-above-limit.ts';
import { secretInEnvironment } from './secret-in-environment.ts';
import { selectorMismatch } from './selector-mismatch.ts';
import { servicePortMissing } from './service-port-missing.ts';
import { serviceWithoutPods } from './service-without-pods.ts';
import { unableToScale } from './unable-to-scale.ts';
import { unknownHealth } from './unknown-health.ts';
import { unknownValue } from './unknown-value.ts';
import { unseenPods } from './unseen-pods.ts';

export const checks: Readonly<Record<string, Check>> = {
  'alert-incomplete': alertIncomplete,
  'alert-of-others': alertOfOthers,
  'alert-unrouted': alertUnrouted,
  'beyond-application': beyondApplication,
  'beyond-quota': beyondQuota,
  'claim-held': claimHeld,
  'claim-unbound': claimUnbound,
  'duplicate-chart': duplicateChart,
  'duplicate-claim': duplicateClaim,
  'duplicate-object': duplicateObject,
  'image-not-pinned': imageNotPinned,
  'immutable-config': immutableConfig,
  'invalid-name': invalidName,
  'key-missing': keyMissing,
  'metadata-endpoint-open': metadataEndpointOpen,
  'migration-not-run': migrationNotRun,
  'monitor-without-target': monitorWithoutTarget,
  'namespace-scope': namespaceScope,
  'needless-exception': needlessException,
  'owned-by-cluster': ownedByCluster,
  'path-derived-selector': pathDerivedSelector,
  'pdb-blocks-eviction': pdbBlocksEviction,
  'plaintext-credential': plaintextCredential,
  'plaintext-secret': plaintextSecret,
  'pod-security': podSecurity,
  'probe-port-missing': probePortMissing,
  'pull-secret-type': pullSecretType,
  'reference-not-granted': referenceNotGranted,
  'replicas-fight-autoscaler': replicasFightAutoscaler,
  'request-above-limit': requestAboveLimit,
  'reserved-metadata': reservedMetadata,
  'reserved-name': reservedName,
  'route-not-admitted': routeNotAdmitted,
  'route-port-missing': routePortMissing,
  'route-publishes-health': routePublishesHealth,
  'scratch-above-limit': scratchAboveLimit,
  'secret-in-environment': secretInEnvironment,
  'selector-mismatch': selectorMismatch,
  'service-port-missing': servicePortMissing,
  'service-without-pods': serviceWithoutPods,
  'unable-to-scale': unableToScale,
  'unknown-health': unknownHealth,
  'unknown-value': unknownValue,
  'unseen-pods': unseenPods,
};
