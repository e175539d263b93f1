// What every chart is built from.
import type { Cluster } from '../clusters/cluster.ts';
import type { ChartInputs } from '../lib/composed-cluster.ts';

export type Inputs = ChartInputs<Cluster>;
