// A door: for each field that a rule refuses, why it is right there. The reasons are an annotation, where whoever reviews the object reads them.
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { isMap } from './is-map.ts';
import { addRules, type Fault } from './validation/rules.ts';

/** A rule that takes reasons. */
export interface Door {
  /** The function by which a chart gives them. */
  readonly name: string;
  /** The annotation that holds them, a line a field. */
  readonly annotation: string;
  /** What the rule looks for: a reason is refused where `nothing` is said of its field. */
  readonly nothing: string;
}

/** Fields, as the finding names them, each with its reason: one line. */
export type Reasons = Readonly<Record<string, string>>;

/** Something that a rule found in an object, and its field. */
type Found = Pick<Fault, 'field' | 'problem'>;

/** Puts the reasons on the one object of a kind that a construct is, or holds. */
export function giveReasons({ name, annotation }: Door, construct: Construct, kind: string, reasons: Reasons): void {
  const objects = construct.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .filter((object) => object.kind === kind);
  const lines = Object.entries(reasons).map(([field, reason]) => field + because + reasonOrStandIn(reason));
  for (const { metadata } of objects) {
    const { [annotation]: given } =
      (metadata.toJson() as { readonly annotations?: Record<string, string> }).annotations ?? {};
    metadata.addAnnotation(annotation, [...(given === undefined ? [] : [given]), ...lines].join('\n'));
  }
  addRules(construct, () => [
    ...(objects.length === 1 ? [] : [ambiguous(name, kind, objects.length)]),
    ...Object.entries(reasons).flatMap(([field, reason]) => (isReason(reason) ? [] : [unreasoned(name, field)])),
  ]);
}

/** What was found in an object that has no reason for it, and each reason without anything found. */
export function unexcused<T extends Found>(
  { annotation, nothing }: Door,
  object: Readonly<Record<string, unknown>>,
  found: readonly T[],
): (T | Found)[] {
  const reasons = reasonsIn(at(at(at(object, 'metadata'), 'annotations'), annotation));
  return [
    ...found.filter((each) => !reasons.some((reason) => excuses(reason, each))),
    ...reasons
      .filter((reason) => !found.some((each) => excuses(reason, each)))
      .map((reason) => ({
        field: `metadata.annotations["${annotation}"]`,
        problem: `gives a reason for "${reason.split(because, 1).join()}", where ${nothing}`,
      })),
  ];
}

const because = ' because ';

/** One line that does not begin with a blank. */
export function isReason(reason: unknown): reason is string {
  return typeof reason === 'string' && /^\S[^\n]*$/.test(reason);
}

/** What is no reason is refused where it is given, and would be said again of what it leaves without one. */
export function reasonOrStandIn(reason: unknown): string {
  return isReason(reason) ? reason : '?';
}

function reasonsIn(text: unknown): string[] {
  return typeof text === 'string' ? text.split('\n').filter((line) => line !== '') : [];
}

function at(map: unknown, name: string): unknown {
  return isMap(map) ? map[name] : undefined;
}

function excuses(reason: string, { field }: Found): boolean {
  const start = field + because;
  return reason.startsWith(start) && reason.slice(start.length).trim() !== '';
}

function ambiguous(door: string, kind: string, count: number): Fault {
  return {
    field: `${door}.kind`,
    problem: `${count} objects are a "${kind}"`,
    write: 'the construct that holds the one object',
  };
}

function unreasoned(door: string, field: string): Fault {
  return { field: `${door}.because`, problem: `"${field}" has no reason`, write: 'why it is right there, in one line' };
}
