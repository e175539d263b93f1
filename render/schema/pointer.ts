// The validator names places by JSON pointers; people read `spec.template.spec.containers[0].image`.

/** The steps of a pointer such as `#/metadata/labels/a~1b`. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at the end of the steps; undefined where one leads nowhere. */
export function follow(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : undefined,
    value,
  );
}

/** The steps through an object as a dotted path: indices of lists and names that hold a dot stand in brackets. */
export function fieldPath(object: unknown, steps: readonly string[]): string {
  return steps.reduce((path, step, index) => {
    if (Array.isArray(follow(object, steps.slice(0, index)))) return `${path}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${path}["${step}"]`;
    return path === '' ? step : `${path}.${step}`;
  }, '');
}
