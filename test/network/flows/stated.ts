// What an application opens beside what `applications.ts` promises of each, said once more by a person: docs/network.md.
import type { Cast } from '../cast.ts';
import type { Row } from '../flow.ts';

/** Rows such as `may('orders asks greeter', cast.podsOf('orders'), cast.podsOf('greeter'), tcp(8080))`. */
export function stated(_cast: Cast): readonly Row[] {
  return [];
}
