import { expect } from 'chai';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWordFile } from '../documents/word-file.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, LETTER, openTestMatter } from './fixtures.js';
import { mail } from './mails.js';

const DEMAND = 'We demand a reply within five days from the date of this letter.';

/** A message of parts inside parts, each with the demand beside what it holds. */
function nested(depth: number): string {
  const begin = Array.from(
    { length: depth },
    (_, n) =>
      `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\nContent-Type: text/plain\r\n\r\n${DEMAND}\r\n--b${n}\r\n`,
  ).join('');
  const end = Array.from({ length: depth }, (_, n) => `--b${depth - 1 - n}--\r\n`).join('');
  return `From: a@verizon.example\r\nDate: Thu, 5 Jun 2014 16:50:00 -0400\r\nSubject: Nested\r\nMIME-Version: 1.0\r\n${begin}Content-Type: text/plain\r\n\r\nlast\r\n${end}`;
}

function withWinmail(): string {
  const package_ = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0, 1, 6]).toString('base64');
  return mail({ Subject: 'Packed' }, '')
    .replace('Content-Type: text/plain; charset=utf-8', 'Content-Type: multipart/mixed; boundary="b"')
    .concat(
      `--b\r\nContent-Type: text/plain\r\n\r\n${DEMAND}\r\n--b\r\nContent-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Disposition: attachment; filename="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n${package_}\r\n--b--\r\n`,
    );
}

/** An OLE2 container that names the stream of an encrypted Office file. */
function encryptedWord(): Uint8Array {
  return Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(600),
  ]);
}

async function trackedWord(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'tracked-'));
  try {
    const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const change = 'w:id="1" w:author="Someone" w:date="2014-06-05T10:00:00Z"';
    await writeWordFile(
      join(folder, 'a.docx'),
      `<w:p>${run('We demand a reply within ')}<w:del ${change}><w:r><w:delText>ten</w:delText></w:r></w:del><w:ins ${change}>${run('five')}</w:ins>${run(' days from the date of this letter.')}</w:p>`,
    );
    return new Uint8Array(await readFile(join(folder, 'a.docx')));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('odd letters', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  // what it is, its name, its bytes, the state it is kept in, what the page says, the earliest date found
  const cases = [
    ['a mail with no headers', 'bare.eml', async () => `\r\n${LETTER}`, 'readable', 'Email', '2014-06-09'],
    [
      'a mail with headers of no kind',
      'odd.eml',
      async () => `X-Odd: 1\r\n\r\n${DEMAND}`,
      'readable',
      'Download the original',
      '2014-06-10',
    ],
    [
      '500 parts inside each other',
      'nested.eml',
      async () => nested(500),
      'unsupported',
      'too many parts inside each other',
      null,
    ],
    [
      'a header of 1 MB',
      'header.eml',
      async () => mail({ 'X-Long': 'a '.repeat(524_288) }, DEMAND),
      'unsupported',
      'longer than 256 kB',
      null,
    ],
    [
      'a wrong charset',
      'charset.eml',
      async () => mail({}, DEMAND).replace('utf-8', 'x-nonsense-9'),
      'readable',
      'We demand a reply',
      '2014-06-09',
    ],
    [
      'a mail with a winmail.dat',
      'winmail.eml',
      async () => withWinmail(),
      'readable',
      'packed into winmail.dat',
      '2014-06-09',
    ],
    [
      'an encrypted Word file',
      'secret.docx',
      async () => encryptedWord(),
      'needs-password',
      'it needs a password',
      null,
    ],
    [
      'a Word file with tracked changes',
      'tracked.docx',
      trackedWord,
      'readable',
      'tracked changes',
      '2014-06-10',
    ],
    [
      'a mail dated 1970',
      'old.eml',
      async () => mail({ Date: 'Thu, 1 Jan 1970 00:00:00 +0000' }, DEMAND),
      'readable',
      'Thu 1 Jan 1970',
      '1970-01-05',
    ],
    [
      'a mail with no date',
      'undated.eml',
      async () => mail({ Date: '' }, DEMAND),
      'readable',
      'date of the message cannot be read',
      '2014-06-10',
    ],
    [
      'a mail whose date names no zone',
      'zoneless.eml',
      async () => mail({ Date: 'Thu, 5 Jun 2014 16:50:00' }, DEMAND),
      'readable',
      'It names no zone',
      '2014-06-09',
    ],
  ] as const;
  for (const [what, name, content, state, words, earliest] of cases)
    it(`${what} is kept, hashed and shown with its state`, async () => {
      const answer = await dana.upload(`/matters/${matterId}/letters`, [{ name, content: await content() }]);
      expect(answer.status, answer.text).to.equal(303);
      const document = await started.deps.db
        .selectFrom('document')
        .where('name', '=', name)
        .selectAll()
        .executeTakeFirstOrThrow();
      expect(document.state, document.reason ?? '').to.equal(state);
      expect(await started.deps.files.isWhole(document.sha256)).to.equal(true);
      const page = await dana.get(answer.location ?? '');
      expect(page.status).to.equal(200);
      expect(page.text).to.include(words);
      const letter = await started.deps.db
        .selectFrom('letter')
        .where('documentId', '=', document.id)
        .selectAll()
        .executeTakeFirstOrThrow();
      expect(letter.earliestOn).to.equal(earliest);
    });
});
