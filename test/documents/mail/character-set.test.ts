import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readMail } from '../../../src/documents/read-mail.js';

const WINDOWS = Buffer.from('caf\xe9 \x93now\x94', 'latin1');
const UTF8 = Buffer.from('café “now”');
const WORDS = 'café “now”';
const AS_WINDOWS = 'are read as Windows-1252, so some characters may be wrong.';

/** What it shows, the type of the mail, its bytes, the words read, and what is said of them. */
const cases: readonly (readonly [string, string, Buffer, string, string | null])[] = [
  ['none named, and UTF-8', 'text/plain', UTF8, WORDS, null],
  ['UTF-8 named truly', 'text/plain; charset=utf-8', UTF8, WORDS, null],
  [
    'Latin-1 named, in which nobody but Windows writes such marks',
    'text/plain; charset=iso-8859-1',
    WINDOWS,
    WORDS,
    null,
  ],
  ['Cyrillic named truly', 'text/plain; charset=koi8-r', Buffer.from('d0d2c9d7c5d4', 'hex'), 'привет', null],
  [
    'a Japanese one',
    'text/plain; charset=iso-2022-jp',
    Buffer.from('\x1b$B%+%J\x1b(B', 'latin1'),
    'カナ',
    null,
  ],
  [
    'none named, and not UTF-8',
    'text/plain',
    WINDOWS,
    WORDS,
    `The message does not say how its letters are written; they ${AS_WINDOWS}`,
  ],
  [
    'UTF-8 named falsely',
    'text/plain; charset=utf-8',
    WINDOWS,
    WORDS,
    `The message says that it is written in UTF-8 and is not; its letters ${AS_WINDOWS}`,
  ],
  [
    'the same in quoted-printable',
    'text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable',
    Buffer.from('caf=E9 =93now=94'),
    WORDS,
    `The message says that it is written in UTF-8 and is not; its letters ${AS_WINDOWS}`,
  ],
  [
    'Latin-1 named falsely',
    'text/plain; charset=iso-8859-1',
    UTF8,
    WORDS,
    'The message says that it is written in “iso-8859-1”, but its letters are UTF-8 and are read so; some characters may be wrong.',
  ],
  [
    'one that nobody knows',
    'text/plain; charset=x-strange-9',
    WINDOWS,
    WORDS,
    'The message names a way of writing letters that is not known here, “x-strange-9”; it is read as Windows-1252, so some characters may be wrong.',
  ],
  [
    'one that nobody knows, of UTF-8',
    'text/plain; charset=x-strange-9',
    UTF8,
    WORDS,
    'The message names a way of writing letters that is not known here, “x-strange-9”; it is read as UTF-8, so some characters may be wrong.',
  ],
  [
    'one that lets markup through is not followed',
    'text/plain; charset=utf-7',
    Buffer.from('+ADw-b+AD4-'),
    '+ADw-b+AD4-',
    null,
  ],
  [
    'bytes that are no letters of the one named',
    'text/plain; charset=gb18030',
    Buffer.from([0x61, 0x81, 0x20]),
    'a\ufffd ',
    'Some letters of the message are none in “gb18030”, as which it is read; each stands as “\ufffd”.',
  ],
];

describe('the character set of a mail:', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'letters-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function read(type: string, bytes: Buffer) {
    const path = join(folder, 'mail.eml');
    const head = `From: dana@example.test\r\nDate: Thu, 5 Jun 2014 10:00:00 -0400\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n`;
    await writeFile(path, Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n')]));
    return readMail({ path, name: 'mail.eml' });
  }

  for (const [shows, type, bytes, words, note] of cases)
    it(shows, async () => {
      const { text, facts } = await read(type, bytes);
      expect(text.trim()).to.equal(words.trim());
      expect(facts.notes).to.deep.equal(note === null ? [] : [note]);
    });

  it('says once what is true of its plain and its HTML form', async () => {
    const part = (kind: string, words: string) =>
      `--m\r\nContent-Type: text/${kind}; charset=utf-8\r\n\r\n${words}\r\n`;
    const { facts } = await read(
      'multipart/alternative; boundary=m',
      Buffer.from(`${part('plain', 'caf\xe9')}${part('html', '<p>caf\xe9</p>')}--m--`, 'latin1'),
    );
    expect(facts.notes.filter((note) => note.includes('UTF-8'))).to.have.length(1);
  });
});
