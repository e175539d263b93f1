// The clusters that are rendered. A new one is a file beside this and a line here.
import type { Cluster } from './cluster.ts';
import { dev } from './dev.ts';
import { production } from './production.ts';
import { staging } from './staging.ts';

export type { Cluster } from './cluster.ts';

export const clusters: readonly Cluster[] = [dev, staging, production];
