// What the chart of External Secrets is told; its defaults already run as Pod Security "restricted" wants.
import type { PlatformSettings } from '../settings.ts';
import type { Resources } from '../../workload/resources.ts';
import { controllerPods } from '../controller-pods.ts';

/** Helm values. */
export function values({ controllers: { replicas }, zones }: Pick<PlatformSettings, 'controllers' | 'zones'>) {
  const pods = (name: string, resources: Resources) =>
    controllerPods({ replicas, zones, labels: { 'app.kubernetes.io/name': name }, resources });

  return {
    // An uninstall must not take every ExternalSecret along, and with each the Secret that it owns.
    installCRDs: true,
    crds: { annotations: { 'helm.sh/resource-policy': 'keep' } },
    leaderElect: true,
    ...pods('external-secrets', { cpu: '100m', memory: '256Mi' }),
    webhook: pods('external-secrets-webhook', { cpu: '100m', memory: '128Mi' }),
    certController: pods('external-secrets-cert-controller', { cpu: '100m', memory: '128Mi' }),
    livenessProbe: { enabled: true },
    // By default monitors are left out without a word where their definitions are missing.
    serviceMonitor: { enabled: true, renderMode: 'failIfMissing' },
  };
}
