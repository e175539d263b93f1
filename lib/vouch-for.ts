// The door: what a rule misses in Git may be in the cluster all the same, made by a Helm release, an operator or by hand.
import type { Construct } from 'constructs';
import { annotations } from './platform.ts';
import { type Door, giveReasons, type Reasons } from './reasons.ts';

/** How the rendering reads the reasons. */
export const vouchedDoor: Door = {
  name: 'vouchFor',
  annotation: annotations.vouched,
  nothing: 'no rule misses anything',
};

/**
 * Says of an object why what it refers to is there, although Git does not show it: "this is there, because ...". The reasons
 * become an annotation of the object.
 *
 *     vouchFor(route, 'HTTPRoute', {
 *       'spec.rules[0].backendRefs[0]': 'the release prometheus-stack makes the Service of Grafana',
 *     });
 *
 * @param construct the object, or what it is in
 * @param kind of the object
 * @param reasons why it is right, of each, by its field as the finding names it; one line
 */
export function vouchFor(construct: Construct, kind: string, reasons: Reasons): void {
  giveReasons(vouchedDoor, construct, kind, reasons);
}
