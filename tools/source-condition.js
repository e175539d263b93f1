// Resolution of modules with the condition `source`: a chart's import of `fleetwright/lib/...` leads to the TypeScript here, and in a
// fork, which has no such condition, to what was compiled.

/** @type {import('node:module').ResolveHook} */
export const resolve = (specifier, context, nextResolve) =>
  nextResolve(specifier, { ...context, conditions: [...context.conditions, 'source'] });
