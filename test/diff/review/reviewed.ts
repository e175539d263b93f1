// An edited dist/ as main's code reads it, beside the one that is committed.
import { clustersIn, type ReviewedCluster } from '../../../diff/review/clusters.ts';
import { EditedDist } from '../../support/edited-dist.ts';

export function reviewed(edited: EditedDist): ReviewedCluster[] {
  return clustersIn(new EditedDist().tree(), edited.tree());
}
