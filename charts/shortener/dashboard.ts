// What the sample service's dashboard shows: the signals of every service, and below them its own.
import { metrics, name } from '../../app/contract.ts';
import { goldenSignals } from '../../lib/monitoring/golden-signals.ts';
import type { Row } from '../../lib/monitoring/grafana.ts';
import { increase, max, select, sum } from '../../lib/monitoring/promql.ts';
import { selectorsOf } from '../../lib/monitoring/selectors.ts';

const selectors = selectorsOf({ name, namespace: name });

const configuration: Row = {
  title: 'Configuration',
  panels: [
    {
      title: 'Links served',
      unit: 'short',
      description: 'A minute after a merge, all replicas agree.',
      queries: { '{{pod}}': max(select(metrics.links, selectors.scraped), 'pod') },
    },
    {
      title: 'Failed reloads in 5 minutes',
      unit: 'short',
      description:
        'Above 0 a file is bad: the last good links are served, not the last merged, or nobody has the token.',
      queries: { '{{file}}': sum(increase(metrics.reloadFailures, selectors.scraped, '5m'), 'file') },
    },
  ],
};

export const rows: readonly Row[] = [...goldenSignals(selectors, metrics), configuration];
