// Synth runs TypeScript without its compiler: what that would refuse is refused here, by shapes that it holds to be whole.
import type { Construct } from 'constructs';
import { closest } from './closest.ts';
import type { Fault } from './rules.ts';
import { type Fields, type Misfit, misfits, only, type Shape, such } from './shape.ts';

/** A text. */
export const text = such((value) => typeof value === 'string', 'a text');

/** A number. */
export const number = such((value) => typeof value === 'number', 'a number');

/** Yes or no. */
export const boolean = such((value) => typeof value === 'boolean', 'true or false');

/** What is looked into by whoever it is handed to. */
export const object = such((value) => typeof value === 'object' && value !== null, 'an object');

/** What one of these classes made. @param allowed says in words which */
export function madeBy(allowed: string, ...classes: readonly (abstract new (...args: never[]) => object)[]): Shape {
  return such((value) => classes.some((each) => value instanceof each), allowed);
}

/** A map whose values have one shape, whatever their names. */
export function mapOf(each: Shape): Fields {
  return only({ '*': each });
}

/** What has one of some shapes. @param allowed says in words which */
export function anyOf(allowed: string, ...shapes: readonly Shape[]): Shape {
  return such((value) => shapes.some((shape) => misfits(value, shape).length === 0), allowed);
}

/** A prop that may not be left out. */
export interface Needed {
  /** What it holds. */
  readonly needed: Shape;
}

/** A prop that may not be left out. */
export function needed(shape: Shape): Needed {
  return { needed: shape };
}

/** Every prop of a type, with what it holds. */
export type PropShapes<Props> = {
  readonly [Name in keyof Props]-?: undefined extends Props[Name] ? Shape : Needed;
};

/** The shape of some props: these and no others. */
export function propsOf<Props extends object>(shapes: PropShapes<Props>): Fields {
  const all = Object.entries<Shape | Needed>(shapes);
  const isNeeded = (shape: Shape | Needed): shape is Needed => typeof shape === 'object' && 'needed' in shape;
  return only(
    Object.fromEntries(all.map(([name, shape]) => [name, isNeeded(shape) ? shape.needed : shape])),
    ...all.filter(([, shape]) => isNeeded(shape)).map(([name]) => name),
  );
}

/** Props of which nothing can be made. Its message reads as a finding does. */
export class MisfitError extends Error {
  constructor(path: string, wrong: readonly Misfit[]) {
    const lines = wrong.map(
      ({ place, problem, allowed }) => `${path}  ${place || 'props'}\n  ${inWords(problem)}\n  write: ${allowed}`,
    );
    super(lines.join('\n\n'));
  }
}

/**
 * The props without what is undefined, which is then not there, as in `{ ports: { http: 8080, metrics: undefined } }`. A list keeps
 * what it holds: without an argument a command is another one.
 */
export function definedProps<T>(props: T): T {
  if (Array.isArray(props)) return props.map(definedProps) as T;
  if (typeof props !== 'object' || props === null || Object.getPrototypeOf(props) !== Object.prototype) return props;
  const entries = Object.entries(props).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, definedProps<unknown>(value)])) as T;
}

/**
 * Holds the props of a construct against their shape, before anything is made of them.
 * @returns the props that are not there, for the construct's rules: nothing would be made of them
 * @throws MisfitError that names the construct and every prop that is missing or of another kind
 */
export function misfitsOf(scope: Construct, id: string, props: unknown, shape: Fields): Fault[] {
  return misfitsAt(`${scope.node.path}/${id}`, props, shape);
}

/** The same for what is no construct's. @param path what the error names */
export function misfitsAt(path: string, props: unknown, shape: Fields): Fault[] {
  const all = misfits(props, shape);
  const wrong = all.filter(({ known }) => known === undefined);
  if (wrong.length > 0) throw new MisfitError(path, wrong);
  return all.map(asFault);
}

function asFault({ place: field, problem, allowed, known }: Misfit): Fault {
  if (!known) return { field, problem: inWords(problem), write: allowed };
  const name = field.split('.').at(-1) ?? field;
  const meant = closest(name, known) ?? known.find((each) => areBegunAlike(name, each));
  const all = `one of: ${known.join(', ')}`;
  return { field, problem: `there is no prop "${name}"`, write: meant === undefined ? all : `${meant}; or ${all}` };
}

/** Whether one is the beginning of the other, as `env` is of `environment`; two letters are that of many words. */
function areBegunAlike(written: string, name: string): boolean {
  return Math.min(written.length, name.length) > 2 && (written.startsWith(name) || name.startsWith(written));
}

function inWords(problem: string): string {
  return problem === 'holds another value' ? 'is of another kind' : problem;
}
