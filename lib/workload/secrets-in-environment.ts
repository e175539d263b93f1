// The door: an image that somebody else builds may read a secret from a variable and from nowhere else.
import type { Construct } from 'constructs';
import { annotations } from '../platform.ts';
import { type Door, giveReasons, type Reasons } from '../reasons.ts';

/** How the rule of the rendering reads the reasons. */
export const environmentDoor: Door = {
  name: 'secretsInEnvironment',
  annotation: annotations.secretInEnvironment,
  nothing: 'no Secret comes into the environment',
};

/**
 * Says of an object why its containers take Secrets into their environment. The reasons become an annotation of the object.
 *
 *     secretsInEnvironment(deployment, 'Deployment', {
 *       'spec.template.spec.containers[0].env.PASSWORD': 'the image reads it from nowhere else',
 *     });
 *
 * @param construct the object, or what it is in
 * @param kind of the object
 * @param reasons why a file does not do, of each, by its field as the finding names it; one line
 */
export function secretsInEnvironment(construct: Construct, kind: string, reasons: Reasons): void {
  giveReasons(environmentDoor, construct, kind, reasons);
}
