import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import { decompressRtf } from '../../src/documents/mail/compressed-rtf.js';
import { readDocument } from '../../src/documents/read-document.js';
import { renderDocument } from '../../src/documents/render-document.js';
import { outlookFile } from './outlook-file.js';

const quiet = (): void => undefined;

describe('the words of a text file', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'words-'))));
  after(() => rm(folder, { recursive: true }));

  async function read(name: string, content: string | Uint8Array) {
    const path = join(folder, 'original');
    await writeFile(path, content);
    return readDocument({ path, name }, quiet);
  }

  const WORDS = 'Sehr geehrter Herr Müller, “sofort” – within 5 days, £100.';
  const encodings = [
    ['UTF-8', Buffer.from(WORDS)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${WORDS}`)],
    ['UTF-16 little end first', iconv.encode(WORDS, 'utf-16le', { addBOM: true })],
    ['UTF-16 big end first', iconv.encode(WORDS, 'utf-16be', { addBOM: true })],
    ['UTF-16 without a mark', iconv.encode(WORDS, 'utf-16le')],
    ['Windows-1252', iconv.encode(WORDS, 'windows-1252')],
  ] as const;
  for (const [what, bytes] of encodings)
    it(`are read from ${what}`, async () => {
      const { state, pageText, facts } = await read('letter.txt', bytes);
      expect(state).to.equal('readable');
      expect(pageText[0]?.text).to.equal(WORDS);
      expect(
        facts.notes.join(' ').includes('read as Windows-1252, so some characters may be wrong'),
      ).to.equal(what === 'Windows-1252');
    });

  it('keep their lines whatever ends them', async () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect((await read('a.txt', `one${end}${end}two${end}`)).pageText[0]?.text).to.equal('one\n\ntwo\n');
  });

  const rich = [
    [
      'marks and letters',
      String.raw`{\rtf1\ansi\ansicpg1252 {\fonttbl{\f0 Arial;}}{\info{\author canary}}\f0 M\'fcller \ldblquote at once\rdblquote\par\tab \u8364?5\~x\}}`,
      'Müller “at once”\n\t€5\u00a0x}',
    ],
    ['letters of two bytes', String.raw`{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b}`, '日本'],
    [
      'a letter with a fallback of two bytes',
      String.raw`{\rtf1\ansi\ansicpg932\uc2 \u26085\'93\'fa!}`,
      '日!',
    ],
    [
      'a field by what it shows',
      String.raw`{\rtf1{\field{\*\fldinst HYPERLINK "https://canary.example"}{\fldrslt Reply}}}`,
      'Reply',
    ],
    ['groups nested deeper than is kept', `{\\rtf1 ${'{'.repeat(900)}in${'}'.repeat(900)} out}`, 'in out'],
    ['a file cut off in the middle', String.raw`{\rtf1 We demand {\b that`, 'We demand that'],
  ] as const;
  for (const [what, rtf, words] of rich)
    it(`of rich text: ${what}`, async () => {
      const { state, pageText } = await read('letter.rtf', rtf);
      expect(state).to.equal('readable');
      expect(pageText.map((page) => page.text)).to.deep.equal([words.replaceAll('\u00a0', ' ')]);
    });

  it('of rich text stand on its own pages, and say what is not shown', async () => {
    const rtf = String.raw`{\rtf1 one{\pict 0011}\page two {\deleted gone}}`;
    const { pageText, facts } = await read('letter.rtf', rtf);
    expect(pageText.map(({ page, text }) => [page, text])).to.deep.equal([
      [1, 'one'],
      [2, 'two gone'],
    ]);
    expect(facts.notes.join(' '))
      .to.include('A picture in it is not shown')
      .and.to.include('tracked changes');
  });

  it('of rich text are set on paper page by page', async () => {
    const path = join(folder, 'rich');
    const out = join(folder, 'rich.pdf');
    await writeFile(path, String.raw`{\rtf1 one\page two}`);
    const input = {
      path,
      name: 'a.rtf',
      mediaType: 'application/rtf',
      out,
      paper: 'letter',
      title: 'a',
      date: '2014-06-05',
    } as const;
    expect((await renderDocument(input, quiet)).pages).to.equal(2);
  });

  describe('that Outlook keeps as compressed rich text', () => {
    const RTF = String.raw`{\rtf1\ansi\ansicpg1252 We demand \'93this\'94.}`;
    const header = (kind: number, raw: number): Buffer => {
      const bytes = Buffer.alloc(16);
      bytes.writeUInt32LE(raw, 4);
      bytes.writeUInt32LE(kind, 8);
      return bytes;
    };
    const literal = (text: string): Buffer => {
      const runs = text.match(/[\s\S]{1,8}/g) ?? [];
      return Buffer.concat(runs.map((run) => Buffer.from(`\0${run}`, 'latin1')));
    };

    it('are unpacked, byte for byte and by reference', () => {
      const plain = Buffer.concat([header(0x414c454d, RTF.length), Buffer.from(RTF, 'latin1')]);
      expect(decompressRtf(plain)).to.equal(RTF);
      const packed = Buffer.concat([header(0x75465a4c, RTF.length), literal(RTF)]);
      expect(decompressRtf(packed)).to.equal(RTF);
      // `{\rtf1` stands first in the window: place 0, length 6 is one token.
      const referring = Buffer.concat([header(0x75465a4c, 7), Buffer.from([0b1, 0x00, 0x04, 0x21])]);
      expect(decompressRtf(referring)).to.equal('{\\rtf1!');
    });

    it('are nothing where they are cut off or something else', () => {
      expect(decompressRtf(Buffer.alloc(3))).to.equal(null);
      expect(decompressRtf(header(7, 5))).to.equal(null);
      expect(
        decompressRtf(Buffer.concat([header(0x75465a4c, 0xffffffff), Buffer.from([0b1, 0x00])])),
      ).to.equal('');
    });

    it('are the words of the message', async () => {
      const rtf = Buffer.concat([header(0x75465a4c, RTF.length), literal(RTF)]);
      const { state, pageText } = await read('letter.msg', outlookFile({ subject: 'x', rtf }));
      expect(state).to.equal('readable');
      expect(pageText[0]?.text).to.equal('We demand “this”.');
    });
  });

  it('of an Outlook message in HTML are read in the code page it names', async () => {
    const html = iconv.encode('<p>Müller – “sofort”</p>', 'windows-1252');
    const { pageText } = await read('letter.msg', outlookFile({ subject: 'x', html, codePage: 1252 }));
    expect(pageText[0]?.text.trim()).to.equal('Müller – “sofort”');
  });

  it('of an Outlook message in HTML that is not in the code page it names say so', async () => {
    const html = iconv.encode('<p>Müller – “sofort”</p>', 'windows-1252');
    const { pageText, facts } = await read(
      'letter.msg',
      outlookFile({ subject: 'x', html, codePage: 65001 }),
    );
    expect(pageText[0]?.text.trim()).to.equal('Müller – “sofort”');
    expect(facts.notes.join(' ')).to.include(
      'says that it is written in UTF-8 and is not; its letters are read as',
    );
  });

  const PAGE = (name: string): string => `<html><head><meta charset="${name}"></head><p>Привет</p></html>`;

  it('of a web page are read in the character set it names', async () => {
    const { pageText, facts } = await read('page.html', iconv.encode(PAGE('koi8-r'), 'koi8-r'));
    expect(pageText[0]?.text.trim()).to.equal('Привет');
    expect(facts.notes.join(' ')).not.to.include('may be wrong');
  });

  it('of a web page whose character set is unknown or not true say so', async () => {
    for (const name of ['x-strange-9', 'utf-8']) {
      const { facts } = await read('page.html', iconv.encode(PAGE(name), 'koi8-r'));
      expect(facts.notes.join(' ')).to.include('read as Windows-1252, so some characters may be wrong');
    }
  });
});
