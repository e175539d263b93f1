// zizmor's settings switch a rule off everywhere and for good: here such a line counts with a reason and a last day, as a comment does.
import { isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { asRecord } from '../../render/fields.ts';
import type { AcceptedPlace } from './accepted.ts';

/** The rules that a file of settings disables, each with what the comment behind it says. Pure. @param file its path */
export function switchedOff(file: string, text: string): AcceptedPlace[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return Object.entries(asRecord(asRecord(document.toJS()).rules))
    .filter(([, settings]) => ![undefined, false].includes(asRecord(settings).disable as undefined | false))
    .map(([check]) => {
      const value = document.getIn(['rules', check, 'disable'], true);
      const { until = '', because = '' } = words.exec((isScalar(value) && value.comment) || '')?.groups ?? {};
      const { line } = lines.linePos(isNode(value) ? (value.range?.[0] ?? 0) : 0);
      return { at: `${file}:${line}`, check, until, because };
    });
}

const words = /^ *until (?<until>\S+): (?<because>.*)/;
