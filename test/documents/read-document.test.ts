import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { readDocument } from '../../src/documents/read-document.js';
import { readWord } from '../../src/documents/read-word.js';
import { renderDocument } from '../../src/documents/render-document.js';
import { typeset } from '../../src/pdf/typesetting/typeset.js';
import { WORD_NAMESPACE, writeWordFile, writeZip } from './word-file.js';

const quiet = (): void => undefined;

function row(...cells: readonly string[]): string {
  const cell = (text: string): string => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
  return `<w:tr>${cells.map(cell).join('')}</w:tr>`;
}

const MAIL = [
  'Return-Path: <dhyman@example.test>',
  'Received: from out.example.test by mx.example.test; Mon, 9 Jun 2014 10:00:09 -0700',
  'From: David Hyman <dhyman@example.test>',
  'To: Randal Milch <rmilch@example.test>, legal@example.test',
  'Cc: =?utf-8?q?J=C3=B6rg?= <j@example.test>',
  'Date: Mon, 9 Jun 2014 22:30:00 -0700',
  'Subject: =?utf-8?B?UmU6IFlvdXIgbGV0dGVyIG9mIDUgSnVuZSDigJMgbm90aWNlcw==?=',
  'Message-ID: <2@example.test>',
  'In-Reply-To: <1@example.test>',
  'References: <0@example.test> <1@example.test>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=windows-1252',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Dear Randal,',
  '',
  'our test =93ends=94 on 16 June.',
  '--b',
  'Content-Type: text/csv; name="../../peak.csv"',
  'Content-Disposition: attachment; filename="../../peak.csv"',
  '',
  'network,mbps',
  'A,1.5',
  '--b--',
  '',
].join('\r\n');

