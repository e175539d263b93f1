// Monitoring: the Prometheus operator, Prometheus, Alertmanager and Grafana, and the exporters of nodes and of objects.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartInputs } from '../composed-cluster.ts';
import { notCredentials } from '../credentials/not-credentials.ts';
import { HelmRelease } from '../flux/helm-release.ts';
import { receiversSecret } from '../monitoring/routing/routing.ts';
import { runbookLink } from '../monitoring/runbook.ts';
import { Namespace } from '../namespace/namespace.ts';
import { grafanaAdmin, prometheus } from '../platform.ts';
import { misfitsOf } from '../validation/props.ts';
import { addRules } from '../validation/rules.ts';
import { hold } from './held.ts';
import { mergedValues, ownChart, type OwnRelease } from './own-release.ts';
import { unboundOfCharts } from './unbound.ts';
import type { PlatformSettings } from './settings.ts';
import { ownReleaseShape } from './shapes.ts';
import { openTraffic } from './prometheus-stack/traffic.ts';
import { values } from './prometheus-stack/values.ts';

const nodeExporter = 'node-exporter';

/** What it asks of a cluster's settings. */
type Settings = Pick<PlatformSettings, 'name' | 'alerting' | 'monitoring' | 'zones'>;

export class PrometheusStack extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Settings>, own: OwnRelease = {}) {
    hold(scope, cluster, 'name', 'alerting', 'monitoring', 'zones');
    const unknown = misfitsOf(scope, 'prometheus-stack', own, ownReleaseShape);
    super(scope, 'prometheus-stack', { namespace: prometheus.namespace });
    addRules(this, () => unknown);
    // Apart from the rest, which is restricted. One pod a node: enough for 200 nodes.
    new Namespace(this, nodeExporter, {
      quota: { cpu: '20', memory: '25Gi', pods: 200 },
      admission: { unbound: unboundOfCharts },
      podSecurity: {
        level: 'privileged',
        because: "node-exporter reads the node's own processes, network and file systems",
      },
    });

    const release = new HelmRelease(this, 'kube-prometheus-stack', {
      // Carries operator v0.93.1: raise it together with its definitions in prometheus-crds.ts.
      url: 'oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack',
      version: '88.5.3',
      namespace: prometheus.namespace,
      requires: ['cert-manager.io', 'monitoring.coreos.com'],
      secrets: [grafanaAdmin.secret, receiversSecret],
      ...ownChart(own),
      values: mergedValues(
        values(cluster, {
          nodeExporterNamespace: nodeExporter,
          runbookLink: (alert) => runbookLink(this, alert),
        }),
        own.values,
      ),
      // The operator marks a rule that it has checked; the first ones come before the operator does.
      ignoreDrift: [{ kind: 'PrometheusRule', paths: ['/metadata/annotations/prometheus-operator-validated'] }],
      timeoutMinutes: 15,
    });

    notCredentials(release, 'HelmRelease', {
      'spec.values.alertmanager.alertmanagerSpec.secrets[0]': 'it is the name of a Secret',
    });
    openTraffic(this, cluster.alerting);
  }
}
