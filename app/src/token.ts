// The API token: read from a mounted Secret, compared so that neither its value nor its length shows in the time taken.
import { createHash, timingSafeEqual } from 'node:crypto';

const tokenPattern = /^[\x21-\x7e]{16,}$/;

/**
 * The token without the line end that editors and `echo` add.
 * @throws Error, never with the token in it, when it is shorter than 16 characters or holds blanks.
 */
export function parseToken(text: string): string {
  const token = text.trim();
  if (!tokenPattern.test(token)) throw new Error('is not a token of 16 or more visible ASCII characters');
  return token;
}

/** Whether an `Authorization` header (RFC 6750) carries the token; nothing does while there is no token. */
export function authorizes(header: string | undefined, token: string | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (given === undefined || token === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