describe('reading an original', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'read-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function kept(name: string, content: string | Buffer): Promise<{ path: string; name: string }> {
    const path = join(folder, 'original');
    await writeFile(path, content);
    return { path, name };
  }

  it('reads who wrote a mail to whom, when by the sender’s clock, and in answer to what', async () => {
    const read = await readDocument({ ...(await kept('reply.eml', MAIL)) }, quiet);
    expect(read.state).to.equal('readable');
    expect(read.pageText[0]?.text).to.equal('Dear Randal,\n\nour test “ends” on 16 June.');
    expect(read.facts).to.deep.include({
      from: 'David Hyman <dhyman@example.test>',
      to: ['Randal Milch <rmilch@example.test>', 'legal@example.test'],
      cc: ['Jörg <j@example.test>'],
      subject: 'Re: Your letter of 5 June – notices',
      date: '2014-06-10T05:30:00.000Z',
      dateZone: '-07:00',
      dateOn: '2014-06-09',
      dateTime: '22:30',
      messageId: '<2@example.test>',
      inReplyTo: '<1@example.test>',
      references: ['<0@example.test>', '<1@example.test>'],
    });
  });

  it('extracts an attachment under its hash, whatever it calls itself', async () => {
    const attachmentsTo = await mkdtemp(join(folder, 'attached-'));
    const read = await readDocument({ ...(await kept('reply.eml', MAIL)), attachmentsTo }, quiet);
    const [attachment] = read.facts.attachments ?? [];
    const bytes = await readFile(join(attachmentsTo, attachment?.sha256 ?? ''));
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(attachment?.sha256);
    expect(bytes.toString().trim()).to.equal('network,mbps\r\nA,1.5');
    expect(await readdir(attachmentsTo)).to.have.length(1);
  });

  it('gives a mail without a date none, and says so', async () => {
    const read = await readDocument(await kept('x.eml', 'From: a@b.test\nTo: c@d.test\n\nHi'), quiet);
    expect(read.facts.dateOn).to.equal(null);
    expect(read.facts.notes).to.include('The message carries no date.');
  });

  it('shows the words of a mail that is HTML only, cells apart, nothing loaded', async () => {
    const html =
      'From: a@b.test\nContent-Type: text/html\n\n<p>Two <b>networks</b></p><table><tr><td>A</td><td>1.5</td></tr></table><img src="http://track.test/x.gif">';
    const read = await readDocument(await kept('x.eml', html), quiet);
    expect(read.pageText[0]?.text).to.match(/^Two networks\s+A\s+1\.5\s*$/);
  });

  const refused = [
    // what it shows                 name          content                                   state            reason says
    ['no bytes', 'a.pdf', '', 'empty', '0 bytes'],
    ['a PDF that breaks off', 'a.pdf', '%PDF-1.7\n1 0 obj\n<<', 'damaged', ''],
    [
      'a mailbox',
      'a.mbox',
      'From a@b.test Thu Jun  5 10:00:00 2014\nFrom: a@b.test\n\nHi\n\nFrom c@d.test Thu Jun  5 11:00:00 2014\nFrom: c@d.test\n\nHo\n',
      'unsupported',
      '2 messages',
    ],
    ['a drawing with scripts', 'a.svg', '<svg xmlns="x"><script/></svg>', 'unsupported', 'scripts'],
    ['bytes of no kind', 'a.bin', Buffer.from([0, 1, 2, 3, 255]), 'unsupported', 'download'],
    [
      'a broken picture',
      'a.png',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108020000', 'hex'),
      'damaged',
      'image',
    ],
  ] as const;
  for (const [shows, name, content, state, says] of refused)
    it(`keeps ${shows} with a state and a reason`, async () => {
      const read = await readDocument(await kept(name, content), quiet);
      expect(read.state).to.equal(state);
      expect(read.reason).to.include(says);
      expect(read.pageText).to.deep.equal([]);
    });

  it('profiles a table and says which lines it could not read', async () => {
    const read = await readDocument(await kept('m.csv', 'network,mbps\nA,1.5\nB\n'), quiet);
    expect(read.table).to.deep.include({
      rows: 1,
      rejectedCount: 1,
      rejected: [{ line: 3, reason: '1 cell where the first row has 2 cells.' }],
    });
    expect(read.reason).to.equal('1 row could not be read; each is listed with its line.');
  });

  it('knows an image by its pixels and finds a truncated one', async () => {
    const path = join(folder, 'original');
    await sharp({ create: { width: 300, height: 200, channels: 3, background: 'teal' } })
      .jpeg()
      .toFile(path);
    const whole = await readDocument({ path, name: 'photo.jpg' }, quiet);
    expect(whole.facts).to.deep.include({ width: 300, height: 200, frames: 1 });
    await truncate(path, 500);
    expect((await readDocument({ path, name: 'photo.jpg' }, quiet)).state).to.equal('damaged');
  });

  it('reads Word with its page header, lists and tables, and tells of tracked changes', async () => {
    const path = join(folder, 'original');
    const body =
      '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Method note</w:t></w:r></w:p>' +
      '<w:p><w:r><w:t>Peak </w:t></w:r><w:ins w:id="1"><w:r><w:t>hours</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>days</w:delText></w:r></w:del></w:p>' +
      '<w:tbl>' +
      row('network', 'mbps') +
      row('A', '1.5') +
      '</w:tbl>';
    const header = `<w:hdr xmlns:w="${WORD_NAMESPACE}"><w:p><w:r><w:t>Legal &amp; Policy</w:t></w:r></w:p></w:hdr>`;
    await writeWordFile(path, body, { 'word/header1.xml': header });
    const read = await readDocument({ path, name: 'note.docx' }, quiet);
    expect(read.pageText[0]?.text).to.equal('Legal & Policy\nMethod note\nPeak hours\nnetwork\tmbps\nA\t1.5');
    expect(read.facts.notes[0]).to.include('tracked changes (insertions: 1, deletions: 1)');
  });

  it('sets the pictures of a Word file, and counts those it cannot draw', async () => {
    const path = join(folder, 'original');
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    const drawing = (id: string): string =>
      `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="${id}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
    const relation = (id: string, target: string): string =>
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${target}"/>`;
    await writeWordFile(path, drawing('p1') + drawing('p2'), {
      'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('p1', 'media/a.png')}${relation('p2', 'media/b.emf')}</Relationships>`,
      'word/media/a.png': picture,
      'word/media/b.emf': 'not a picture',
    });
    const { blocks, notes } = await readWord(path, folder);
    expect(blocks.map((block) => block.kind)).to.include('image');
    expect(notes).to.include('A picture is not shown.');
  });

  it('reads no Word file that declares its own entities', async () => {
    const path = join(folder, 'original');
    await writeZip(path, {
      '[Content_Types].xml': '<Types/>',
      'word/document.xml': '<!DOCTYPE x [<!ENTITY a "b">]><w:document/>',
    });
    const read = await readDocument({ path, name: 'a.docx' }, quiet);
    expect(read.state).to.not.equal('readable');
  });

  it('reads the words of a PDF with their places', async () => {
    const path = join(folder, 'original');
    await typeset(
      {
        blocks: [{ kind: 'paragraph', runs: [{ text: 'Cease the notices.' }] }],
        paper: 'letter',
        out: path,
        date: '2014-06-05',
        title: 'Letter',
        style: 'letter',
      },
      quiet,
    );
    const read = await readDocument({ path, name: 'letter.pdf' }, quiet);
    expect(read).to.deep.include({ state: 'readable', pages: 1, label: 'PDF' });
    expect(read.pageText[0]?.lines[0]).to.deep.include({ text: 'Cease the notices.' });
  });
});

