// The shape of a rule across objects: a pure function from a cluster's objects to what is wrong with them.
import type { ClusterView } from '../cluster-view.ts';
import type { RuleFinding } from '../finding.ts';

/** A rule. Its file's name is its code; it must be linear in the number of objects, for fleets are large. */
export type Check = (view: ClusterView) => readonly RuleFinding[];
