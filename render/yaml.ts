// An emitter of our own: sorted, so that the same object gives the same bytes; quoted by Go's rules, since Flux reads it;
// and ten times as fast as a general library.
import type { KubeObject } from './rendered.ts';
import { inline, scalar } from './yaml-scalar.ts';

type Scalar = string | number | boolean;
type Node = Scalar | readonly Node[] | NodeMap;
type NodeMap = { readonly [key: string]: Node | null | undefined };

/** What cannot be written: which field, dotted, and why. Never the value, which may be a secret. */
export interface Unrenderable {
  readonly field: string;
  readonly problem: string;
}

/** The limit of YAML for a key without a marker of its own (`? `). */
const longestKey = 1024;

/**
 * An object as block-style YAML: apiVersion, kind and metadata (name and namespace) first, all other keys sorted by
 * code unit. Members that are undefined or null are left out, as cdk8s does. The object must be one in which
 * {@link unrenderable} finds nothing.
 */
export function toYaml(object: KubeObject): string {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { name, namespace, ...more } = metadata;
  return [
    mapping({ apiVersion, kind }, ''),
    `metadata:\n${mapping({ name, namespace }, '  ')}${mapping(more, '  ')}`,
    mapping(rest as NodeMap, ''),
  ].join('');
}

function mapping(map: NodeMap, indent: string): string {
  let text = '';
  // No comparison given: sort() goes by code unit, not by the machine's locale.
  for (const key of Object.keys(map).toSorted()) {
    const value = map[key];
    if (value !== undefined && value !== null) text += `${indent}${inline(key)}:${member(value, indent)}`;
  }
  return text;
}

/** What stands after `key:`. A list is not indented further than its key, as kubectl and kustomize write it. */
function member(value: Node, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value !== 'object') return ` ${scalar(value, inner)}\n`;
  const text = isList(value) ? sequence(value, indent) : mapping(value, inner);
  return text === '' ? ` ${empty(value)}\n` : `\n${text}`;
}

function sequence(list: readonly Node[], indent: string): string {
  let text = '';
  for (const value of list) text += `${indent}- ${item(value, `${indent}  `)}`;
  return text;
}

/** What stands after `- `: the first line of a map or list goes beside the dash. */
function item(value: Node, inner: string): string {
  if (typeof value !== 'object') return `${scalar(value, inner)}\n`;
  const text = isList(value) ? sequence(value, inner) : mapping(value, inner);
  return text === '' ? `${empty(value)}\n` : text.slice(inner.length);
}

function empty(value: Node): string {
  return isList(value) ? '[]' : '{}';
}

function isList(value: Node): value is readonly Node[] {
  return Array.isArray(value);
}

/** What in an object has no form in YAML: pure, and cheap enough for every object of a synth. */
export function unrenderable(object: object): Unrenderable[] {
  const found: Unrenderable[] = [];
  const above = new Set<object>();

  const report = (field: string, problem: string): void => void found.push({ field, problem });

  const visit = (value: unknown, field: string): void => {
    if (typeof value === 'string') return void (lostOnTheWay.test(value) && report(field, lost));
    if (typeof value === 'boolean' || Number.isFinite(value)) return;
    if (typeof value !== 'object' || value === null) return report(field, `${describe(value)} has no form in YAML`);
    if (above.has(value)) return report(field, 'contains itself');
    above.add(value);
    if (Array.isArray(value)) Array.from(value, (inner, index) => visit(inner, `${field}[${index}]`));
    else if (isPlain(value)) visitMembers(value, field);
    else report(field, `an instance of ${className(value)} is no plain data`);
    above.delete(value);
  };

  const visitMembers = (map: object, field: string): void => {
    for (const [key, value] of Object.entries(map)) {
      if (value === undefined || value === null) continue;
      const path = field === '' ? key : `${field}.${key}`;
      const problem = keyProblem(key);
      if (problem) report(path, problem);
      visit(value, path);
    }
  };

  visit(object, '');
  return found;
}

/**
 * Half a character, and what kustomize, with which Flux builds, cannot carry however it is quoted: it turns NEL into a
 * blank, and refuses the whole folder for the other C1 controls, DEL, U+FFFE and U+FFFF.
 */
const lostOnTheWay = /[\p{Surrogate}\u007f-\u009f\ufffe\uffff]/u;
const lost = 'holds a character that does not reach the cluster (a control character or half a surrogate pair)';

function keyProblem(key: string): string | undefined {
  // kustomize takes even a quoted "<<" for a merge.
  if (key === '<<') return 'kustomize drops a member with the key "<<"';
  if (inline(key).length > longestKey) return `the key is longer than ${longestKey} characters`;
  return lostOnTheWay.test(key) ? `the key ${lost}` : undefined;
}

/** NaN, null and undefined by their names (a list may not hold them), anything else by its type: it may be a secret. */
function describe(value: unknown): string {
  return typeof value === 'number' || value === null || value === undefined ? String(value) : `a ${typeof value}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function className(value: object): string {
  const { constructor } = value as { constructor?: { name?: string } };
  return constructor?.name ?? 'an unnamed class';
}
