// What a Helm release says of its chart, into which nobody can look: a list in an annotation.
import type { annotations } from '../../lib/platform.ts';
import type { KubeObject } from '../rendered.ts';

/** The names in one of Fleetwright's annotations; none where the object does not have it. */
export function stated(
  { metadata }: KubeObject,
  annotation: (typeof annotations)['provides' | 'requires' | 'secrets'],
): readonly string[] {
  return metadata.annotations?.[annotation]?.split(',') ?? [];
}
