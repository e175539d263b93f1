// What every chart is built from.
import type { Cluster } from '../clusters/cluster.ts';
import type { ChartInputs } from 'fleetwright/lib/composed-cluster';

export type Inputs = ChartInputs<Cluster>;
