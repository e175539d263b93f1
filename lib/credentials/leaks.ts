// Everything in an object that looks like a credential or a whole Secret. What is rendered is in Git, for all who read it, for ever.
import { assignmentsIn } from './assignments.ts';
import { fromBase64 } from './base64.ts';
import { documentsIn } from './documents.ts';
import { formatsIn } from './formats.ts';
import { loginProblem } from './login-files.ts';
import { isHint, isPassword, isTelling } from './names.ts';
import { isOurs } from './our-annotations.ts';
import { isCount, isHarmless, isRandom } from './values.ts';
import { holdsWholeSecret, isWholeSecret } from './whole-secrets.ts';

/** A credential in the clear, or what looks like one. */
export interface Leak {
  /** The dotted path in the object; of a text that holds a document, the text's. */
  readonly field: string;
  /** What it looks like; never what it is. */
  readonly problem: string;
}

type AnyMap = Readonly<Record<string, unknown>>;

/** Where a walk is. The path is put together for the few places of which something is told. */
interface Place {
  readonly above?: Place;
  readonly step: string;
  /** The name under which the value stands; elements of a list stand under the list's. */
  readonly name: string;
  /** Whether a name further up tells of credentials. */
  readonly hinted: boolean;
}

/** What is told of a place: in how many texts the walk is already, and where it puts what it finds. */
interface Walk {
  readonly depth: number;
  readonly tell: (place: Place, problem: string) => void;
}

const top: Place = { step: '', name: '', hinted: false };

/** Documents in documents in documents are followed no further. */
const deepest = 4;

/** All that leaks in an object's members. That the object itself is a Secret is for the caller to see. */
export function leaksIn(object: AnyMap): Leak[] {
  const found = new Map<string, Leak>();
  const tell: Walk['tell'] = (place, problem) => {
    const leak = { field: fieldOf(place), problem };
    found.set(`${leak.field} ${problem}`, leak);
  };
  visitMembers(object, top, { depth: 0, tell });
  return [...found.values()];
}

const known = new Map<string, readonly string[]>();

/** What a text leaks by itself, whatever it is called. Most stand in an object of every cluster. */
export function leaksInText(text: string): readonly string[] {
  const before = known.get(text);
  if (before) return before;
  const problems = problemsOf(text, 0);
  known.set(text, problems);
  return problems;
}

function problemsOf(text: string, depth: number): string[] {
  const found = new Set(formatsIn(text).map((format) => `holds ${format}`));
  for (const { name, value } of assignmentsIn(text))
    if (isTelling(name) && !isHarmless(value)) found.add(`sets "${name}" in the clear`);
  if (depth === deepest) return [...found];
  const { documents, isWhole } = documentsIn(text);
  for (const document of documents)
    visit(document, top, { depth: depth + 1, tell: (_place, problem) => void found.add(problem) });
  if (!isWhole && holdsWholeSecret(text)) found.add(wholeSecret);
  const decoded = fromBase64(text);
  for (const problem of decoded === undefined ? [] : problemsOf(decoded, depth + 1)) found.add(problem);
  return [...found];
}

function visit(value: unknown, place: Place, walk: Walk): void {
  if (typeof value === 'string') {
    judge(place.name, value, place, walk);
    visitText(value, place, walk);
  } else if (typeof value === 'number') judge(place.name, value, place, walk);
  else if (Array.isArray(value)) visitList(value, place, walk);
  else if (typeof value === 'object' && value !== null) {
    if (isWholeSecret(value as AnyMap, place.name)) walk.tell(place, wholeSecret);
    const login = loginProblem(value as AnyMap);
    if (login !== undefined) walk.tell(place, login);
    visitMembers(value as AnyMap, place, walk);
  }
}

function visitMembers(map: AnyMap, above: Place, walk: Walk): void {
  const hinted = above.hinted || isTelling(above.name);
  for (const name in map) {
    // A name that is a credential itself is not told either.
    const place = { above, step: leaksInText(name).length > 0 ? 'hidden' : name, name, hinted };
    visitText(name, place, walk);
    visit(map[name], place, walk);
  }
  // A variable of an environment, a header, an entry of a list: its name stands beside its value.
  const called = map.name ?? map.key;
  if (typeof called === 'string') judge(called, map.value, { above, step: 'value', name: called, hinted }, walk);
}

function visitList(list: readonly unknown[], above: Place, walk: Walk): void {
  for (const [index, value] of list.entries()) {
    const place = { ...above, above, step: `[${index}]` };
    visit(value, place, walk);
    // An argument may follow its flag as an element of its own.
    const flag: unknown = list[index - 1];
    if (typeof value === 'string' && typeof flag === 'string' && /^--?[a-z]/i.test(flag))
      visitText(`${flag} ${JSON.stringify(value)}`, place, walk);
  }
}

function visitText(text: string, place: Place, { depth, tell }: Walk): void {
  for (const problem of depth === 0 ? leaksInText(text) : problemsOf(text, depth)) tell(place, problem);
}

/** A value and the name beside it. */
function judge(name: string, value: unknown, place: Place, { tell }: Walk): void {
  if (isCount(value)) {
    if (isPassword(name)) tell(place, inTheClear(name));
    return;
  }
  if (typeof value !== 'string' || value === '' || isOurs(name, value)) return;
  if (isTelling(name)) {
    if (!isHarmless(value)) tell(place, inTheClear(name));
  } else if ((place.hinted || isHint(name)) && isRandom(value)) tell(place, `is random, where a credential would be`);
}

const wholeSecret = 'holds a whole Secret';
const inTheClear = (name: string): string => `is in the clear, and "${name}" tells of a credential`;

/** As the findings of the schemas name a field. */
function fieldOf({ above, step }: Place): string {
  if (above === undefined) return '';
  const path = fieldOf(above);
  if (/^\[\d+\]$/.test(step)) return `${path}${step}`;
  if (!/^[\w$-]+$/.test(step)) return `${path}["${step}"]`;
  return path === '' ? step : `${path}.${step}`;
}
