// The door: what looks like a credential and is none is rendered with its reason, where reviewers see it.
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { annotations } from '../platform.ts';
import { isMap } from '../secrets/sops-document.ts';
import { addRules, type Fault } from '../validation/rules.ts';
import { type Leak, leaksIn } from './leaks.ts';

/**
 * Says of an object why values that look like credentials are none. The reasons become an annotation of the object.
 *
 *     notCredentials(release, 'HelmRelease', { 'spec.values.auth.token': 'it is the name of a header' });
 *
 * @param construct the object, or what it is in: a WebService, a HelmRelease
 * @param kind of the object
 * @param reasons why it is none, of each, by its field as the finding names it; one line
 */
export function notCredentials(construct: Construct, kind: string, reasons: Readonly<Record<string, string>>): void {
  const objects = construct.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .filter((object) => object.kind === kind);
  const lines = Object.entries(reasons).map(([field, reason]) => field + because + reason);
  for (const { metadata } of objects) metadata.addAnnotation(annotations.notCredentials, lines.join('\n'));
  addRules(construct, () => [
    ...(objects.length === 1 ? [] : [ambiguous(kind, objects.length)]),
    ...Object.entries(reasons).flatMap(([field, reason]) => (/^\S[^\n]*$/.test(reason) ? [] : [unreasoned(field)])),
  ]);
}

/** What leaks in an object that has no reason not to, and each reason without a leak. */
export function unexcusedLeaks(object: Readonly<Record<string, unknown>>): Leak[] {
  const leaks = leaksIn(object);
  const reasons = reasonsOf(object);
  return [
    ...leaks.filter((leak) => !reasons.some((reason) => excuses(reason, leak))),
    ...reasons
      .filter((reason) => !leaks.some((leak) => excuses(reason, leak)))
      .map((reason) => ({
        field: `metadata.annotations["${annotations.notCredentials}"]`,
        problem: `gives a reason for "${reason.split(because, 1).join()}", where nothing looks like a credential`,
      })),
  ];
}

const because = ' because ';

function reasonsOf({ metadata }: Readonly<Record<string, unknown>>): string[] {
  const found: unknown = at(at(metadata, 'annotations'), annotations.notCredentials);
  return typeof found === 'string' ? found.split('\n').filter((line) => line !== '') : [];
}

function at(map: unknown, name: string): unknown {
  return isMap(map) ? map[name] : undefined;
}

function excuses(reason: string, { field }: Leak): boolean {
  const start = field + because;
  return reason.startsWith(start) && reason.slice(start.length).trim() !== '';
}

function ambiguous(kind: string, count: number): Fault {
  return {
    field: 'notCredentials.kind',
    problem: `${count} objects are a "${kind}"`,
    write: 'the construct that holds the one object',
  };
}

function unreasoned(field: string): Fault {
  return { field: 'notCredentials.because', problem: `"${field}" has no reason`, write: 'why it is none, in one line' };
}
