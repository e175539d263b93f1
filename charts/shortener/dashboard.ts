// What the sample service's dashboard shows: the signals of every service, and below them its own.
import { metrics, name } from '../../app/contract.ts';
import { goldenSignals } from 'fleetwright/lib/monitoring/golden-signals';
import type { Row } from 'fleetwright/lib/monitoring/grafana';
import { increase, max, select, sum } from 'fleetwright/lib/monitoring/promql';
import { selectorsOf } from 'fleetwright/lib/monitoring/selectors';

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
