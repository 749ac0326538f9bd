import { Transform } from 'node:stream';
import { MailParser } from 'mailparser';
import { decodeNamed, decodeUnknown, noLetters } from '../character-set.js';

/** What the parser keeps to itself, of which its typings say nothing. */
interface ParserInside {
  createNode(node: unknown): { readonly isAttachment?: boolean; charset?: string };
  decoder: { decodeStream(charset: string): Transform & { readonly supported?: boolean } };
}

/** Put before the name of a set so that the bytes of every text come here, those said to be UTF-8 too. */
const OURS = 'rejoinder:';
const WHAT = 'The message';

/**
 * A parser that reads the words of a mail in the character set it names, by itself where that is none, unknown or not
 * true, and adds what a person has to know of that to `notes`.
 */
export function mailParser(notes: Set<string>): MailParser {
  const parser = new MailParser({
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    checksumAlgo: 'sha256',
  });
  const inside = parser as MailParser & ParserInside; // a parsed boundary: the parser has no other place for this
  const create = inside.createNode.bind(parser);
  const theirs = inside.decoder;
  inside.createNode = (node) => {
    const made = create(node);
    if (made.isAttachment === false) made.charset = OURS + (made.charset ?? '');
    return made;
  };
  inside.decoder = {
    decodeStream: (charset) =>
      charset.startsWith(OURS)
        ? wordsOf(charset.slice(OURS.length), theirs, notes)
        : theirs.decodeStream(charset),
  };
  return parser;
}

/** Bytes in, UTF-8 out: the whole text is needed to tell what it is written in. */
function wordsOf(named: string, theirs: ParserInside['decoder'], notes: Set<string>): Transform {
  const pieces: Buffer[] = [];
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
    flush(done) {
      const bytes = Buffer.concat(pieces);
      const read = decodeNamed(bytes, named === '' ? null : named, WHAT);
      if (read) {
        if (read.note !== null) notes.add(read.note);
        done(null, Buffer.from(read.text));
        return;
      }
      readByTheirs(bytes, named, theirs).then(
        ({ text, note }) => {
          if (note !== null) notes.add(note);
          done(null, Buffer.from(text));
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
}

/** Sets that only the parser knows, like those of Japanese mails. */
async function readByTheirs(
  bytes: Buffer,
  named: string,
  theirs: ParserInside['decoder'],
): Promise<{ readonly text: string; readonly note: string | null }> {
  const stream = theirs.decodeStream(named);
  if (stream.supported === false) return decodeUnknown(bytes, named, WHAT);
  stream.end(bytes);
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece as Buffer));
  const text = Buffer.concat(pieces).toString('utf8');
  return { text, note: text.includes('\ufffd') ? noLetters(WHAT, named) : null };
}
