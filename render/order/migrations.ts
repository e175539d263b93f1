// An application comes after its migration, which none of its objects names.
import type { ClusterView } from '../cluster-view.ts';
import { identity } from '../identity.ts';
import type { Use } from './reference.ts';

/** What each application needs of its migration: that its Jobs are complete. */
export function migrationsOf(view: ClusterView): Use[] {
  const migrated = new Map([...view.applications.values()].map(({ name, migration }) => [migration, name]));
  const jobs = view.ofKind('batch/Job').filter(({ chart }) => migrated.has(chart));
  return jobs.flatMap(({ chart, object }) => {
    const by = view.objects.find((each) => each.chart === migrated.get(chart));
    return by ? [{ by, field: '', needs: { object: identity(object) } }] : [];
  });
}
