import { createDecipheriv, createCipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { PDFBool, PDFDict, PDFName, PDFNumber, PDFString } from './objects.js';
import type { PDFContext } from './objects.js';
import { rc4 } from './rc4.js';

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const SALT = Buffer.from('sAlT', 'latin1');
const BLOCK = 16;
const HASH_ROUNDS = 64;

type Method = 'none' | 'rc4' | 'aes' | 'aes-256';

/** How the strings and streams of one document are decrypted. */
export interface Encryption {
  readonly strings: (bytes: Uint8Array, number: number, generation: number) => Uint8Array;
  readonly streams: (bytes: Uint8Array, number: number, generation: number) => Uint8Array;
}

/** The password does not open the document, or it is encrypted in a way that no password opens. */
export class WrongPassword extends Error {
  override name = 'WrongPassword';
}

interface Terms {
  readonly revision: number;
  readonly keyBytes: number;
  readonly permissions: number;
  readonly owner: Buffer;
  readonly user: Buffer;
  readonly ownerKey: Buffer;
  readonly userKey: Buffer;
  readonly id: Uint8Array;
  readonly coversMetadata: boolean;
}

/**
 * The standard security handler (ISO 32000-1, 7.6.3; ISO 32000-2, 7.6.4). `password` opens as user or as
 * owner. Throws WrongPassword.
 */
export function openEncryption(
  context: PDFContext,
  dict: PDFDict,
  id: Uint8Array,
  password: string,
): Encryption {
  const read = entriesOf(context, dict);
  const version = read.number('V', 0);
  const revision = read.number('R', 0);
  if (read.name('Filter') !== 'Standard' || ![1, 2, 4, 5].includes(version) || revision < 2 || revision > 6)
    throw new WrongPassword('The document is encrypted in a way that is not known here.');
  const strings = methodOf(context, dict, version, 'StrF');
  const streams = methodOf(context, dict, version, 'StmF');
  const bits = version === 1 ? 40 : version === 4 ? 128 : read.number('Length', 40);
  const terms: Terms = {
    revision,
    keyBytes: Math.min(16, Math.max(5, Math.floor((bits < 40 ? bits * 8 : bits) / 8))),
    permissions: read.number('P', 0),
    owner: read.bytes('O'),
    user: read.bytes('U'),
    ownerKey: read.bytes('OE'),
    userKey: read.bytes('UE'),
    id,
    coversMetadata: read.flag('EncryptMetadata', true),
  };
  const key = revision >= 5 ? longKey(terms, password) : shortKey(terms, password);
  if (!key) throw new WrongPassword('The document needs a password to be opened.');
  return {
    strings: (bytes, number, generation) => decrypt(strings, key, bytes, number, generation),
    streams: (bytes, number, generation) => decrypt(streams, key, bytes, number, generation),
  };
}

function entriesOf(
  context: PDFContext,
  dict: PDFDict,
): {
  number: (key: string, otherwise: number) => number;
  name: (key: string) => string;
  bytes: (key: string) => Buffer;
  flag: (key: string, otherwise: boolean) => boolean;
} {
  const value = (key: string): unknown => context.lookup(dict.get(PDFName.of(key)));
  return {
    number: (key, otherwise) => {
      const found = value(key);
      return found instanceof PDFNumber ? found.asNumber() : otherwise;
    },
    name: (key) => {
      const found = value(key);
      return found instanceof PDFName ? found.raw() : '';
    },
    bytes: (key) => {
      const found = value(key);
      return Buffer.from(found instanceof PDFString ? found.asBytes() : []);
    },
    flag: (key, otherwise) => {
      const found = value(key);
      return found instanceof PDFBool ? found.asBoolean() : otherwise;
    },
  };
}

function methodOf(context: PDFContext, dict: PDFDict, version: number, use: string): Method {
  if (version < 4) return 'rc4';
  const chosen = context.lookup(dict.get(PDFName.of(use)));
  const filters = context.lookup(dict.get(PDFName.of('CF')));
  if (!(chosen instanceof PDFName) || chosen.raw() === 'Identity') return 'none';
  const filter = filters instanceof PDFDict ? context.lookup(filters.get(chosen)) : undefined;
  const method = filter instanceof PDFDict ? context.lookup(filter.get(PDFName.of('CFM'))) : undefined;
  const known: Readonly<Record<string, Method>> = { None: 'none', V2: 'rc4', AESV2: 'aes', AESV3: 'aes-256' };
  const found = method instanceof PDFName ? known[method.raw()] : undefined;
  if (!found) throw new WrongPassword('The document is encrypted in a way that is not known here.');
  return found;
}

/** Revisions 2 to 4: algorithms 2, 6 and 7. */
function shortKey(terms: Terms, password: string): Buffer | null {
  const given = padded(Buffer.from(password, 'latin1'));
  const asUser = keyOfUser(terms, given);
  if (isUserKey(terms, asUser)) return asUser;
  const asOwner = keyOfUser(terms, userPasswordOf(terms, given));
  return isUserKey(terms, asOwner) ? asOwner : null;
}

function padded(password: Buffer): Buffer {
  return Buffer.concat([password, PADDING]).subarray(0, 32);
}

function keyOfUser(terms: Terms, password: Buffer): Buffer {
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(terms.permissions | 0);
  const parts = [password, terms.owner.subarray(0, 32), permissions, terms.id];
  if (terms.revision >= 4 && !terms.coversMetadata) parts.push(Buffer.alloc(4, 0xff));
  let key = md5(...parts);
  if (terms.revision >= 3)
    for (let round = 0; round < 50; round += 1) key = md5(key.subarray(0, terms.keyBytes));
  return key.subarray(0, terms.keyBytes);
}

function isUserKey(terms: Terms, key: Buffer): boolean {
  if (terms.revision === 2) return isSame(rc4(key, PADDING), terms.user.subarray(0, 32));
  let check: Uint8Array = rc4(key, md5(PADDING, terms.id));
  for (let round = 1; round < 20; round += 1)
    check = rc4(
      key.map((byte) => byte ^ round),
      check,
    );
  return isSame(check, terms.user.subarray(0, 16));
}

function userPasswordOf(terms: Terms, owner: Buffer): Buffer {
  let key = md5(owner);
  if (terms.revision >= 3)
    for (let round = 0; round < 50; round += 1) key = md5(key.subarray(0, terms.keyBytes));
  key = key.subarray(0, terms.keyBytes);
  let password: Uint8Array = terms.owner.subarray(0, 32);
  const rounds = terms.revision === 2 ? 0 : 19;
  for (let round = rounds; round >= 0; round -= 1)
    password = rc4(
      key.map((byte) => byte ^ round),
      password,
    );
  return Buffer.from(password);
}

/** Revisions 5 and 6: algorithm 2.A. */
function longKey(terms: Terms, password: string): Buffer | null {
  const given = Buffer.from(password.normalize('NFKC'), 'utf8').subarray(0, 127);
  const { user, owner } = terms;
  const none = Buffer.alloc(0);
  const of = terms.revision === 5 ? plainHash : hardenedHash;
  if (isSame(of(given, user.subarray(32, 40), none), user.subarray(0, 32)))
    return unwrapped(of(given, user.subarray(40, 48), none), terms.userKey);
  const whole = user.subarray(0, 48);
  if (isSame(of(given, owner.subarray(32, 40), whole), owner.subarray(0, 32)))
    return unwrapped(of(given, owner.subarray(40, 48), whole), terms.ownerKey);
  return null;
}

function unwrapped(key: Buffer, wrapped: Buffer): Buffer | null {
  if (wrapped.length < 32) return null;
  const cipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(BLOCK)).setAutoPadding(false);
  return Buffer.concat([cipher.update(wrapped.subarray(0, 32)), cipher.final()]);
}

