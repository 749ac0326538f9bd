import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { renderDocument, type RenderInput } from '../../../src/documents/render-document.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { readPdfBytes } from '../../../src/pdf/open-pdf.js';
import { renderPage, withPdfium } from '../../../src/pdf/pdfium.js';

const quiet = (): void => undefined;

describe('the pictures within a mail', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'pictures-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const red = (width: number, height: number): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 3, background: '#d01010' } })
      .png()
      .toBuffer();
  const mail = (html: string, parts: readonly { name: string; type?: string; content: Buffer }[]): string =>
    [
      'From: dana@example.test',
      'Date: Thu, 5 Jun 2014 10:00:00 -0700',
      'Subject: What the screen showed',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      html,
      ...parts.flatMap(({ name, type = 'image/png', content }) => [
        '--b',
        `Content-Type: ${type}; name="${name}"`,
        `Content-ID: <${name}>`,
        'Content-Disposition: inline',
        'Content-Transfer-Encoding: base64',
        '',
        ...(content.toString('base64').match(/.{1,76}/g) ?? []),
      ]),
      '--b--',
      '',
    ].join('\r\n');

  async function set(message: string, more: Partial<RenderInput> = {}) {
    const [path, out] = [join(folder, 'mail.eml'), join(folder, 'mail.pdf')];
    await writeFile(path, message);
    const input = { path, out, name: 'mail.eml', mediaType: 'message/rfc822', paper: 'letter' as const };
    const { notes } = await renderDocument({ ...input, title: 'Mail', date: '2014-06-09', ...more }, quiet);
    const text = (await pageText({ path: out }, quiet)).pages.map((page) => page.text).join('\n');
    return { notes, text, reds: await redDots(out) };
  }

  /** How many dots of the pages are as red as the picture, whichever end the colours of a dot begin at. */
  async function redDots(path: string): Promise<number> {
    let count = 0;
    await withPdfium(await readPdfBytes(path), (document) => {
      for (let index = 0; index < document.pageCount; index += 1) {
        const { data } = renderPage(document, index, 72, { annotations: false, forms: false });
        for (let at = 0; at < data.length; at += 4) {
          const [one = 0, green = 0, other = 0] = data.subarray(at, at + 3);
          if (Math.max(one, other) > 180 && Math.min(one, other) < 60 && green < 60) count += 1;
        }
      }
    });
    return count;
  }

  it('are set behind its words, each once, whether they came as parts or stand in its HTML', async () => {
    const [part, inside] = [await red(300, 200), await red(200, 300)];
    const html = `<p>As proof: <img src="cid:shot.png"></p><img src="data:image/png;base64,${inside.toString('base64')}">`;
    const one = await set(
      mail(html, [
        { name: 'shot.png', content: part },
        { name: 'again.png', content: part },
      ]),
    );
    expect(one.text).to.contain('Pictures within the message').and.contain('picture 1 of its HTML');
    expect(one.text.match(/\.png/g)).to.have.length(1);
    expect(one.reds).to.be.above(5_000);
    expect((await set(mail('<p>As proof.</p>', []))).reds).to.equal(0);
  });

  it('a dot that counts readers is none; what cannot be shown and what was never loaded is said', async () => {
    const html = '<img src="https://example.test/a.png"><img src="https://example.test/b.png"><p>Words.</p>';
    const { text, notes, reds } = await set(
      mail(html, [
        { name: 'dot.png', content: await red(1, 1) },
        { name: 'cut.png', content: (await red(300, 200)).subarray(0, 60) },
        { name: 'plan.svg', type: 'image/svg+xml', content: Buffer.from('<svg/>') },
      ]),
    );
    expect(reds).to.equal(0);
    expect(text)
      .to.contain('[picture “cut.png”: it cannot be shown]')
      .and.contain('[picture “plan.svg”: it cannot be shown]')
      .and.not.contain('dot.png');
    expect(notes.join(' '))
      .to.contain('The picture “cut.png” within the message cannot be shown:')
      .and.contain('It shows 2 pictures from the internet that did not come with it and were never loaded.');
  });

  it('one that is held back wherever it came stays away, without a trace where none may be left', async () => {
    const content = await red(300, 200);
    const message = mail('<img src="cid:shot.png">', [{ name: 'shot.png', content }]);
    const hashes = [createHash('sha256').update(content).digest('hex')];
    const says = '[a picture within the message is held back]';
    const told = await set(message, { heldBack: { hashes, says } });
    expect(told.reds).to.equal(0);
    expect(told.text).to.contain(says).and.not.contain('shot.png');
    const quietly = await set(message, { heldBack: { hashes, says: null } });
    expect(quietly.reds).to.equal(0);
    expect(quietly.text).not.to.match(/picture|shot\.png/i);
  });
});
