/** The folders of the machine, at the root of the repository that holds its sources; the rest is the fleet's, and the tests'. */
export const rooms = ['commands', 'diff', 'imports', 'lib', 'loop', 'render', 'sops', 'supply', 'tools'] as const;
