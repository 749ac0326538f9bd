import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Words made of bytes, and what a person has to know of how: null where nothing is in doubt. */
export interface Decoded {
  readonly text: string;
  readonly note: string | null;
}

const DOUBT = 'so some characters may be wrong';
/** Names that iconv-lite knows and in which nobody writes a text; UTF-7 is a way to hide markup. */
const NO_TEXT = /^(?:(?:cs)?unicode11)?utf7(?:imap)?$|^base64$|^hex$|^binary$|^ucs2$/;
/** Latin-1 in name: what its bytes mean to whoever wrote them, by custom of every mail program, is Windows-1252. */
const LATIN = /^(?:iso88591|latin1|l1|windows1252|cp1252|ansi|xansi)$/;
const UTF8 = /^(?:utf8|usascii|ascii|7bit|8bit|unknown8bit|default)$/;
const ONE_BYTE = /^(?:iso8859\d+[ei]?|latin\d|windows125\d|cp125\d|koi8\w*|macintosh|xmac\w*)$/;

/**
 * Words in the character set that a text names for itself; `named` is null where it names none, `what` the text in a
 * sentence (“The message”). Null for a name that only another reader may know.
 */
export function decodeNamed(bytes: Buffer, named: string | null, what: string): Decoded | null {
  const name = (named ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  const isUnicode = isUtf8(bytes);
  if (name === '' || UTF8.test(name)) {
    if (isUnicode) return { text: withoutMark(bytes.toString('utf8')), note: null };
    const why = /^utf/.test(name)
      ? `${what} says that it is written in UTF-8 and is not; its letters`
      : `${what} does not say how its letters are written; they`;
    return asWindows(bytes, `${why} are read as Windows-1252, ${DOUBT}.`);
  }
  const isPlain = bytes.every((byte) => byte < 0x80);
  if (isUnicode && !isPlain && (LATIN.test(name) || ONE_BYTE.test(name)))
    return {
      text: withoutMark(bytes.toString('utf8')),
      note: `${what} says that it is written in “${short(named)}”, but its letters are UTF-8 and are read so; some characters may be wrong.`,
    };
  if (LATIN.test(name)) return asWindows(bytes, null);
  if (NO_TEXT.test(name) || !iconv.encodingExists(named ?? '')) return null;
  const text = iconv.decode(bytes, named ?? '');
  return { text, note: text.includes('\ufffd') ? noLetters(what, named) : null };
}

/** Words of a text whose character set nobody here knows. */
export function decodeUnknown(bytes: Buffer, named: string, what: string): Decoded {
  const why = `${what} names a way of writing letters that is not known here, “${short(named)}”; it is read as`;
  if (isUtf8(bytes)) {
    const note = bytes.every((byte) => byte < 0x80) ? null : `${why} UTF-8, ${DOUBT}.`;
    return { text: withoutMark(bytes.toString('utf8')), note };
  }
  return asWindows(bytes, `${why} Windows-1252, ${DOUBT}.`);
}

/** What is said where bytes are no letters of the set they are read in. */
export function noLetters(what: string, named: string | null): string {
  return `Some letters of ${what.charAt(0).toLowerCase()}${what.slice(1)} are none in “${short(named)}”, as which it is read; each stands as “\ufffd”.`;
}

function asWindows(bytes: Buffer, note: string | null): Decoded {
  return { text: iconv.decode(bytes, 'windows-1252'), note };
}

function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function short(named: string | null): string {
  return (named ?? '').slice(0, 40);
}
