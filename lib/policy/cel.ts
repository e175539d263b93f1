// Pieces of CEL, the language of admission policies. Each policy says what is wrong with an object as a list of texts,
// `field=value`: so one shape of rule reports all of them, compares with what was there before, and lets exceptions name a field.

/** An expression. */
export type Cel = string;

/** A text as CEL writes it. */
export function quoted(value: string): Cel {
  return `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}

/** A list of texts. */
export function listed(values: readonly string[]): Cel {
  return `[${values.map(quoted).join(', ')}]`;
}

/** All that several lists hold. */
export function together(...lists: readonly Cel[]): Cel {
  return lists.join(' + ');
}

/** One text where a condition holds, none where not. */
export function where(condition: Cel, said: Cel): Cel {
  return `(${condition} ? [${said}] : [])`;
}

/** The lists of a pod's spec that hold containers. */
export const everyContainer = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/**
 * What is wrong with containers of `pod`: for each that a condition holds for, its place and what is said of it.
 * @param broken the condition, over `c`
 * @param said an expression over `c`
 */
export function ofContainers(lists: readonly (typeof everyContainer)[number][], broken: Cel, said: Cel): Cel {
  return together(
    ...lists.map(
      (list) => `pod.?${list}.orValue([]).filter(c, ${broken}).map(c, '${list}[' + string(c.name) + '].' + ${said})`,
    ),
  );
}
