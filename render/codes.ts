// The codes of refusals that are no file of render/checks/: they come from the tree, the schemas, the order, the guard.

export const otherCodes = [
  'dependency-cycle',
  'derived-name',
  'drawn-dependency',
  'empties-root',
  'hidden-from-flux',
  'included-yaml',
  'invalid-setting',
  'moves-object',
  'no-provider',
  'nothing-rendered',
  'removes-protected',
  'removes-too-much',
  'renames-chart',
  'replaces-root',
  'reserved-layer',
  'schema',
  'unknown-kind',
  'unplaced-object',
  'unrenderable',
  'uses-own-release',
] as const;
