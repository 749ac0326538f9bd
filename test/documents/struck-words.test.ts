import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readDocument } from '../../src/documents/read-document.js';
import { renderDocument } from '../../src/documents/render-document.js';
import { pageText as textOfPdf } from '../../src/pdf/page-text.js';
import { readPdfBytes } from '../../src/pdf/open-pdf.js';
import { renderPage, withPdfium } from '../../src/pdf/pdfium.js';
import { writeWordFile } from './word-file.js';

const quiet = (): void => undefined;
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SAID = 'It has words that are struck through';

describe('words that are struck through or hidden', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'struck-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const read = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return readDocument({ path, name }, quiet);
  };

  /** The longest run of dark dots in one row of the first page. */
  async function longestLine(looks: string): Promise<number> {
    const [path, out] = [join(folder, 'a.docx'), join(folder, 'a.pdf')];
    const body = `<w:p><w:r><w:rPr>${looks}</w:rPr><w:t>IIIIIIIIIIIIIIIIIIIIIIII</w:t></w:r></w:p>`;
    await writeWordFile(path, body);
    const input = {
      path,
      out,
      name: 'a.docx',
      mediaType: WORD,
      paper: 'letter',
      title: 'A',
      date: '2014-06-09',
    };
    await renderDocument({ ...input, paper: 'letter' }, quiet);
    let longest = 0;
    await withPdfium(await readPdfBytes(out), (document) => {
      const { data, width, height } = renderPage(document, 0, 144, { annotations: false, forms: false });
      // The foot of the page has a line of its own.
      for (let y = 0; y < height / 2; y += 1)
        for (let x = 0, dark = 0; x < width; x += 1) {
          dark = (data[(y * width + x) * 4] ?? 255) < 140 ? dark + 1 : 0;
          longest = Math.max(longest, dark);
        }
    });
    return longest;
  }

  it('in a Word file have their line', async () => {
    const [plain, struck] = [await longestLine(''), await longestLine('<w:strike/>')];
    expect(plain).to.be.below(30);
    expect(struck).to.be.above(100);
  });

  it('in a mail or rich text are said: without the layout they look like any other', async () => {
    const mail = (html: string) =>
      read('m.eml', `Date: Thu, 5 Jun 2014 10:00:00 -0700\r\nContent-Type: text/html\r\n\r\n${html}`);
    for (const html of [
      '<p>We <s>do not</s> agree.</p>',
      '<p>We <DEL datetime="1">do not</DEL> agree.</p>',
      '<p>We <span style="color:red;text-decoration: underline line-through">do not</span> agree.</p>',
    ])
      expect((await mail(html)).facts.notes.join(' '), html).to.contain(SAID);
    for (const html of [
      '<p>We <span>agree</span>.</p><s></s>',
      '<p><strong>S</strong><section>s</section></p>',
    ])
      expect((await mail(html)).facts.notes.join(' '), html).not.to.contain(SAID);
    const rich = await read('r.rtf', String.raw`{\rtf1 We {\strike do not} agree.}`);
    expect(rich.facts.notes.join(' ')).to.contain(SAID);
    const none = await read('r.rtf', String.raw`{\rtf1 We {\strike\strike0 do} agree{\strike\plain .}}`);
    expect(none.facts.notes.join(' ')).not.to.contain(SAID);
  });

  it('hidden in rich text are not among its words, and are listed as hidden', async () => {
    const rtf = String.raw`{\rtf1 We agree{\v  to nothing, \'93quietly\'94} fully. \v And no more.\v0  Signed.}`;
    const { pageText, facts } = await read('r.rtf', rtf);
    expect(pageText[0]?.text).to.equal('We agree fully.  Signed.');
    expect(facts.hidden).to.deep.equal([
      { words: 'to nothing, “quietly”', why: 'marked as hidden' },
      { words: 'And no more.', why: 'marked as hidden' },
    ]);
    expect(facts.notes.join(' ')).to.contain('hides 2 passages from its reader');
  });

  it('in a Word file figures above or below the line are others than those on it', async () => {
    const run = (words: string, looks = '') =>
      `<w:r><w:rPr>${looks}</w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`;
    const at = (place: string) => `<w:vertAlign w:val="${place}"/>`;
    const [path, out] = [join(folder, 'a.docx'), join(folder, 'a.pdf')];
    await writeWordFile(
      path,
      `<w:p>${run('10')}${run('6', at('superscript'))}${run(' bytes of H')}${run('2', at('subscript'))}${run('O on the 5')}${run('th', at('superscript'))}</w:p>`,
    );
    const words = '10⁶ bytes of H₂O on the 5th';
    const { pageText } = await readDocument({ path, name: 'a.docx' }, quiet);
    expect(pageText[0]?.text.trim()).to.equal(words);
    const input = { path, out, name: 'a.docx', mediaType: WORD, title: 'A', date: '2014-06-09' };
    const { notes } = await renderDocument({ ...input, paper: 'letter' }, quiet);
    expect(notes.join(' ')).not.to.contain('letter');
    expect((await textOfPdf({ path: out }, quiet)).pages[0]?.text).to.contain(words);
  });

  it('in a Word file that nobody can see are said, though they are not formatted as hidden', async () => {
    const path = join(folder, 'a.docx');
    const white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>not payable</w:t></w:r>';
    await writeWordFile(path, `<w:p><w:r><w:t>The fee is </w:t></w:r>${white}</w:p>`);
    const { facts } = await readDocument({ path, name: 'a.docx' }, quiet);
    expect(facts.notes.join(' ')).to.contain('words in the colour of the paper or without size');
    expect(facts.hidden).to.deep.equal([{ words: 'not payable', why: 'it has the colour of the paper' }]);
  });
});
