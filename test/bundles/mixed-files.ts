import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { ZipFile } from 'yazl';

/** A PDF of plain pages; each says `words` and its number, and where asked nothing at all. */
export async function pdfOf(
  words: string,
  pages = 1,
  size: [number, number] = [612, 792],
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (let n = 1; n <= pages; n++) {
    const page = pdf.addPage(size);
    if (words !== '') page.drawText(`${words}, page ${n}`, { x: 60, y: size[1] / 2, size: 14 });
  }
  return pdf.save();
}

/** One page with words from its upper to its lower edge. */
export async function fullPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([612, 792]);
  for (let y = 780; y > 2; y -= 12)
    page.drawText(`Words at the height of ${y} points`, { x: 250, y, size: 10 });
  return document.save();
}

export async function encryptedPdf(words: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await pdfOf(words));
  pdf.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });
  return pdf.save();
}

export async function docxOf(...paragraphs: readonly string[]): Promise<Buffer> {
  const body = paragraphs.map((p) => `<w:p><w:r><w:t>${p}</w:t></w:r></w:p>`).join('');
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const zip = new ZipFile();
  const add = (name: string, xml: string) =>
    zip.addBuffer(Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`), name);
  add(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
  );
  add(
    '_rels/.rels',
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  );
  add(
    'word/document.xml',
    `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  );
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

export function emlOf(subject: string, words: string): string {
  return [
    'From: Randal <randal@firm.example>',
    'To: David <david@client.example>',
    'Date: Thu, 5 Jun 2014 16:50:00 -0400',
    `Subject: ${subject}`,
    'Message-ID: <1@firm.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    words,
    '',
  ].join('\r\n');
}

/** A file that comes attached to a mail. */
export interface Part {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array | string;
  readonly isInline?: boolean;
}

/** A mail with files attached, and pictures that stand within its words. */
export function mailWith(subject: string, parts: readonly Part[]): string {
  const name = subject.replaceAll(' ', '-');
  const [head = '', ...body] = emlOf(subject, 'Words of the mail.').split('\r\n\r\n');
  const words = ['Content-Type: text/plain; charset=utf-8', ...body].join('\r\n\r\n');
  const own = parts.filter(({ isInline }) => isInline).map(partOf);
  const whole = multipart('mixed', `${name}-mixed`, [
    multipart('related', `${name}-related`, [words, ...own]),
    ...parts.filter(({ isInline }) => !isInline).map(partOf),
  ]);
  return head.replace(/Content-Type: .*$/m, whole);
}

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/${kind}; boundary=${boundary}\r\n\r\n${body}--${boundary}--\r\n`;
}

function partOf({ name, type, content, isInline }: Part): string {
  const isMail = type === 'message/rfc822';
  return [
    `Content-Type: ${type}; name="${name}"`,
    isInline
      ? 'Content-ID: <pixel>\r\nContent-Disposition: inline'
      : `Content-Disposition: attachment; filename="${name}"`,
    ...(isMail ? [] : ['Content-Transfer-Encoding: base64']),
    '',
    isMail ? String(content) : Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
  ].join('\r\n');
}

/** The documents that cannot become pages, by their place in the folder of thirty. */
export const UNREADABLE = [
  '4 Odd/cut off.pdf',
  '4 Odd/encrypted.pdf',
  '4 Odd/nothing.pdf',
  '4 Odd/unknown.bin',
] as const;

/** Thirty files as they come: pages, pictures, tables, mail, text, Word, and what nobody can open. */
export async function writeThirtyFiles(folder: string): Promise<string[]> {
  const picture = (format: 'png' | 'jpeg') =>
    sharp({ create: { width: 640, height: 480, channels: 3, background: '#3a6ea5' } })
      .toFormat(format)
      .toBuffer();
  const csv = [
    'hour,network,mbps',
    ...Array.from({ length: 120 }, (_, i) => `${i % 24},Network ${i % 5},${(i * 7) % 30}.5`),
  ].join('\n');
  const whole = await pdfOf('A document that breaks off', 3);
  const files: Record<string, Uint8Array | string> = {
    '2014-06-05 Letter from Verizon.pdf': await pdfOf('Letter', 2),
    'Note on the enclosures.txt':
      'These are the enclosures.\n\nOne paragraph more, with ümlauts and “quotes”.\n',
    '1 Letters/2014-06-09 Reply.pdf': await pdfOf('Reply', 1),
    '1 Letters/2014-06-10 Answer.eml': emlOf('Your letter', 'We write about your letter of 5 June.'),
    '1 Letters/2014-06-11 Second answer.eml': emlOf('Your second letter', 'Nothing more.'),
    '1 Letters/Draft terms.docx': await docxOf('Terms as discussed', 'First paragraph.', 'Second paragraph.'),
    '1 Letters/Memo of call.docx': await docxOf('Memo', 'We spoke.'),
    '2 Pictures/screen.png': await picture('png'),
    '2 Pictures/phone.jpg': await picture('jpeg'),
    '2 Pictures/tablet.jpeg': await picture('jpeg'),
    '2 Pictures/turned.pdf': await pdfOf('Landscape', 2, [792, 612]),
    '3 Records/speeds.csv': csv,
    '3 Records/more speeds.csv': csv.replaceAll('Network', 'Net'),
    '3 Records/a4.pdf': await pdfOf('A4 page', 2, [595.28, 841.89]),
    '3 Records/scan.pdf': await pdfOf('', 1),
    '4 Odd/cut off.pdf': whole.slice(0, 300),
    '4 Odd/encrypted.pdf': await encryptedPdf('Locked'),
    '4 Odd/nothing.pdf': '',
    '4 Odd/page.pdf': '<!doctype html><html><body><h1>Not a PDF</h1></body></html>',
    '4 Odd/unknown.bin': Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 197 + 13) % 256)),
  };
  for (let n = 1; Object.keys(files).length < 30; n++)
    files[`3 Records/sheet ${n}.pdf`] = await pdfOf(`Sheet ${n}`, 1 + (n % 4));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return Object.keys(files);
}
