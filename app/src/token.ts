// The API token: read from a mounted Secret, compared so that neither its value nor its length shows in the time taken.
import { createHash, timingSafeEqual } from 'node:crypto';

const tokenPattern = /^[\x21-\x7e]{16,}$/;

/** In place of a token where the file holds none: whoever emptied, removed or broke it, the old token counts no more. */
export const revoked = '';

/** For the log. */
export const tokenWords = {
  loaded: (token?: string) => (token === revoked ? 'token revoked, nobody is let in' : 'token loaded'),
  bad: 'token not loaded, nobody is let in',
};

/**
 * The token without the line end that editors and `echo` add; {@link revoked} where there is nothing else.
 * @throws Error, never with the token in it, when it is shorter than 16 characters or holds blanks.
 */
export function parseToken(text: string): string {
  const token = text.trim();
  if (token === revoked) return revoked;
  if (!tokenPattern.test(token)) throw new Error('is not a token of 16 or more visible ASCII characters');
  return token;
}

/** Whether an `Authorization` header (RFC 6750) carries the token; nothing does while there is none. */
export function authorizes(header: string | undefined, token: string | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (given === undefined || !token) return false;
  return timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
