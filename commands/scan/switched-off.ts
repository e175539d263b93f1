// zizmor's settings switch a rule off, or make it look away, everywhere and for good: here such a line counts with a reason and a last
// day, as a comment does.
import { isCollection, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { asRecord } from '../../render/fields.ts';
import { type AcceptedPlace, termsIn } from './accepted.ts';

/** A setting of a rule. */
export interface SwitchedOff extends AcceptedPlace {
  /** How it is written, up to the day. */
  readonly form: string;
}

/** What of a rule's settings zizmor heeds, as it is written: `config` may allow all that the rule is about. */
const forms = { disable: 'disable: true #', config: 'config: #' } as const;

/** The rules that a file of settings disables or configures, each with what the comment behind it says. Pure. @param file its path */
export function switchedOff(file: string, text: string): SwitchedOff[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return Object.entries(asRecord(asRecord(document.toJS()).rules)).flatMap(([check, settings]) =>
    Object.entries(forms)
      .filter(([key]) => ![undefined, false].includes(asRecord(settings)[key] as undefined | false))
      .map(([key, form]) => {
        const value = document.getIn(['rules', check, key], true);
        const { line } = lines.linePos(isNode(value) ? (value.range?.[0] ?? 0) : 0);
        return { at: `${file}:${line}`, check, form, ...termsIn(commentAt(value)) };
      }),
  );
}

/** What stands behind a value, or between a key and the lines of its value. */
function commentAt(value: unknown): string {
  if (isScalar(value)) return value.comment ?? '';
  return (isCollection(value) && value.commentBefore) || '';
}
