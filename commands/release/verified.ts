// What goes on to a stage was built by whom the fleet names, as what is pinned for the first one.
import { loadFleet } from '../../lib/load-fleet.ts';
import { type ImageFault, verifyImage } from '../../supply/verify.ts';
import { policyOf } from '../image/faults.ts';

/** Why an image must not run; nothing where it may. @throws Error where that cannot be found out */
export type Verify = (image: string) => Promise<readonly ImageFault[]>;

/** By the policy of the working directory's fleet. @throws UsageError where it has none */
export const verified: Verify = async (image) => verifyImage(image, policyOf(await loadFleet()));
