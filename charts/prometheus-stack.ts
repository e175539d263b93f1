// Monitoring: the Prometheus operator, Prometheus, Alertmanager and Grafana, and the exporters of nodes and of objects.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { HelmRelease } from 'fleetwright/lib/flux/helm-release';
import { Namespace } from 'fleetwright/lib/namespace/namespace';
import { grafanaAdmin, prometheus } from 'fleetwright/lib/platform';
import type { Inputs } from './inputs.ts';
import { openTraffic } from './prometheus-stack/traffic.ts';
import { values } from './prometheus-stack/values.ts';

const nodeExporter = 'node-exporter';

export class PrometheusStack extends Chart {
  constructor(scope: Construct, { cluster }: Inputs) {
    super(scope, 'prometheus-stack', { namespace: prometheus.namespace });
    // Apart from the rest, which is restricted. One pod a node: enough for 200 nodes.
    new Namespace(this, nodeExporter, {
      quota: { cpu: '20', memory: '25Gi', pods: 200 },
      podSecurity: {
        level: 'privileged',
        because: "node-exporter reads the node's own processes, network and file systems",
      },
    });

    new HelmRelease(this, 'kube-prometheus-stack', {
      url: 'oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack',
      // Carries operator v0.85.0: raise it together with its definitions in prometheus-crds.ts.
      version: '77.14.0',
      namespace: prometheus.namespace,
      requires: ['cert-manager.io', 'monitoring.coreos.com'],
      secrets: [grafanaAdmin.secret],
      values: values(cluster, { nodeExporterNamespace: nodeExporter }),
      // The operator marks a rule that it has checked; the first ones come before the operator does.
      ignoreDrift: [{ kind: 'PrometheusRule', paths: ['/metadata/annotations/prometheus-operator-validated'] }],
      timeoutMinutes: 15,
    });

    openTraffic(this);
  }
}
