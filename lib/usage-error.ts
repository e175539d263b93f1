/** What the caller wrote is wrong: a command prints it together with its usage. */
export class UsageError extends Error {}
