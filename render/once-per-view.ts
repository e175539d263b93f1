// What several checks ask of a whole cluster is derived once: a view never changes.
import type { ClusterView } from './cluster-view.ts';

/** The same derivation, which remembers its answer as long as the view is there. */
export function oncePerView<T>(derive: (view: ClusterView) => T): (view: ClusterView) => T {
  const known = new WeakMap<ClusterView, { readonly answer: T }>();
  return (view) => {
    const before = known.get(view);
    if (before) return before.answer;
    const answer = derive(view);
    known.set(view, { answer });
    return answer;
  };
}