describe('an original on paper', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'paper-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function onPaper(name: string, content: string, mediaType: string): Promise<string> {
    const path = join(folder, 'original');
    const out = join(folder, 'out.pdf');
    await writeFile(path, content);
    await renderDocument(
      { path, name, mediaType, out, paper: 'letter', title: name, date: '2014-06-09' },
      quiet,
    );
    const read = await readDocument({ path: out, name: 'out.pdf' }, quiet);
    return read.pageText.map((page) => page.text).join('\n');
  }

  it('shows a mail with its header, words and attachments', async () => {
    const words = await onPaper('reply.eml', MAIL, 'message/rfc822');
    for (const part of [
      'David Hyman',
      'Mon 9 June 2014, 22:30 (UTC-07:00)',
      'Re: Your letter',
      'our test “ends”',
      'peak.csv',
    ])
      expect(words).to.include(part);
  });

  it('gives the same bytes for the same mail', async () => {
    await onPaper('reply.eml', MAIL, 'message/rfc822');
    const first = await readFile(join(folder, 'out.pdf'));
    await onPaper('reply.eml', MAIL, 'message/rfc822');
    expect(first.equals(await readFile(join(folder, 'out.pdf')))).to.equal(true);
  });

  it('shows text, tables and JSON', async () => {
    expect(await onPaper('a.txt', 'They rang at noon.', 'text/plain')).to.include('They rang at noon.');
    expect(await onPaper('a.csv', 'network,mbps\nA,1.5\n', 'text/csv')).to.include('1.5');
    expect(await onPaper('a.ndjson', '{"mbps":1.5}\n{"mbps":2}\n', 'application/x-ndjson')).to.include('1.5');
  });

  it('leaves a PDF as it is', async () => {
    const done = await renderDocument(
      {
        path: 'x',
        name: 'a.pdf',
        mediaType: 'application/pdf',
        out: 'y',
        paper: 'a4',
        title: 'A',
        date: '2014-06-09',
      },
      quiet,
    );
    expect(done).to.deep.equal({ asIs: true, pages: null, notes: [] });
  });

  it('refuses what it cannot show with a sentence for the slip sheet', async () => {
    const words = await onPaper('a.zip', 'x', 'application/zip').catch((error: unknown) => error);
    expect(words)
      .to.be.an('error')
      .with.property('message', 'An archive: it is kept for download; add the files inside it one by one.');
  });
});
