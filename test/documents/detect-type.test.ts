import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { detectType } from '../../src/documents/detect-type.js';
import { writeWordFile, writeZip } from './word-file.js';

describe('what a file is', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'type-'))));
  after(() => rm(folder, { recursive: true }));

  const mail =
    'Received: by mx.example.test\nFrom: A <a@example.test>\nTo: b@example.test\nSubject: Hi\n\nText.';
  const memo = 'To: the file\nFrom: Dana\nSubject: Call of 6 June\nDate: 6 June 2014\n\nThey rang.';
  const pdf = '%PDF-1.7\n1 0 obj<<>>endobj\n';
  const ole = (stream: string): Buffer =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(2000),
      Buffer.from(stream, 'utf16le'),
    ]);

  const cases = [
    // name            content                                            what it is                trusted
    ['letter.pdf', pdf, 'application/pdf', true],
    ['letter.txt', pdf, 'application/pdf', false],
    ['late.pdf', 'x\n'.repeat(300) + pdf, 'application/pdf', true],
    ['page.pdf', '<!DOCTYPE html><html><p>Hello</p></html>', 'text/html', false],
    ['both.pdf', '<html><body>\n' + pdf, 'text/html', false],
    ['script.txt', '<script>alert(1)</script>', 'text/html', false],
    ['a.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', true],
    ['a.png', '<svg onload="x"/>', 'image/svg+xml', false],
    ['mail.eml', mail, 'message/rfc822', true],
    ['mail.txt', mail, 'message/rfc822', false],
    ['memo.txt', memo, 'text/plain', true],
    ['memo.eml', memo, 'message/rfc822', true],
    ['all.mbox', 'From a@b.test Thu Jun  5 10:00:00 2014\nFrom: a@b.test\n\nHi\n', 'application/mbox', true],
    ['rows.csv', 'a,b\n1,2\n', 'text/csv', true],
    ['rows.csv', iconv.encode('a,b\n1,2\n', 'utf-16le', { addBOM: true }), 'text/csv', true],
    ['rows.tsv', 'a\tb\n1\t2\n', 'text/tab-separated-values', true],
    ['one.json', '{"a": 1}', 'application/json', true],
    ['many.ndjson', '{"a": 1}\n{"a": 2}\n', 'application/x-ndjson', true],
    ['plan.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'text/calendar', true],
    ['rich.rtf', '{\\rtf1\\ansi Hello}', 'application/rtf', true],
    ['bm.txt', 'BMG of North America wrote this.', 'text/plain', true],
    ['umlaut.txt', Buffer.from('Grüße', 'latin1'), 'text/plain', true],
    ['mail.msg', ole('__properties_version1.0'), 'application/vnd.ms-outlook', true],
    ['secret.docx', ole('EncryptedPackage'), 'application/x-office-encrypted', true],
    ['old.doc', ole('WordDocument'), 'application/x-office-legacy', true],
    ['nothing.pdf', '', 'application/x-empty', false],
    ['one-byte.pdf', '\0', 'application/octet-stream', false],
    ['noise', Buffer.from([1, 2, 3, 0, 255, 254, 0, 7]), 'application/octet-stream', false],
  ] as const;
  for (const [name, content, mediaType, trustedExtension] of cases)
    it(`${name} holding ${JSON.stringify(content.toString().slice(0, 24))} is ${mediaType}`, async () => {
      const path = join(folder, 'file');
      await writeFile(path, content);
      expect(await detectType(path, name)).to.deep.include({ mediaType, trustedExtension });
    });

  it('knows Word, archives and images by their content', async () => {
    const path = join(folder, 'file');
    await writeWordFile(path, '<w:p/>');
    expect((await detectType(path, 'letter.docx')).label).to.equal('Word');
    await writeZip(path, { 'a.txt': 'a' });
    expect((await detectType(path, 'letter.pdf')).note).to.equal(
      'The name says .pdf, the content is: Archive (ZIP).',
    );
    await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toFile(path);
    expect((await detectType(path, 'picture.PNG')).trustedExtension).to.equal(true);
  });
});
