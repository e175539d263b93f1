// The arguments by which several commands name secrets.

/** One secret. */
export const oneSecret = {
  type: 'positional',
  required: true,
  description: 'The secret, as list names it',
  valueHint: 'CLUSTER/NAME',
} as const;

/** Some secrets, or all; of one cluster, or of all. */
export const someSecrets = {
  secret: {
    type: 'positional',
    required: false,
    description: 'Secrets, as list names them; all if none is named',
    valueHint: 'CLUSTER/NAME ...',
  },
  cluster: { type: 'string', description: 'Only those of this cluster', valueHint: 'NAME' },
} as const;
