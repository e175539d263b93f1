// What the chart kube-prometheus-stack is told. One constant or function for each component, in the order of the chart.
import type { PlatformSettings } from '../settings.ts';
import { alertmanagerConfig } from '../../monitoring/routing/alertmanager.ts';
import { receiversSecret } from '../../monitoring/routing/routing.ts';
import { templateFile, templates } from '../../monitoring/routing/templates.ts';
import { resourceRequirements } from '../../workload/resources.ts';
import { spread, zone as zoneLabel } from '../../workload/spread.ts';
import { prometheus as platform } from '../../platform.ts';
import { grafana } from './grafana.ts';
import { type Link, rules } from './rules.ts';

type Settings = Pick<PlatformSettings, 'name' | 'alerting' | 'monitoring' | 'zones'>;

const small = resourceRequirements({ cpu: '100m', memory: '128Mi' });
const medium = resourceRequirements({ cpu: '100m', memory: '256Mi' });

/** AKS keeps these to itself, and with Cilium there is no kube-proxy: a scrape would fail, and an alert fire, for ever. */
const notOnAks = {
  kubeControllerManager: { enabled: false },
  kubeEtcd: { enabled: false },
  kubeProxy: { enabled: false },
  kubeScheduler: { enabled: false },
} as const;

/** Helm values. */
export function values(
  cluster: Settings,
  { nodeExporterNamespace, runbookLink }: { readonly nodeExporterNamespace: string; readonly runbookLink: Link },
) {
  return {
    // They are a release of their own: prometheus-crds.ts.
    crds: { enabled: false },
    ...notOnAks,
    ...rules(cluster, runbookLink),
    prometheusOperator: operator,
    prometheus: prometheus(cluster),
    alertmanager: alertmanager(cluster),
    grafana,
    // The rule about zones needs to know those of the nodes.
    'kube-state-metrics': { resources: medium, metricLabelsAllowlist: [`nodes=[${zoneLabel}]`] },
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

/** One copy at least stays; an only copy may go, or no node could be drained. */
function budget(replicas: number) {
  return { enabled: replicas > 1, minAvailable: 1 };
}

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
