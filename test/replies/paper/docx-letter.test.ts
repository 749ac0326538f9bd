import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mammoth from 'mammoth';
import { fromBufferPromise } from 'yauzl';
import type { Block } from '../../../src/pdf/blocks.js';
import { writeDocx, type DocxInput } from '../../../src/replies/paper/docx-letter.js';
import { replyBlocks } from '../../../src/replies/paper/reply-blocks.js';

const EXHIBITS = [
  {
    itemId: 'i1',
    itemNumber: 1,
    mark: 'A',
    title: 'The notice',
    datedOn: '2014-06-03',
    pages: 1,
    slip: null,
  },
  { itemId: 'i2', itemNumber: 2, mark: 'B', title: 'Method note', datedOn: null, pages: 4, slip: null },
];

describe('a letter as DOCX', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docx-letter-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const letter = (exhibits = EXHIBITS, closing = 'All rights are reserved.') =>
    replyBlocks({
      fields: {
        datedOn: '2014-06-09',
        letterhead: 'Netflix\nLos Gatos',
        addressee: 'Randal Milch\nVerizon',
        ourReference: 'M-0001',
        theirReference: 'V-7',
        subject: 'Your letter of June 5, 2014',
        salutation: 'Dear Mr. Milch:',
        opening: 'We have your letter.',
        closing,
        signatory: 'David Hyman\nGeneral Counsel',
        copies: '',
        legend: 'Without prejudice',
      },
      answers: [
        {
          demand: { number: 1, quote: 'provide “all” evidence', state: 'responded' },
          response: {
            words: 'The method is in [R-0002, pages 2-3].',
            promiseWords: null,
            objections: '[{"id":"viewing-records","holdsBack":"yes"}]',
            exhibits: '[{"itemId":"i1","pages":[1,1]}]',
            promisedOn: null,
          },
          itemIds: ['i1', 'i2'],
        },
      ],
      exhibits,
      paper: 'letter',
      kind: 'reply',
    });
  const write = async (more: Partial<DocxInput> = {}): Promise<Buffer> => {
    const { letterhead, blocks } = letter();
    const out = join(folder, `${Math.random()}.docx`);
    const input = {
      letterhead,
      blocks,
      paper: 'letter',
      title: 'Letter',
      date: '2014-06-09',
      isDraft: false,
    } as const;
    await writeDocx({ ...input, ...more, out });
    return readFile(out);
  };
  const part = async (docx: Buffer, name: string): Promise<string> => {
    const zip = await fromBufferPromise(docx, { lazyEntries: true });
    for await (const entry of zip.eachEntry())
      if (entry.fileName === name) {
        const pieces: Buffer[] = [];
        for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>)
          pieces.push(Buffer.from(piece));
        return Buffer.concat(pieces).toString('utf8');
      }
    throw new Error(`no part ${name}`);
  };

  it('opens again with the words of the letter, the demand restated before its response', async () => {
    const { value, messages } = await mammoth.extractRawText({ buffer: await write() });
    expect(messages.filter(({ type }) => type === 'error')).to.deep.equal([]);
    const inOrder = [
      'Netflix',
      'Without prejudice',
      'June 9, 2014',
      'Your reference: V-7',
      'Re: Your letter of June 5, 2014',
      'Demand 1',
      '“provide ‘all’ evidence”',
      'The method is in Exhibit B, pages 2–3.',
      'Material is held back on this ground.',
      'See Exhibit A, page 1.',
      'All rights are reserved.',
      'David Hyman',
      'Exhibit A: The notice, June 3, 2014',
    ];
    let at = -1;
    for (const words of inOrder) {
      const next = value.indexOf(words, at + 1);
      expect(next, words).to.be.greaterThan(at);
      at = next;
    }
  });

  it('its references lead to the entry in its own list of enclosures', async () => {
    const html = (await mammoth.convertToHtml({ buffer: await write() })).value;
    for (const mark of ['A', 'B']) {
      const id = new RegExp(`href="#([^"]*exhibit_${mark})"`).exec(html)?.[1] ?? 'none';
      expect(html).to.contain(`id="${id}"`);
    }
  });

  it('one that encloses nothing prints plain cites and has no link', async () => {
    const { letterhead, blocks } = letter([]);
    const html = (await mammoth.convertToHtml({ buffer: await write({ letterhead, blocks }) })).value;
    expect(html).to.contain('[R-0002, pages 2-3]').and.not.contain('href=');
  });

  it('the same letter gives the same bytes, whatever was written before', async () => {
    const first = await write();
    await write({ isDraft: true });
    const again = await write();
    expect(again.equals(first)).to.equal(true);
    expect(await part(again, 'docProps/core.xml'))
      .to.contain('2014-06-09T00:00:00Z')
      .and.not.match(/20(2[4-9]|3\d)-/);
  });

  it('a draft says so at the head of every page; an approved letter does not', async () => {
    expect(await part(await write({ isDraft: true }), 'word/header1.xml')).to.contain('DRAFT, not approved');
    expect((await part(await write(), '[Content_Types].xml')).includes('header1')).to.equal(false);
  });

  it('sits on the paper it is set for', async () => {
    expect(await part(await write({ paper: 'a4' }), 'word/document.xml')).to.match(/w:w="11906"/);
  });

  it('words with what XML does not hold, by its number, with markup and in other scripts open again', async () => {
    const words = 'a\u0001b <b>&amp;</b> ]]> \uD800 Ελληνικά 日本 \uFFFE end';
    const blocks: Block[] = [{ kind: 'paragraph', runs: [{ text: words }] }];
    const { value } = await mammoth.extractRawText({
      buffer: await write({ blocks, letterhead: ['\u0007X'] }),
    });
    expect(value).to.contain('a[U+0001]b <b>&amp;</b> ]]> [U+D800] Ελληνικά 日本 [U+FFFE] end');
  });

  const xmlOf = async (closing: string): Promise<string> =>
    part(await write(letter(EXHIBITS, closing)), 'word/document.xml');
  const paragraphWith = (xml: string, words: string): string =>
    xml.split('<w:p>').find((one) => one.includes(words)) ?? '';

  it('says by number what the PDF says by number, and keeps what both can show', async () => {
    const xml = await xmlOf('Agreed 😀, \u0007bell, \u202Eturned, café, naïve, €5, שלום');
    expect(xml).to.contain('Agreed [U+1F600], [U+0007]bell, [U+202E]turned, café, naïve, €5, ');
    expect(xml).to.contain('שלום');
  });

  it('a paragraph in Hebrew or Arabic runs from the right, and words of it within another are marked', async () => {
    const xml = await xmlOf('שלום, see page 3.\n\nNoted: السلام عليكم, as said.\n\nAll rights are reserved.');
    expect(paragraphWith(xml, 'שלום')).to.contain('<w:bidi/>').and.contain('<w:rtl/>');
    const mixed = paragraphWith(xml, 'السلام');
    expect(mixed).to.contain('<w:rtl/>').and.not.contain('<w:bidi/>');
    expect(mixed.match(/<w:r>.*?<\/w:r>/g)).to.have.length(3);
    expect(paragraphWith(xml, 'All rights')).not.to.match(/<w:(?:bidi|rtl)/);
  });
});
