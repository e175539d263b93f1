// What the chart of cert-manager is told; its defaults already run as Pod Security "restricted" wants.
import type { PlatformSettings } from '../settings.ts';
import type { Resources } from '../../workload/resources.ts';
import { controllerPods } from '../controller-pods.ts';

/** Helm values. @param namespace where the release is; leader election stays in it, out of AKS' `kube-system` */
export function values(
  namespace: string,
  { azure, controllers: { replicas }, zones }: Pick<PlatformSettings, 'azure' | 'controllers' | 'zones'>,
) {
  const pods = (component: string, resources: Resources) =>
    controllerPods({ replicas, zones, labels: { 'app.kubernetes.io/component': component }, resources });

  return {
    // An uninstall must not take every certificate of the cluster along.
    crds: { enabled: true, keep: true },
    global: { leaderElection: { namespace } },
    ...pods('controller', { cpu: '100m', memory: '256Mi' }),
    webhook: pods('webhook', { cpu: '100m', memory: '128Mi' }),
    cainjector: pods('cainjector', { cpu: '100m', memory: '256Mi' }),
    // The network rules let nothing but the cluster's own DNS through, so it alone is asked whether a challenge is visible: without
    // this the zone's own servers on the internet are. A private zone of the same name, linked to the network, would hide the record.
    // Source: cert-manager documentation, "DNS01", Setting Nameservers for DNS01 Self Check.
    dns01RecursiveNameserversOnly: true,
    podLabels: { 'azure.workload.identity/use': 'true' },
    serviceAccount: { annotations: { 'azure.workload.identity/client-id': azure.identities.certManager } },
    prometheus: { servicemonitor: { enabled: true } },
    // Flux waits for the pods; a Job on top of that would be one more thing to fail.
    startupapicheck: { enabled: false },
  };
}
