// What the chart kube-prometheus-stack is told. One constant or function for each component, in the order of the chart.
import type { PlatformSettings } from '../settings.ts';
import { alertmanagerConfig } from '../../monitoring/routing/alertmanager.ts';
import { receiversSecret } from '../../monitoring/routing/routing.ts';
import { templateFile, templates } from '../../monitoring/routing/templates.ts';
import { bytes } from '../../validation/limits.ts';
import { resourceRequirements } from '../../workload/resources.ts';
import { spread, zone as zoneLabel } from '../../workload/spread.ts';
import { prometheus as platform } from '../../platform.ts';
import { notOnAks } from './default-rules.ts';
import { fluxState } from './flux-state.ts';
import { grafana } from './grafana.ts';
import type { Link } from './rule.ts';
import { rules } from './rules.ts';
import { large, scrapeLimits } from './scrape-limits.ts';

type Settings = Pick<PlatformSettings, 'name' | 'alerting' | 'monitoring' | 'zones'>;

const small = resourceRequirements({ cpu: '100m', memory: '128Mi' });
const medium = resourceRequirements({ cpu: '100m', memory: '256Mi' });

/** Helm values. */
export function values(
  cluster: Settings,
  { nodeExporterNamespace, runbookLink }: { readonly nodeExporterNamespace: string; readonly runbookLink: Link },
) {
  return {
    // They are a release of their own: prometheus-crds.ts.
    crds: { enabled: false },
    ...notOnAks,
    kubeApiServer: { serviceMonitor: large },
    kubelet: { serviceMonitor: large },
    ...rules(cluster, runbookLink),
    prometheusOperator: operator,
    prometheus: prometheus(cluster),
    alertmanager: alertmanager(cluster),
    grafana,
    'kube-state-metrics': kubeStateMetrics,
    'prometheus-node-exporter': nodeExporter(nodeExporterNamespace),
  };
}

const operator = {
  resources: medium,
  prometheusConfigReloader: { resources: small },
  admissionWebhooks: {
    // The operator has one copy. Rules are tested before they get here, so its restart may not hold back a deployment.
    failurePolicy: 'Ignore',
    patch: { enabled: false },
    certManager: { enabled: true },
  },
};

function prometheus({ name, monitoring, zones }: Settings) {
  return {
    podDisruptionBudget: budget(monitoring.replicas),
    prometheusSpec: {
      replicas: monitoring.replicas,
      // Alerts say which cluster they come from.
      externalLabels: { cluster: name },
      retention: `${monitoring.retentionDays}d`,
      retentionSize: retentionSize(monitoring.storage),
      ...scrapeLimits,
      resources: resourceRequirements(monitoring.resources),
      storageSpec: claim(monitoring.storage),
      topologySpreadConstraints: spread(platform.podLabels, zones, 'DoNotSchedule'),
      // Otherwise the objects of this release alone would be seen, and no service's.
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
    },
  };
}

function alertmanager({ alerting, monitoring, zones }: Settings) {
  return {
    config: alertmanagerConfig(alerting),
    templateFiles: { [templateFile]: templates },
    podDisruptionBudget: budget(monitoring.replicas),
    alertmanagerSpec: {
      secrets: [receiversSecret],
      replicas: monitoring.replicas,
      resources: medium,
      storage: claim('1Gi'),
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'alertmanager' }, zones, 'DoNotSchedule'),
    },
  };
}

/**
 * What its metrics may take of its disk: the rest is for what it has not yet written down, and for what it rewrites. A full disk
 * stops it, and by this the oldest metrics go before. Source: Prometheus documentation, "Storage", "Right-Sizing Retention Size".
 */
function retentionSize(storage: string): string {
  return `${Math.floor((bytes(storage) * 0.8) / 2 ** 20)}MiB`;
}

/** One copy at least stays; an only copy may go, or no node could be drained. */
function budget(replicas: number) {
  return { enabled: replicas > 1, minAvailable: 1 };
}

const kubeStateMetrics = {
  resources: medium,
  // The rule about zones needs to know those of the nodes.
  metricLabelsAllowlist: [`nodes=[${zoneLabel}]`],
  prometheus: { monitor: large },
  ...fluxState,
};

/** It runs on the network and among the processes of each node, but as nobody and without any capability. */
function nodeExporter(namespaceOverride: string) {
  return {
    namespaceOverride,
    resources: small,
    containerSecurityContext: {
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

function claim(storage: string) {
  return {
    volumeClaimTemplate: {
      spec: {
        storageClassName: 'managed-csi-premium',
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage } },
      },
    },
  };
}
