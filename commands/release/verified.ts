// What goes on to a stage was built by whom the fleet names, as what is pinned for the first one.
import { loadFleet } from '../../lib/load-fleet.ts';
import { asText } from '../../lib/validation/rules.ts';
import { verifyImage } from '../../supply/verify.ts';
import { policyOf } from '../image/faults.ts';
import type { Verify } from './promote.ts';

/** By the policy of the working directory's fleet. @throws UsageError where it has none */
export const verified: Verify = async (image) => {
  const faults = await verifyImage(image, policyOf(await loadFleet()));
  return faults.map(asText);
};
