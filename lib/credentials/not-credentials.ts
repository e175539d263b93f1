// The door: what looks like a credential and is none is rendered with its reason, where reviewers see it.
import type { Construct } from 'constructs';
import { annotations } from '../platform.ts';
import { type Door, giveReasons, type Reasons, unexcused } from '../reasons.ts';
import { type Leak, leaksIn } from './leaks.ts';

const door: Door = {
  name: 'notCredentials',
  annotation: annotations.notCredentials,
  nothing: 'nothing looks like a credential',
};

/**
 * Says of an object why values that look like credentials are none. The reasons become an annotation of the object.
 *
 *     notCredentials(release, 'HelmRelease', { 'spec.values.auth.token': 'it is the name of a header' });
 *
 * @param construct the object, or what it is in: a WebService, a HelmRelease
 * @param kind of the object
 * @param reasons why it is none, of each, by its field as the finding names it; one line
 */
export function notCredentials(construct: Construct, kind: string, reasons: Reasons): void {
  giveReasons(door, construct, kind, reasons);
}

/** What leaks in an object that has no reason not to, and each reason without a leak. */
export function unexcusedLeaks(object: Readonly<Record<string, unknown>>): Leak[] {
  return unexcused(door, object, leaksIn(object));
}
