// Asks Grafana's own schema about dashboards.
import { execFileSync } from 'node:child_process';

/** What it has against each, by the name that is given here: place and fault. */
export function schemaFaults(
  program: string,
  dashboards: Readonly<Record<string, unknown>>,
): Readonly<Record<string, readonly string[]>> {
  const answer = execFileSync(program, { input: JSON.stringify(dashboards), encoding: 'utf8' });
  return JSON.parse(answer) as Readonly<Record<string, readonly string[]>>;
}
