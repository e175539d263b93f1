// A text may set names to values itself: files of settings, command lines, scripts, JSON, XML, SQL.
import { couldTell } from './names.ts';

/** A name and the value that a text gives it. */
export interface Assignment {
  /** As it stands there, without dashes. */
  readonly name: string;
  /** Without its quotes. */
  readonly value: string;
}

const value = String.raw`(?:[|>][-+0-9]*[^\S\n]*\n[^\S\n]+([^\n]+)|"([^"\n]*)"|'([^'\n]*)'|(\$\([^)\n]*\)|\{\{[^}\n]*\}\}|[^\s,;&"'<>{}\])][^\s,;&"'<>}\])]*))`;

const forms: readonly RegExp[] = [
  // password = x, "password": "x", ?password=x, --password=x
  new RegExp(String.raw`(?<![\w$.-])-{0,2}([A-Za-z_][\w.-]*)["']?[^\S\n]*(?::=|=>|[:=])[^\S\n]*${value}`, 'g'),
  // --password x
  new RegExp(String.raw`(?<!\S)--?([A-Za-z][\w-]*)[^\S\n]+(?!-)${value}`, 'g'),
  // <password>x</password>
  /<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?>([^<>]+)<\//g,
  // IDENTIFIED BY 'x', PASSWORD 'x'
  /\b(password|identified by)\s+["']([^"'\n]+)["']/gi,
  // machine x login y password z
  /\blogin\s+\S+\s+(password)\s+(\S+)/g,
];

/** What a text sets, in every form that is known; the same may be found by two. */
export function assignmentsIn(text: string): Assignment[] {
  if (!couldTell(text)) return [];
  // JSON in JSON
  const plain = text.replaceAll(/\\(?=["'])/g, '');
  return forms.flatMap((form) =>
    [...plain.matchAll(form)].map(([, name = '', ...values]) => ({
      name: /^identified by$/i.test(name) ? 'password' : name,
      value: values.find((found) => found !== undefined) ?? '',
    })),
  );
}
