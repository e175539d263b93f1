// Links come from Git through a mounted file; a file with one bad link is refused whole, so that replicas never differ.
import { health } from '../contract.ts';

/** Targets by slug, in the order of the file. */
export type Links = ReadonlyMap<string, string>;

const slugPattern = /^[A-Za-z0-9_-]{1,64}$/;
const probes: readonly string[] = Object.values(health);

/** For the log. */
export const linksWords = { loaded: () => 'links loaded', bad: 'links not loaded, the last good content stays' };

/** @throws Error that names every bad link of the file. */
export function parseLinks(text: string): Links {
  const entries = Object.entries(jsonObject(text));
  const problems = entries.flatMap(([slug, target]) => problemsOf(slug, target));
  if (problems.length > 0) throw new Error(problems.join('; '));
  return new Map(entries.map(([slug, target]) => [slug, new URL(String(target)).href]));
}

function jsonObject(text: string): object {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new Error('is not a JSON object of slugs and targets');
  }
  return content;
}

function problemsOf(slug: string, target: unknown): string[] {
  const problems: string[] = [];
  if (!slugPattern.test(slug)) problems.push(`"${slug}": a slug is 1 to 64 of A-Z, a-z, 0-9, _ and -`);
  if (probes.includes(`/${slug}`)) problems.push(`"${slug}": is the path of a probe`);
  if (!isPublicUrl(target)) problems.push(`"${slug}": the target is not an https URL without user and password`);
  return problems;
}

function isPublicUrl(target: unknown): boolean {
  if (typeof target !== 'string' || !URL.canParse(target)) return false;
  const { protocol, username, password } = new URL(target);
  return protocol === 'https:' && username === '' && password === '';
}
