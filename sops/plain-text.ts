// What Git holds in the clear: everything of dist/ and secrets/ by a closed list, of all else what is known to be a credential.
import { loadAll } from 'js-yaml';
import { isDisguised } from '../lib/credentials/documents.ts';
import { formatsInProse } from '../lib/credentials/formats.ts';
import { leaksInText } from '../lib/credentials/leaks.ts';
import { loginProblems, mayBeginLoginFile, mayHoldLoginFile } from '../lib/credentials/login-files.ts';
import { unexcusedLeaks } from '../lib/credentials/not-credentials.ts';
import { hasWholeSecret, holdsWholeSecret } from '../lib/credentials/whole-secrets.ts';
import type { FileProblem } from '../lib/files.ts';
import { parseSopsDocument } from '../lib/secrets/sops-document.ts';
import { secretsFolder } from '../lib/secrets/sops-file.ts';
import { isTokenSecret } from '../lib/secrets/token-secret.ts';
import type { Fault } from '../lib/validation/rules.ts';
import { kindKey } from '../render/identity.ts';
import { isOwnPlace } from '../render/own-file.ts';
import { wholeObject } from '../render/read-objects.ts';
import type { KubeObject } from '../render/rendered.ts';
import { toYaml, unrenderable } from '../render/yaml.ts';
import { distFolder, type Held } from './held.ts';

type Found = Omit<Fault, 'field'> & { readonly field?: string };

/** What is readable and should not be. It says where, never what. */
export function readableIn(held: Held): Fault[] {
  if (held.unread) return [unread(held, held.unread)];
  if (isBelow(distFolder, held)) return told(held, held.isFile ? inDist(held.text, contentOf(held)) : [noFile]);
  if (isBelow(secretsFolder, held)) return told(held, held.isFile ? encryption(held.text) : [noFile]);
  return told(held, elsewhere(held));
}

/**
 * As {@link readableIn}, and what lies in dist/ but is not what a construct renders: another place, form or cluster.
 * @param clusters their names, as dist/ has a folder of each
 */
export function misplacedIn(held: Held, clusters: readonly string[]): Fault[] {
  if (!isBelow(distFolder, held) || !held.isFile || held.unread) return readableIn(held);
  const content = contentOf(held);
  const path = held.path.slice(distFolder.length + 1);
  const isOurs =
    content.object !== undefined && clusters.includes(path.split('/', 1).join()) && isOwnPlace(path, content.object);
  const found = isOurs ? (content.isWhole ? [] : [otherForm]) : [stray];
  return told(held, [...found, ...inDist(held.text, content)]);
}

/** What nobody has read may hold anything. */
function unread({ place }: Held, { problem, remedy }: FileProblem): Fault {
  return { field: place, problem, write: `nothing here: ${remedy}` };
}

const noFile = { problem: 'is no file', write: 'the file itself, in its place' };

const stray = {
  problem: 'comes from no construct: synth writes no such file',
  write: 'nothing: delete it, for npm run synth alone writes here; if it held a value, a new one too',
};

const otherForm = {
  problem: 'is not as synth writes its object, so something may stand in it that is no part of that',
  write: 'npm run synth',
};

const known = 'its name or its file instead, and a new value in a SopsSecret: this one is known now';

function isBelow(folder: string, { path }: Held): boolean {
  return path.startsWith(`${folder}/`);
}

function told({ place }: Held, found: readonly Found[]): Fault[] {
  return found.map(({ field, ...rest }) => ({ ...rest, field: field === undefined ? place : `${place}#${field}` }));
}

/** What a file of dist/ holds. */
interface Content {
  /** The Kubernetes object; undefined where there is none, or more than one. */
  readonly object?: KubeObject;
  /** Whether the text is that object and nothing beside it: as synth writes it, or as sops does. */
  readonly isWhole: boolean;
}

function contentOf({ text }: Held): Content {
  try {
    const object = wholeObject(text);
    if (!object) return { isWhole: false };
    const isWhole = isSecret(object) || (unrenderable(object).length === 0 && toYaml(object) === text);
    return { object, isWhole };
  } catch {
    return { isWhole: false };
  }
}

function inDist(text: string, { object, isWhole }: Content): readonly Found[] {
  if (object !== undefined && isSecret(object)) return encryption(text);
  const leaks = object === undefined ? [] : unexcusedLeaks({ ...object });
  // A comment or a second document may hold what the object does not.
  const beside = isWhole ? [] : leaksInText(text).map((problem) => ({ problem }));
  return [...leaks, ...beside].map((leak) => ({ ...leak, write: known }));
}

/** sops encrypts no other kind; its form is a closed list of its own. Where nothing is in it, there is nothing to encrypt. */
function isSecret(object: KubeObject): boolean {
  return kindKey(object) === '/Secret' && !isTokenSecret(object);
}

function encryption(text: string): readonly Fault[] {
  return parseSopsDocument(text).faults;
}

/** Code and prose name the kind Secret without being one. */
const codeOrProse = /\.(?:[cm]?[jt]sx?|go|mod|sum|md|py|sh|proto|css|html|svg|toml)$/i;

/** How a line, or the one above it, says that it holds none, and why. */
const reason = /not-a-credential: \S/;

function elsewhere({ path, text: raw }: Held): Found[] {
  // Text in UTF-16 is text in ASCII with zero bytes between.
  const text = raw.replaceAll('\0', '');
  const lines = text.split('\n');
  const isExcused = (index: number): boolean =>
    [lines[index - 1], lines[index]].some((line) => reason.test(line ?? ''));
  const at = (index: number): Pick<Found, 'field'> => (index < 0 ? {} : { field: `line.${index + 1}` });
  const formats = formatsInProse(text)
    .map((name) => ({
      name,
      index: lines.findIndex((line, index) => formatsInProse(line).includes(name) && !isExcused(index)),
    }))
    .filter(({ name, index }) => index >= 0 || !lines.some((line) => formatsInProse(line).includes(name)))
    .map(({ name, index }) => ({ ...at(index), problem: `holds ${name}`, write: known }));
  if (path === '' || codeOrProse.test(path)) return formats;
  const begins = lines.flatMap((line, index) => (mayBeginLoginFile(line) ? [index] : []));
  const login = begins.find((index) => !isExcused(index));
  const logins = begins.length > 0 && login === undefined ? [] : loginsIn(text);
  const found = [...formats, ...logins.map((problem) => ({ ...at(login ?? -1), problem, write: known }))];
  if (!isWholeSecret(text)) return found;
  const index = lines.findIndex((line) => /stringData|kind\W+Secret(?:List)?\b/.test(line));
  if (index >= 0 && isExcused(index)) return found;
  return [
    ...found,
    {
      ...at(index),
      problem: 'is a Secret in the clear',
      write: 'npm run secrets -- create, and a new value: this one is known now',
    },
  ];
}

/** As problems. Only what is known by its whole shape: examples have names and values too. */
function loginsIn(text: string): string[] {
  if (!mayHoldLoginFile(text) && !isDisguised(text)) return [];
  return leaksInText(text).filter((problem) => loginProblems.has(problem));
}

/** An escape can spell the kind otherwise. A template cannot be parsed: then the words count. */
function isWholeSecret(text: string): boolean {
  const isWorded = holdsWholeSecret(text);
  if (!isWorded && !isDisguised(text)) return false;
  try {
    return hasWholeSecret(loadAll(text)) && parseSopsDocument(text).document === undefined;
  } catch {
    return isWorded;
  }
}
