// Errors of the file system are told apart by their code alone: `instanceof Error` fails across realms, as in tests.

/** The code of a system error, such as `ENOENT`; undefined for anything else. */
export function errno(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