function plainHash(password: Buffer, salt: Buffer, user: Buffer): Buffer {
  return createHash('sha256').update(password).update(salt).update(user).digest();
}

/** Algorithm 2.B: at least 64 rounds of AES over 64 repetitions, with a hash chosen by what came out. */
function hardenedHash(password: Buffer, salt: Buffer, user: Buffer): Buffer {
  let key = plainHash(password, salt, user);
  for (let round = 0, last = 0; round < HASH_ROUNDS || last > round - 32; round += 1) {
    const one = Buffer.concat([password, key, user]);
    const many = Buffer.concat(Array.from({ length: 64 }, () => one));
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32));
    const mixed = cipher.setAutoPadding(false).update(many);
    const sum = mixed.subarray(0, 16).reduce((all, byte) => all + byte, 0);
    key = createHash(['sha256', 'sha384', 'sha512'][sum % 3] ?? 'sha256')
      .update(mixed)
      .digest();
    last = mixed[mixed.length - 1] ?? 0;
  }
  return key.subarray(0, 32);
}

function decrypt(
  method: Method,
  key: Buffer,
  bytes: Uint8Array,
  number: number,
  generation: number,
): Uint8Array {
  if (method === 'none') return bytes;
  if (method === 'aes-256') return undoAes('aes-256-cbc', key, bytes);
  const place = Buffer.from([number, number >> 8, number >> 16, generation, generation >> 8]);
  const parts = method === 'aes' ? [key, place, SALT] : [key, place];
  const own = md5(...parts).subarray(0, Math.min(16, key.length + 5));
  return method === 'aes' ? undoAes('aes-128-cbc', own, bytes) : rc4(own, bytes);
}

/** The first block is the start value; data that are cut off or padded wrongly give what there is of them. */
function undoAes(name: string, key: Buffer, bytes: Uint8Array): Uint8Array {
  const whole = bytes.length - (bytes.length % BLOCK);
  if (whole <= BLOCK) return new Uint8Array();
  const cipher = createDecipheriv(name, key, bytes.subarray(0, BLOCK)).setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(bytes.subarray(BLOCK, whole)), cipher.final()]);
  const padding = plain[plain.length - 1] ?? 0;
  return padding >= 1 && padding <= BLOCK ? plain.subarray(0, plain.length - padding) : plain;
}

function md5(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
