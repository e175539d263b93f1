// When each alert on the platform must be quiet and when it must fire: a row differs from its neighbour in one thing.
import type { Look } from '../../../support/promtool.ts';

export interface Case extends Look {
  readonly when: string;
  /** What is said then. @default nothing: the alert is quiet */
  readonly says?: string;
  /** Labels of what is on, beside severity and owner. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

const always = (value: number): string => `${value}x4000`;
const a = 'namespace="a"';

const replicas = `kube_deployment_spec_replicas{${a}, deployment="b"}`;
const scaler = `kube_horizontalpodautoscaler_info{${a}, horizontalpodautoscaler="c", scaletargetref_kind="Deployment", scaletargetref_name="b"}`;

/** The pods of a workload, by the zones that they run in, on a node each. */
function podsIn(zones: readonly string[], type = 'deployment'): Look['series'] {
  return Object.fromEntries(
    zones.flatMap((zone, index) => [
      [
        `namespace_workload_pod:kube_pod_owner:relabel{${a}, workload="b", workload_type="${type}", pod="p${index}"}`,
        always(1),
      ],
      [`kube_pod_info{${a}, pod="p${index}", node="n${index}", uid="u${index}"}`, always(1)],
      [`kube_node_labels{node="n${index}", label_topology_kubernetes_io_zone="${zone}"}`, always(1)],
    ]),
  );
}

/** An object of Flux, as kube-state-metrics tells of it. */
const told = (kind: string, name: string, state: string): string =>
  `gotk_resource_info{customresource_kind="${kind}", exported_namespace="x", name="${name}", ${state}}`;
const app = (state: string): string => told('Kustomization', 'app', state);
const git = (revision: string): string => told('GitRepository', 'fleet', `ready="True", revision="${revision}"`);
const isApp = { customresource_kind: 'Kustomization', exported_namespace: 'x', name: 'app' };

const certificate = 'exported_namespace="x", name="tls"';
const isCertificate = { exported_namespace: 'x', name: 'tls' };
const ready = (condition: string): string =>
  `certmanager_certificate_ready_status{${certificate}, condition="${condition}"}`;
const renewal = `certmanager_certificate_renewal_timestamp_seconds{${certificate}}`;
const end = `certmanager_certificate_expiration_timestamp_seconds{${certificate}}`;
const days = (count: number): number => count * 86_400;

const synced = (status: string): string =>
  `externalsecret_status_condition{exported_namespace="x", name="key", condition="Ready", status="${status}"}`;

const quota = (type: string, resource: string): string =>
  `kube_resourcequota{${a}, resourcequota="quota", resource="${resource}", type="${type}"}`;

const itself = 'namespace="monitoring", pod="prometheus-0", container="prometheus"';
const resident = `container_memory_rss{${itself}}`;
const limit = `kube_pod_container_resource_limits{${itself}, resource="memory"}`;
const cut = `prometheus_tsdb_size_retentions_total{${itself}}`;
const isPrometheus = { namespace: 'monitoring', pod: 'prometheus-0' };

const runs = `kube_deployment_spec_replicas{namespace="cert-manager", deployment="cert-manager"}`;
const scraped = 'up{namespace="cert-manager", job="cert-manager"}';
const toldOf = { [git('1')]: always(1) };

export const cases: readonly Case[] = [
  ...of('ScaledToZero', { deployment: 'b', namespace: 'a' }, [
    [
      'a Deployment was scaled to zero under its autoscaler',
      { [replicas]: always(0), [scaler]: always(1) },
      '16m',
      'Deployment a/b was scaled to zero, from which no autoscaler brings it back: kubectl scale it to one.',
    ],
    ['it has been for 14 minutes', { [replicas]: always(0), [scaler]: always(1) }, '14m'],
    ['it has pods', { [replicas]: always(1), [scaler]: always(1) }, '16m'],
    ['it has no autoscaler', { [replicas]: always(0) }, '16m'],
  ]),
  ...of('AllPodsInOneZone', { workload: 'b', namespace: 'a' }, [
    [
      'all are in one zone',
      podsIn(['1', '1', '1']),
      '31m',
      'All pods of a/b run in one zone, and go with it; a restart of the rollout spreads them anew.',
    ],
    [
      'all of a StatefulSet are',
      podsIn(['1', '1'], 'statefulset'),
      '31m',
      'All pods of a/b run in one zone, and go with it; a restart of the rollout spreads them anew.',
    ],
    ['they have been for 29 minutes', podsIn(['1', '1', '1']), '29m'],
    ['one is in another zone', podsIn(['1', '2', '1']), '31m'],
    ['there is one', podsIn(['1']), '31m'],
    ['they are of a Job', podsIn(['1', '1'], 'job'), '31m'],
  ]),
  ...of('FluxNotReady', isApp, [
    [
      'it has failed for half an hour',
      { [app('ready="False"')]: always(1) },
      '31m',
      'Kustomization x/app has not been ready for half an hour: what is merged does not reach the cluster.',
    ],
    [
      'it fails, tries, and fails, at one commit and at the next',
      {
        [app('ready="False", revision="1"')]: '1x15 _x20',
        [app('ready="Unknown", revision="1"')]: '_x15 1x5 _x20',
        [app('ready="False", revision="2"')]: '_x20 1x20',
      },
      '31m',
      'Kustomization x/app has not been ready for half an hour: what is merged does not reach the cluster.',
    ],
    ['it has for 29 minutes', { [app('ready="False"')]: always(1) }, '29m'],
    ['it is ready', { [app('ready="True"')]: always(1) }, '31m'],
    ['it is suspended', { [app('ready="False", suspended="true"')]: always(1) }, '31m'],
    ['nobody says whether it is', { [told('HelmRepository', 'oci', 'suspended="false"')]: always(1) }, '31m'],
  ]),
  ...of('FluxSuspended', isApp, [
    [
      'it has been for a day, through a commit',
      {
        [app('suspended="true", ready="True", revision="1"')]: '1x1000 _x600',
        [app('suspended="true", ready="True", revision="2"')]: '_x1000 1x600',
      },
      '1441m',
      'Kustomization x/app has been suspended for a day: nothing that is merged for it reaches the cluster.',
    ],
    ['it has been for less', { [app('suspended="true"')]: always(1) }, '1439m'],
    [
      'it was resumed',
      { [app('suspended="true"')]: '1x1000 _x600', [app('suspended="false"')]: '_x1000 1x600' },
      '1441m',
    ],
  ]),
  ...of('FluxBehind', isApp, [
    [
      'its source has had another commit for half an hour',
      { [app('ready="True", revision="1"')]: always(1), [git('2')]: always(1) },
      '31m',
      'Kustomization x/app says that it is ready, at a commit older than that of its source: nobody applies the newer one.',
    ],
    ['its source has for 29 minutes', { [app('ready="True", revision="1"')]: always(1), [git('2')]: always(1) }, '29m'],
    ['its source has the same', { [app('ready="True", revision="1"')]: always(1), [git('1')]: always(1) }, '31m'],
    ['it is not ready', { [app('ready="False", revision="1"')]: always(1), [git('2')]: always(1) }, '31m'],
    [
      'it is suspended',
      { [app('ready="True", revision="1", suspended="true"')]: always(1), [git('2')]: always(1) },
      '31m',
    ],
  ]),
  ...of('CertificateNotReady', isCertificate, [
    [
      'it has not been for half an hour',
      { [ready('True')]: always(0), [ready('False')]: always(1) },
      '31m',
      'Certificate x/tls has not been ready for half an hour: what serves with it has none, or an old one.',
    ],
    ['it has not been for 29 minutes', { [ready('True')]: always(0), [ready('False')]: always(1) }, '29m'],
    ['it is', { [ready('True')]: always(1), [ready('False')]: always(0) }, '31m'],
  ]),
  ...of('CertificateNotRenewed', isCertificate, [
    [
      'its renewal is a day late',
      { [renewal]: always(60) },
      '1458m',
      'Certificate x/tls should have been renewed 1d 0h 17m 0s ago: it still serves, until it ends.',
    ],
    ['its renewal has been a day late for 13 minutes', { [renewal]: always(60) }, '1455m'],
    ['its renewal is 23 hours late', { [renewal]: always(60) }, '1380m'],
    ['its renewal lies ahead', { [renewal]: always(days(30)) }, '1501m'],
    ['nobody knows when it should be', { [renewal]: always(0) }, '1501m'],
  ]),
  ...of('CertificateEnds', { ...isCertificate, severity: 'critical' }, [
    [
      'it is two days from its end, and its renewal late',
      { [end]: always(days(2)), [renewal]: always(60) },
      '62m',
      'Certificate x/tls ends within three days, or has ended, and was not renewed: every host that it serves goes with it.',
    ],
    [
      'it has ended',
      { [end]: always(600), [renewal]: always(60) },
      '62m',
      'Certificate x/tls ends within three days, or has ended, and was not renewed: every host that it serves goes with it.',
    ],
    ['its renewal has been late for less than an hour', { [end]: always(days(2)), [renewal]: always(600) }, '62m'],
    ['it is four days from its end', { [end]: always(days(4)), [renewal]: always(60) }, '62m'],
    [
      'it lives for two days, and its renewal lies ahead',
      { [end]: always(days(2)), [renewal]: always(days(1)) },
      '62m',
    ],
    ['nobody knows its end', { [end]: always(0), [renewal]: always(60) }, '62m'],
  ]),
  ...of('ExternalSecretNotSynced', { exported_namespace: 'x', name: 'key' }, [
    [
      'it could not be copied for half an hour',
      { [synced('True')]: always(0), [synced('False')]: always(1) },
      '31m',
      'For half an hour x/key could not be copied from its store: what pods mount is missing, or grows old.',
    ],
    ['it could not for 29 minutes', { [synced('True')]: always(0), [synced('False')]: always(1) }, '29m'],
    ['it was', { [synced('True')]: always(1), [synced('False')]: always(0) }, '31m'],
  ]),
  ...of('QuotaNearlyFull', { namespace: 'a', resourcequota: 'quota', resource: 'pods' }, [
    [
      'nine of ten are used',
      { [quota('used', 'pods')]: always(9), [quota('hard', 'pods')]: always(10) },
      '16m',
      'a uses 90% of pods in its quota "quota": a rollout may find no room.',
    ],
    [
      'all are',
      { [quota('used', 'pods')]: always(10), [quota('hard', 'pods')]: always(10) },
      '16m',
      'a uses 100% of pods in its quota "quota": a rollout may find no room.',
    ],
    [
      'they have been for 14 minutes',
      { [quota('used', 'pods')]: always(9), [quota('hard', 'pods')]: always(10) },
      '14m',
    ],
    ['eight of ten are used', { [quota('used', 'pods')]: always(8), [quota('hard', 'pods')]: always(10) }, '16m'],
    ['none is allowed', { [quota('used', 'pods')]: always(0), [quota('hard', 'pods')]: always(0) }, '16m'],
    [
      'it is the one load balancer that is granted',
      { [quota('used', 'services.loadbalancers')]: always(1), [quota('hard', 'services.loadbalancers')]: always(1) },
      '16m',
    ],
  ]),
  ...of('PrometheusMemoryNearLimit', isPrometheus, [
    [
      '86 of 100 are used',
      { [resident]: always(86), [limit]: always(100) },
      '16m',
      'prometheus-0 uses 86% of its memory: at all of it, it is killed, and no alert comes while it starts.',
    ],
    ['they have been for 14 minutes', { [resident]: always(86), [limit]: always(100) }, '14m'],
    ['85 of 100 are used', { [resident]: always(85), [limit]: always(100) }, '16m'],
  ]),
  ...of('PrometheusHistoryCutShort', isPrometheus, [
    [
      'its size made it delete, half an hour ago',
      { [cut]: '0x100 1x40' },
      '130m',
      'prometheus-0 deletes metrics before their days are over, as its disk holds no more: long windows of SLOs are cut short.',
    ],
    ['it did, 13 minutes ago', { [cut]: '0x100 1x40' }, '115m'],
    ['it did two days ago', { [cut]: '0x100 1x3900' }, '3000m'],
    ['nothing did', { [cut]: always(0) }, '130m'],
  ]),
  ...of('PlatformUnwatched', { namespace: 'cert-manager' }, [
    [
      'no target is known of a controller that runs',
      { [runs]: always(2), ...toldOf },
      '16m',
      'Nothing measures cert-manager: no alert about it can fire.',
    ],
    ['none has been for 14 minutes', { [runs]: always(2), ...toldOf }, '14m'],
    ['one is known and does not answer', { [runs]: always(2), [scraped]: always(0), ...toldOf }, '16m'],
    ['the controller was scaled to zero', { [runs]: always(0), ...toldOf }, '16m'],
  ]),
  ...of('PlatformUnwatched', { namespace: 'flux' }, [
    ['nobody tells of Flux', {}, '16m', 'Nothing measures flux: no alert about it can fire.'],
  ]),
];

type Row = readonly [when: string, series: Look['series'], at: string, says?: string];

function of(alert: string, labels: Readonly<Record<string, string>>, rows: readonly Row[]): Case[] {
  return rows.map(([when, series, at, says]) => ({ alert, labels, when, series, at, ...(says && { says }) }));
}
