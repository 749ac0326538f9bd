import { Document, HeadingLevel, Packer, Paragraph } from 'docx';
import { PDFDocument, rgb, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';
import type { SentFile } from '../support/browser.js';

/** Files that each say something of what they are: a photo, a report, a Word file, a letter, a mail and a table of one day. */
export async function saidFiles(): Promise<SentFile[]> {
  return [
    { name: 'IMG_0007.jpg', content: await photoOf('2014:06:03 21:15:00') },
    { name: 'r1.pdf', content: await reportPdf() },
    { name: 'min.docx', content: await minutesDocx() },
    {
      name: 'ltr.txt',
      content:
        'Firm One\n1 Pier Road\n\nLowport, 5 June 2014\n\nRe: Notices shown to customers\n\nDear Sirs\n\nCease within five days, by June 10, 2014.\n',
    },
    {
      name: 'm.eml',
      content:
        'From: Lena Korb <lena@firm.example>\nTo: c@d.test\nDate: Thu, 5 Jun 2014 23:30:00 -0400\nSubject: Slow evenings\nMIME-Version: 1.0\n\nSee the table.\n',
    },
    {
      name: 'outage-log.csv',
      content: 'seen_at,state\n2014-06-03T08:00:00Z,down\n2014-06-03T09:00:00Z,up\n',
    },
  ];
}

export async function photoOf(original: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .withExif({ IFD0: { DateTime: '2020:01:01 00:00:00' }, IFD2: { DateTimeOriginal: original } })
    .jpeg()
    .toBuffer();
}

/** A report; where asked, with a black box over its heading, whose words are still under it. */
export async function reportPdf(isCovered = false): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage([612, 792]);
  const line = (words: string, y: number, size = 11): void => page.drawText(words, { x: 60, y, size, font });
  line('CONFIDENTIAL', 750, 20);
  line('Report on evening speeds', 700, 22);
  line('4 June 2014', 670);
  for (let n = 1; n <= 8; n += 1) line(`Finding ${n} of what was measured on the pier.`, 640 - n * 16);
  if (isCovered) page.drawRectangle({ x: 50, y: 690, width: 400, height: 36, color: rgb(0, 0, 0) });
  pdf.setTitle('Microsoft Word - r1.docx');
  pdf.setAuthor('Ada Pell');
  return pdf.save();
}

async function minutesDocx(): Promise<Buffer> {
  const heading = new Paragraph({ text: 'Minutes of 2 June 2014', heading: HeadingLevel.TITLE });
  const document = new Document({
    creator: 'Tom Ash',
    sections: [{ children: [heading, new Paragraph('Present: all.')] }],
  });
  return Packer.toBuffer(document);
}
