/** Whether a text can be the slug of a GitHub App. Source: GitHub Docs, "Registering a GitHub App": it is made of the App's name. */
export function isAppSlug(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value);
}
