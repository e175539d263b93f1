// Text may hold documents: JSON, YAML, or either of them in base64. What stands in them counts as if it stood outside.
import { parseAllDocuments } from 'yaml';
import { mayHoldLoginFile } from './login-files.ts';
import { couldTell } from './names.ts';

/** What a document with a map has. */
const map = /[:?](?:\s|$)|["']\s*:/m;

/** Whether a letter is written so that a word is found only in the document that the text holds, not in the text. */
export function isDisguised(text: string): boolean {
  return /\\(?:x|u00|U000000)(?:[46][1-9a-fA-F]|[57][0-9aA])|[A-Za-z]\\\n\s*[A-Za-z]|!!(?:binary|str)|!</.test(text);
}

/** What a text holds as data. */
export interface Documents {
  /** As plain data: maps, lists, scalars. */
  readonly documents: readonly unknown[];
  /** Whether the text is these documents and no more: the marks of a template keep it from being read whole. */
  readonly isWhole: boolean;
}

/** The documents in a text of JSON or YAML; none where nothing in it matters here. */
export function documentsIn(text: string): Documents {
  if (!isDisguised(text) && !(map.test(text) && (couldTell(text) || mayHoldLoginFile(text))))
    return { documents: [], isWhole: true };
  return asJson(text) ?? asYaml(text);
}

function asJson(text: string): Documents | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return { documents: [JSON.parse(text)], isWhole: true };
  } catch {
    return undefined;
  }
}

function asYaml(text: string): Documents {
  try {
    const parsed = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent', merge: true });
    if (!Array.isArray(parsed)) return { documents: [], isWhole: true };
    return {
      // A text without structure would be itself once more.
      documents: parsed.map((document) => document.toJS() as unknown).filter((value) => typeof value === 'object'),
      isWhole: parsed.every(({ errors }) => errors.length === 0),
    };
  } catch {
    return { documents: [], isWhole: false };
  }
}
