// Where the names and labels of metrics come from, of what does not run here. Versions stand in imports/sources/<pin>/go.mod
// and in repositories.ts: those that the platform's charts and AKS run.
import { join } from 'node:path';
import { entriesBelow, readText, textsBelow } from '../../../lib/files.ts';
import { append } from '../../../render/multimap.ts';
import type { Origin } from '../origin.ts';
import { externalSecrets } from '../repositories.ts';
import { metricsInExposition } from './exposition.ts';
import { metricsInGo } from './go.ts';
import { metricsInList } from './list.ts';
import type { Series } from './series.ts';
import { metricsInTables } from './tables.ts';

export type MetricSource = Origin & {
  /** The file in `imports/metrics/`, without `.json`, and what exports these metrics. */
  readonly name: string;
  /** Reads them in the source. @param folder its root */
  read(folder: string): Series;
};

export const metricSources: readonly MetricSource[] = [
  {
    name: 'kube-state-metrics',
    pin: 'kube-state-metrics',
    module: 'k8s.io/kube-state-metrics/v2',
    read: (folder) => {
      const pages = [...textsBelow(join(folder, 'docs/metrics'))];
      return metricsInTables(pages.filter(([path]) => path.endsWith('-metrics.md')).map(([, text]) => text));
    },
  },
  {
    name: 'node-exporter',
    pin: 'node-exporter',
    module: 'github.com/prometheus/node_exporter',
    read: (folder) => metricsInExposition(readText(join(folder, 'collector/fixtures/e2e-output.txt'))),
  },
  {
    name: 'kubernetes',
    pin: 'kubernetes',
    module: 'k8s.io/kubernetes',
    read: (folder) =>
      metricsInList(readText(join(folder, 'test/instrumentation/documentation/documentation-list.yaml'))),
  },
  {
    name: 'cadvisor',
    pin: 'cadvisor',
    module: 'github.com/google/cadvisor',
    read: (folder) => {
      const text = ['prometheus_metrics', 'prometheus_machine_metrics']
        .map((file) => readText(join(folder, 'metrics/testdata', file)))
        .join('\n');
      return asKubeletSays(metricsInExposition(text));
    },
  },
  inModule('cert-manager', 'github.com/cert-manager/cert-manager', 'pkg/metrics', 'internal/collectors'),
  { name: 'external-secrets', repository: externalSecrets, read: inCode('pkg/controllers', 'runtime/metrics') },
  inModule(
    'prometheus',
    'github.com/prometheus/prometheus',
    'cmd',
    'discovery',
    'notifier',
    'promql',
    'rules',
    'scrape',
    'storage',
    'tsdb',
    'web',
  ),
  inModule('alertmanager', 'github.com/prometheus/alertmanager', '.'),
  inModule('prometheus-operator', 'github.com/prometheus-operator/prometheus-operator', 'cmd', 'pkg'),
  inModule('blackbox-exporter', 'github.com/prometheus/blackbox_exporter', '.'),
  inModule('flux-runtime', 'github.com/fluxcd/pkg/runtime', 'metrics'),
  inModule('controller-runtime', 'sigs.k8s.io/controller-runtime', 'pkg'),
];

function inModule(name: string, module: string, ...folders: readonly string[]): MetricSource {
  return { name, pin: name, module, read: inCode(...folders) };
}

/** Reads the Go code of these folders. */
function inCode(...folders: readonly string[]): MetricSource['read'] {
  return (root) => {
    const byFolder = new Map<string, string[]>();
    const entries = folders.flatMap((folder) => entriesBelow(join(root, folder)));
    for (const { name, parentPath } of entries)
      if (/(?<!_test)\.go$/.test(name)) append(byFolder, parentPath, readText(join(parentPath, name)));
    return metricsInGo([...byFolder.values()]);
  };
}

/**
 * The kubelet says whose a container is by three labels of its own, in place of those that the tests of cAdvisor have.
 * Source: kubernetes, `pkg/kubelet/server/server.go`, `containerPrometheusLabelsFunc`.
 */
function asKubeletSays(series: Series): Series {
  return new Map(
    [...series].map(([name, labels]) => {
      const own = labels.filter((label) => !/^container_(?:env|label)_|^zone_name$/.test(label));
      return [name, name.startsWith('container_') ? [...own, 'container', 'namespace', 'pod'].toSorted() : own];
    }),
  );
}
