import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { BundleIo } from '../../src/bundles/bundle-command.js';
import { runLetterRead } from '../../src/letter-command.js';
import { outlookFile } from '../documents/outlook-file.js';
import { scannedPage, scannedPdf } from '../documents/scanned.js';
import { writeWordFile } from '../documents/word-file.js';
import { htmlMail, mail } from './mails.js';
import { documentAsker } from '../support/document-asker.js';

const LINES = [
  'June 5, 2014',
  'Dear Mr. Hyman:',
  'We demand that you immediately cease the notices.',
  'Provide, within five days from the date of this letter, all evidence for the statement.',
];
const TEXT = LINES.join('\n\n');
const HTML = `<html><body>${LINES.map((line) => `<p>${line}</p>`).join('')}<script>canary()</script></body></html>`;
const RTF = `{\\rtf1\\ansi ${LINES.join('\\par\\par ')}}`;
const SENT = { Subject: 'Your notices', Date: 'Thu, 5 Jun 2014 16:50:00 -0400' };

interface Printed {
  readonly letterDate: string | null;
  readonly subject: string | null;
  readonly demands: readonly {
    readonly quote: string;
    readonly kind: string;
    readonly deadline: object | null;
  }[];
}

describe('rejoinder letter read', () => {
  let folder = '';
  let out = '';
  let err = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'letter-read-'));
  });
  beforeEach(() => ([out, err] = ['', '']));
  after(async () => {
    await rm(folder, { recursive: true });
  });

  const io: BundleIo = {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    today: () => '2014-06-09',
    openAsker: documentAsker,
  };
  const read = async (name: string, content: string | Uint8Array): Promise<number> => {
    await writeFile(join(folder, name), content);
    return runLetterRead([join(folder, name), '--json'], io);
  };

  async function pdfOf(pages: readonly (readonly string[])[]): Promise<Uint8Array> {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.Helvetica);
    for (const lines of pages) {
      const page = document.addPage([612, 792]);
      for (const [index, line] of lines.entries())
        page.drawText(line, { x: 60, y: 700 - index * 24, size: 11, font });
    }
    return document.save();
  }
  const paragraphs = (lines: readonly string[]): string =>
    lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('');
  async function wordOf(body: string): Promise<Uint8Array> {
    const path = join(folder, 'made.docx');
    await writeWordFile(path, body);
    const { readFile } = await import('node:fs/promises');
    return new Uint8Array(await readFile(path));
  }

  const formats = [
    ['letter.txt', async () => TEXT],
    ['letter in UTF-16.txt', async () => new Uint8Array(iconv.encode(TEXT, 'utf-16le', { addBOM: true }))],
    ['letter.pdf', () => pdfOf([LINES])],
    ['letter.docx', () => wordOf(paragraphs(LINES))],
    ['letter.rtf', async () => RTF],
    ['letter.html', async () => HTML],
    ['letter.eml', async () => mail(SENT, TEXT)],
    ['letter in HTML.eml', async () => htmlMail(SENT, '', HTML)],
    [
      'letter.msg',
      async () => outlookFile({ subject: 'Your notices', body: TEXT, headers: `Date: ${SENT.Date}` }),
    ],
    ['letter with a wrong name.pdf', async () => RTF],
  ] as const;
  for (const [name, content] of formats)
    it(`reads the same demands from ${name}`, async () => {
      expect(await read(name, await content()), err).to.equal(0);
      const printed = JSON.parse(out) as Printed;
      expect(printed.letterDate).to.equal('2014-06-05');
      expect(printed.demands.map(({ kind }) => kind)).to.deep.equal(['cease', 'provide-evidence']);
      expect(printed.demands[0]?.quote).to.include('immediately cease the notices');
      expect(printed.demands[1]?.deadline).to.deep.include({ count: 5, unit: 'day', from: 'letter-date' });
      expect(out).to.not.include('canary');
    });

  it('reads a letter of 300 pages, and gives the page of each demand', async () => {
    const pages = Array.from({ length: 300 }, (_, index) =>
      index === 270 ? LINES : [`Schedule ${index + 1} lists the notices shown on that day.`],
    );
    expect(await read('long.pdf', await pdfOf(pages)), err).to.equal(0);
    const demands = (JSON.parse(out) as { demands: { page: number; kind: string }[] }).demands;
    expect(demands.map(({ page, kind }) => [page, kind])).to.deep.equal([
      [271, 'cease'],
      [271, 'provide-evidence'],
    ]);
  });

  it('reads a page that is a picture by machine, beside one with words, and says which', async () => {
    const document = await PDFDocument.load(await pdfOf([LINES.slice(0, 2)]));
    const [scan] = await document.copyPages(
      await PDFDocument.load(await scannedPdf([await scannedPage(LINES.slice(2))])),
      [0],
    );
    if (scan) document.addPage(scan);
    expect(await read('half a scan.pdf', await document.save()), err).to.equal(0);
    const { demands, readByMachine } = JSON.parse(out) as Printed & {
      readByMachine: { page: number; confidence: number }[];
    };
    expect(demands.map(({ kind }) => kind)).to.deep.equal(['cease', 'provide-evidence']);
    expect(readByMachine.map(({ page }) => page)).to.deep.equal([2]);
    expect(readByMachine[0]?.confidence).to.be.greaterThan(60);
  });

  it('reads a picture of a letter by machine and warns of it', async () => {
    const path = join(folder, 'letter.png');
    await writeFile(path, await scannedPage(LINES));
    expect(await runLetterRead([path], io), err).to.equal(0);
    expect(out)
      .to.include('immediately cease the notices')
      .and.to.include('Thu 5 Jun 2014')
      .and.to.include('Page 1 had no words and was read by machine (OCR)');
  });

  it('says nothing of a machine where every page has its words', async () => {
    expect(await read('plain.pdf', await pdfOf([LINES])), err).to.equal(0);
    expect(out).to.not.include('readByMachine');
  });

  it('reads words in a charset that the mail names wrongly', async () => {
    const wrong = mail(SENT, TEXT).replace('charset=utf-8', 'charset=x-nonsense-9');
    expect(await read('charset.eml', wrong), err).to.equal(0);
    expect((JSON.parse(out) as Printed).demands).to.have.length(2);
  });

  describe('sentences with demand or time words that are in no demand', () => {
    const more = [
      ...LINES.slice(0, 3),
      'By the same date our client will need an accounting of all units.',
      'The unpaid amount falls to be paid on or before 29 June 2014.',
      'We sell films.',
    ].join('\n\n');

    it('stand in the JSON with page, offsets and the times they name', async () => {
      expect(await read('left.txt', more), err).to.equal(0);
      const { leftOver, timesLeft } = JSON.parse(out) as { leftOver: unknown[]; timesLeft: unknown[] };
      const [paid, same] = ['The unpaid amount', 'By the same date'].map((words) => more.indexOf(words));
      const [unpaid, need] = [more.split('\n\n')[4] ?? '', more.split('\n\n')[3] ?? ''];
      expect(leftOver).to.deep.equal([
        {
          ...{ quote: unpaid, page: 1, start: paid, end: (paid ?? 0) + unpaid.length },
          ...{ asks: false, times: ['on or before 29 June 2014'] },
        },
      ]);
      expect(timesLeft).to.deep.equal([
        {
          ...{ quote: need, page: 1, start: same, end: (same ?? 0) + need.length },
          ...{ times: ['By the same date'], demand: 2 },
        },
      ]);
    });

    it('stand below the demands in the plain words', async () => {
      const path = join(folder, 'left.txt');
      await writeFile(path, more);
      expect(await runLetterRead([path], io), err).to.equal(0);
      expect(out)
        .to.include('One sentence with demand or time words is in no demand. Look at it:')
        .and.to.include('page 1, characters ')
        .and.to.include('“The unpaid amount falls to be paid on or before 29 June 2014.”')
        .and.to.include('names a time, “By the same date”, that demand 2 as proposed does not take in')
        .and.not.to.include('We sell films');
    });

    it('are said to be none where there is none', async () => {
      const path = join(folder, 'none left.txt');
      await writeFile(path, TEXT);
      expect(await runLetterRead([path], io), err).to.equal(0);
      expect(out).to.include('No other sentence has demand or time words.');
    });
  });

  const unread = [
    ['an empty file', 'empty.txt', async () => '', '0 bytes'],
    ['words of nothing but spaces', 'spaces.txt', async () => ' \n\t\n', 'No words were found'],
    [
      'an empty scan',
      'empty scan.pdf',
      async () => scannedPdf([await scannedPage([])]),
      'No words were found',
    ],
    [
      'a header of 1 MB',
      'header.eml',
      async () => mail({ ...SENT, 'X-Long': 'a '.repeat(524_288) }, TEXT),
      'longer than 256 kB',
    ],
    [
      'a Word file that is cut off',
      'cut.docx',
      async () => (await wordOf(paragraphs(LINES))).slice(0, 400),
      'damaged',
    ],
    [
      'a winmail.dat',
      'winmail.dat',
      async () => Uint8Array.from([0x78, 0x9f, 0x3e, 0x22, 1, 0, 1, 6]),
      'send the files again',
    ],
  ] as const;
  for (const [what, name, content, words] of unread)
    it(`${what}: exit code 66, the file named, and why`, async () => {
      expect(await read(name, await content())).to.equal(66);
      expect(out).to.equal('');
      expect(err)
        .to.include(`“${join(folder, name)}” cannot be read as a letter.`)
        .and.to.include(words);
    });

  it('a file that is not there, or two of them: exit codes 66 and 64', async () => {
    expect(await runLetterRead([join(folder, 'nothing.txt')], io)).to.equal(66);
    expect(err).to.include('is no file that can be read');
    expect(await runLetterRead(['a.txt', 'b.txt'], io)).to.equal(64);
  });
});
