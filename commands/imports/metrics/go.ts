// Metrics as Go code makes them with Prometheus' client library: names and labels that stand there as text, or in a constant.
import { joined, type MetricType, type Series, seriesOf } from './series.ts';

/** What stands for a text, for a list of texts, and for the options of a metric, by name. */
interface Names {
  readonly texts: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly options: ReadonlyMap<string, string>;
}

/**
 * The metrics that files of Go make. A name that is put together while the program runs is passed over.
 * @param folders the files of each folder: a constant is looked up in its own first
 */
export function metricsInGo(folders: readonly (readonly string[])[]): Series {
  const everywhere = namesIn(folders.flat());
  return joined(
    folders.flatMap((files) => {
      const own = namesIn(files);
      const names = {
        texts: new Map([...everywhere.texts, ...own.texts]),
        lists: new Map([...everywhere.lists, ...own.lists]),
        options: own.options,
      };
      return files.flatMap((file) => [...constructed(file, names), ...described(file, names)]);
    }),
  );
}

function namesIn(files: readonly string[]): Names {
  const code = files.join('\n');
  const texts = [...code.matchAll(/(\w+)(?:\s+string)?\s*:?=\s*"([^"\n]*)"/g)];
  const lists = [...code.matchAll(/(\w+)\s*:?=\s*(\[\]string\{[^}]*\})/g)];
  const options = [...code.matchAll(/(\w+)\s*:?=\s*\w+\.(?=(?:Counter|Gauge|Histogram|Summary)Opts\{)/g)];
  const known = {
    texts: new Map(texts.map(([, name = '', text = '']) => [name, text])),
    lists: new Map(),
    options: new Map(),
  };
  return {
    texts: known.texts,
    lists: new Map(lists.map(([, name = '', list = '']) => [name, listOf(list, known)])),
    options: new Map(options.map((found) => [found[1] ?? '', literalAt(code, found.index + found[0].length)])),
  };
}

/** From its name to the bracket that ends it. */
function literalAt(code: string, start: number): string {
  const inside = code.indexOf('{', start) + 1;
  return `${code.slice(start, inside)}${bracketed(code, inside).join(',')}}`;
}

/** `NewGaugeVec(GaugeOpts{...}, []string{...})` and its like. */
function constructed(code: string, names: Names): [string, readonly string[]][] {
  return [...code.matchAll(/\bNew(Counter|Gauge|Histogram|Summary|Untyped)(?:Vec|Func)?\(/g)].flatMap((call) => {
    const [options = '', labels = ''] = bracketed(code, call.index + call[0].length);
    const [, fields] = /Opts\{(.*)\}$/s.exec(names.options.get(options) ?? options) ?? [];
    if (fields === undefined) return [];
    const field = (name: string): string | undefined => {
      const [, value] = new RegExp(`(?:^|[\\s,{])${name}:\\s*([^\\n]+?),?\\s*(?:\\n|$|,\\s*\\w+:)`).exec(fields) ?? [];
      return value === undefined ? '' : textOf(value, names);
    };
    const parts = [field('Namespace'), field('Subsystem'), field('Name')];
    const fixed = /ConstLabels:\s*(?:\w+\.)?Labels\{([^}]*)\}/.exec(fields)?.[1] ?? '';
    const all = [...listOf(labels, names), ...[...fixed.matchAll(/"(\w+)":/g)].map(([, label = '']) => label)];
    return named(parts, (call[1] ?? '').toLowerCase() as MetricType, all);
  });
}

/** `NewDesc("name", "help", []string{...}, nil)`; whoever collects says of what type. */
function described(code: string, names: Names): [string, readonly string[]][] {
  return [...code.matchAll(/\bNewDesc\(/g)].flatMap((call) => {
    const [name = '', , labels = ''] = bracketed(code, call.index + call[0].length);
    return named([textOf(name, names)], 'untyped', listOf(labels, names));
  });
}

function named(
  parts: readonly (string | undefined)[],
  type: MetricType,
  labels: readonly string[],
): [string, readonly string[]][] {
  const name = parts.filter((part) => part !== '').join('_');
  return parts.includes(undefined) || !/^[a-z]\w+$/.test(name) ? [] : seriesOf(name, type, labels);
}

/** A text, a constant, or some of them put together; undefined of anything else. */
function textOf(expression: string, names: Names): string | undefined {
  const [, parts] = /^(?:\w+\.)?BuildFQName\((.*)\)$/s.exec(expression.trim()) ?? [];
  if (parts !== undefined) {
    const known = bracketed(`${parts})`, 0).map((part) => textOf(part, names));
    return known.includes(undefined) ? undefined : known.filter(Boolean).join('_');
  }
  const terms = expression.split('+').map((term) => {
    const [, literal, constant = ''] = /^\s*(?:"([^"]*)"|(?:\w+\.)?(\w+))\s*$/.exec(term) ?? [];
    return literal ?? names.texts.get(constant);
  });
  return terms.includes(undefined) ? undefined : terms.join('');
}

function listOf(expression: string, names: Names): string[] {
  const texts = (items: string): string[] =>
    items.split(',').flatMap((item) => (item.trim() === '' ? [] : (textOf(item, names) ?? [])));
  const [, items] = /\[\]string\{([^}]*)\}/s.exec(expression) ?? [];
  if (items !== undefined) return texts(items);
  const [, appended, more = ''] = /^append\((\w+),(.*)\)$/s.exec(expression) ?? [];
  if (appended !== undefined) return [...listOf(appended, names), ...texts(more)];
  return [...(names.lists.get(/(\w+)\s*$/.exec(expression)?.[1] ?? '') ?? [])];
}

/** What stands between commas, from behind a bracket to the one that ends it. */
function bracketed(code: string, start: number): string[] {
  const found: string[] = [];
  const open: string[] = [];
  let from = start;
  for (const { 0: token, index } of code.slice(start).matchAll(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\/[^\n]*|[()[\]{},]/g)) {
    const at = start + index;
    const ends = /^[)\]}]$/.test(token);
    if (open.length === 0 && (ends || token === ',')) {
      const part = code
        .slice(from, at)
        .replaceAll(/^\s*\/\/[^\n]*$/gm, '')
        .trim();
      if (part !== '') found.push(part);
      from = at + 1;
      if (ends) return found;
    } else if (/^[([{]$/.test(token)) open.push(token);
    else if (ends) open.pop();
  }
  return found;
}
