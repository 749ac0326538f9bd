import { randomBytes } from 'node:crypto';

/** A new random id: 20 lower-case letters and digits, unguessable, safe in a path. */
export function newId(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'; // 32 symbols, so each byte masks without bias
  return Array.from(randomBytes(20), (byte) => alphabet[byte & 31]).join('');
}

/** A secret for links, sessions and one-time codes: 256 bits, URL-safe. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
