// One cycle of a graph, as a list of its nodes; without recursion, for a chain of charts may be long.
import { append } from '../multimap.ts';

/** A cycle of the graph, its smallest name first; undefined where there is none. Edges to unknown nodes are ignored. */
export function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const left = new Map([...graph].map(([node, next]) => [node, new Set(next.filter((name) => graph.has(name)))]));
  const users = new Map<string, string[]>();
  for (const [node, next] of left) for (const name of next) append(users, name, node);
  const free = [...left].filter(([, next]) => next.size === 0).map(([node]) => node);
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    left.delete(node);
    for (const user of users.get(node) ?? []) {
      const waits = left.get(user);
      waits?.delete(node);
      if (waits?.size === 0) free.push(user);
    }
  }
  const [start] = [...left.keys()].toSorted();
  return start === undefined ? undefined : walk(left, start);
}

/** Every node that is left waits for another that is left, so a walk must come back to where it has been. */
function walk(left: ReadonlyMap<string, ReadonlySet<string>>, start: string): readonly string[] {
  const path: string[] = [];
  let node = start;
  while (!path.includes(node)) {
    path.push(node);
    [node = start] = [...(left.get(node) ?? [])].toSorted();
  }
  const cycle = path.slice(path.indexOf(node));
  const smallest = cycle.indexOf(cycle.toSorted()[0] ?? node);
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
}
