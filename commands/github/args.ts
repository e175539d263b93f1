// The argument that the commands share which a workflow runs on main.

export const repository = {
  type: 'string',
  description: 'A clone with main checked out; the branch is fetched, and none of its code is run',
  default: '.',
  valueHint: 'DIR',
} as const;
