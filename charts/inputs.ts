// What every chart is built from.
import type { Cluster } from '../clusters/cluster.ts';
import type { ChartInputs } from '../lib/fleet.ts';

export type Inputs = ChartInputs<Cluster>;
