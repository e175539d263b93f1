// The Prometheus operator's definitions as a release of their own: whoever has a ServiceMonitor waits for this small
// release, which hardly ever fails, and not for the whole monitoring stack.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartInputs } from '../composed-cluster.ts';
import { HelmRelease } from '../flux/helm-release.ts';
import { Namespace } from '../namespace/namespace.ts';
import { prometheus } from '../platform.ts';
import { misfitsOf } from '../validation/props.ts';
import { addRules } from '../validation/rules.ts';
import { hold } from './held.ts';
import { mergedValues, ownChart, type OwnRelease } from './own-release.ts';
import { unboundOfOperators } from './unbound.ts';
import type { PlatformSettings } from './settings.ts';
import { ownReleaseShape } from './shapes.ts';

/** What it asks of a cluster's settings. */
type Settings = Pick<PlatformSettings, 'monitoring'>;

export class PrometheusCrds extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Settings>, own: OwnRelease = {}) {
    hold(scope, cluster, 'monitoring');
    const unknown = misfitsOf(scope, 'prometheus-crds', own, ownReleaseShape);
    super(scope, 'prometheus-crds', { namespace: prometheus.namespace });
    addRules(this, () => unknown);
    // It is the stack's namespace too; it stands here because this release needs it first.
    new Namespace(this, prometheus.namespace, {
      quota: cluster.monitoring.quota,
      admission: { unbound: unboundOfOperators },
    });

    new HelmRelease(this, 'prometheus-operator-crds', {
      // The definitions of operator v0.93.1, the one in the stack's chart: raise both together.
      url: 'oci://ghcr.io/prometheus-community/charts/prometheus-operator-crds',
      version: '31.0.1',
      namespace: prometheus.namespace,
      provides: ['monitoring.coreos.com'],
      ...ownChart(own),
      // An uninstall must not take every monitor, rule and Prometheus of the cluster along.
      values: mergedValues({ crds: { annotations: { 'helm.sh/resource-policy': 'keep' } } }, own.values),
    });
  }
}
