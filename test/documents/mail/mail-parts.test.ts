import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readMail } from '../../../src/documents/read-mail.js';

const HEADER = [
  'From: Dana Reyes <dana@example.test>',
  'To: omar@example.test',
  'Date: Thu, 5 Jun 2014 10:00:00 -0400',
  'Subject: The notices',
  'MIME-Version: 1.0',
  '',
].join('\r\n');

const plain = (words: string): string => `Content-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n`;
const html = (words: string): string => `Content-Type: text/html; charset=utf-8\r\n\r\n${words}\r\n`;

function multipart(kind: string, ...parts: readonly string[]): string {
  const mark = `${kind}-${parts.join('').length}`;
  const inside = parts.map((part) => `--${mark}\r\n${part}`).join('');
  return `Content-Type: multipart/${kind}; boundary="${mark}"\r\n\r\n${inside}--${mark}--\r\n`;
}

const AGREED = 'We agree to all that your letter of 5 June asks of us.';

describe('the parts of a mail that are words', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'parts-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function read(body: string) {
    const path = join(folder, 'mail.eml');
    await writeFile(path, HEADER + body);
    return readMail({ path, name: 'mail.eml' });
  }

  const cases: readonly (readonly [shows: string, body: string, text: string])[] = [
    [
      'HTML after plain text, however short it is',
      multipart('mixed', plain(AGREED), html('<p>No.</p>')),
      `${AGREED}\nNo.`,
    ],
    [
      'plain text after HTML',
      multipart('mixed', html(`<p>${AGREED}</p>`), plain('Not this.')),
      `${AGREED}\nNot this.`,
    ],
    [
      'what follows a part in two forms',
      multipart(
        'mixed',
        multipart('alternative', plain(AGREED), html(`<p>${AGREED}</p>`)),
        plain('Signed.'),
        html('<p>In part.</p>'),
      ),
      `${AGREED}\nSigned.\nIn part.`,
    ],
    [
      'HTML within the plain form',
      multipart(
        'alternative',
        multipart('mixed', plain(AGREED), html('<p>In part.</p>')),
        html(`<p>${AGREED}</p>`),
      ),
      `${AGREED}\nIn part.`,
    ],
    [
      'plain text within the HTML form',
      multipart(
        'alternative',
        plain(AGREED),
        multipart('mixed', html(`<p>${AGREED}</p>`), plain('This holds for two days alone.')),
      ),
      `${AGREED}\nThis holds for two days alone.`,
    ],
    [
      'HTML of which an earlier part would hide the words',
      multipart('mixed', html(`<style>p{display:none}</style><b>${AGREED}</b>`), html('<p>In part.</p>')),
      `${AGREED}\nIn part.`,
    ],
  ];
  for (const [shows, body, text] of cases)
    it(`are all read: ${shows}`, async () => {
      const mail = await read(body);
      expect(mail.text.trim().replace(/\n+/g, '\n')).to.equal(text);
      expect(mail.other).to.equal(null);
    });

  it('stand among the HTML as its sender laid it out, with their marks escaped', async () => {
    const mail = await read(multipart('mixed', plain('5 < 6\r\n& more'), html('<p>In part.</p>')));
    expect(mail.html).to.include('<p>5 &lt; 6<br>\n&amp; more</p>').and.to.include('<p>In part.</p>');
    expect(mail.facts.notes).to.deep.equal([
      'Some parts of the message are in HTML only; their words are shown in their place, without the layout.',
    ]);
  });

  it('name those of one form that the other lacks, where they are too short to be shown beside it', async () => {
    const mail = await read(multipart('alternative', plain(AGREED), html(`<p>${AGREED}</p><p>Not yet.</p>`)));
    expect(mail.text.trim()).to.equal(AGREED);
    expect(mail.facts.notes).to.deep.equal([
      'The message also has an HTML form; its plain text is shown. Words of its HTML that are not shown: “Not yet.”.',
    ]);
  });

  it('are both shown where two short forms differ', async () => {
    const mail = await read(multipart('alternative', plain('Yes.'), html('<p>No.</p>')));
    expect([mail.text.trim(), mail.other?.text.trim()]).to.have.members(['Yes.', 'No.']);
  });

  for (const [shows, one, other] of [
    ['a short line with another number', 'The sum: $9,000', 'The sum: $90,000'],
    ['a sum that goes on', 'Pay us the whole sum of $9,000', 'Pay us the whole sum of $9,000,000'],
  ] as const)
    it(`are both shown: ${shows}`, async () => {
      const mail = await read(multipart('alternative', plain(one), html(`<p>${other}</p>`)));
      expect([mail.text.trim(), mail.other?.text.trim()]).to.have.members([one, other]);
    });
});
