import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import sharp from 'sharp';
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { assemblePdf } from '../../src/pdf/assemble-pdf.js';
import type { Assembly, CopiedPart, IndexRow } from '../../src/pdf/assembly.js';
import { checkPdf } from '../../src/pdf/checking/check-pdf.js';
import { measureIndex } from '../../src/pdf/typesetting/measure-index.js';
import { pageImage } from '../../src/pdf/page-image.js';
import { pageText } from '../../src/pdf/page-text.js';
import {
  canary,
  canaryPdf,
  coveredPdf,
  encryptedPdf,
  formPdf,
  layersPdf,
  pagesPdf,
  plainPdf,
  unbalancedPdf,
  workFolder,
  write,
} from '../support/pdf-fixtures.js';
import type { PageShape } from '../support/pdf-fixtures.js';

const run = promisify(execFile);
const quiet = (): void => undefined;

function copied(path: string, firstPage: number, pageCount: number): CopiedPart {
  const bates = Array.from(
    { length: pageCount },
    (_, index) => `NFX-${String(firstPage + index).padStart(6, '0')}`,
  );
  return { kind: 'copied', path, firstPage, pageCount, sourcePage: 1, bates, links: [] };
}

function planOf(parts: Assembly['parts'], changes: Partial<Assembly> = {}): Assembly {
  return {
    paper: 'letter',
    title: 'Enclosures',
    date: '2014-06-09',
    legend: 'CONFIDENTIAL',
    isDraft: false,
    outline: [],
    parts,
    ...changes,
  };
}

describe('assemblePdf', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function assemble(plan: Assembly, name: string) {
    const out = join(folder, `${name}.pdf`);
    const assembled = await assemblePdf({ assembly: plan, out }, quiet);
    const { findings } = await checkPdf({ path: out, assembly: plan }, quiet);
    return { out, assembled, findings };
  }

  const shapes: readonly (readonly [shows: string, shape: PageShape])[] = [
    ['upright', {}],
    ['turned by 90', { rotate: 90 }],
    ['turned by 180', { rotate: 180 }],
    ['turned by 270', { rotate: 270 }],
    ['turned by -90', { rotate: -90 }],
    ['with a media box away from the origin', { mediaBox: [-300, 400, 612, 792] }],
    ['cropped to a small part', { cropBox: [100, 150, 300, 400] }],
    [
      'cropped, away from the origin and turned by 90',
      { mediaBox: [50, 60, 700, 900], cropBox: [150, 260, 400, 500], rotate: 90 },
    ],
    [
      'cropped, away from the origin and turned by 270',
      { mediaBox: [50, 60, 700, 900], cropBox: [150, 260, 400, 500], rotate: 270 },
    ],
    ['as small as A8', { size: [147, 210] }],
    ['as narrow as a till receipt', { size: [90, 600] }],
    ['as large as A0', { size: [2384, 3370] }],
    ['measured in units of a sixth of an inch', { size: [51, 66], userUnit: 12 }],
    ['measured in large units and turned', { size: [51, 66], userUnit: 12, rotate: 90 }],
  ];
  for (const [shows, shape] of shapes) {
    it(`prints the foot line upright and inside a page that is ${shows}`, async () => {
      const source = await write(folder, 'shape.pdf', await pagesPdf([shape]));
      const { out, findings } = await assemble(planOf([copied(source, 1, 1)]), 'shaped');
      expect(findings.filter((finding) => finding.level === 'stop')).to.deep.equal([]);

      const [page] = (await pageText({ path: out }, quiet)).pages;
      expect(page?.text).to.contain('Body of page 1');
      for (const words of ['CONFIDENTIAL', 'NFX-000001']) {
        const line = page?.lines.find((each) => each.text.includes(words));
        expect(line, words).to.not.equal(undefined);
        if (!line || !page) continue;
        expect(line.left, 'left').to.be.greaterThan(0);
        expect(line.bottom, 'bottom').to.be.greaterThan(0);
        expect(line.right, 'right').to.be.lessThan(page.width);
        expect(line.top, 'top').to.be.lessThan(page.height / 2);
        expect(line.right - line.left, 'reads across').to.be.greaterThan(line.top - line.bottom);
      }
    });
  }

  it('lets nothing out of the places where a PDF can hide something', async () => {
    const source = await write(folder, 'canary.pdf', await canaryPdf());
    const { out, assembled, findings } = await assemble(planOf([copied(source, 1, 1)]), 'clean');
    expect(findings).to.deep.equal([]);

    const everything = await decoded(out);
    for (const word of [canary('').slice(0, 7), 'CANARY']) {
      expect(everything.includes(word), word).to.equal(false);
      expect(
        everything.includes(Buffer.from(word, 'utf16le').swap16().toString('latin1')),
        `${word} in UTF-16`,
      ).to.equal(false);
      expect(everything.toLowerCase().includes(Buffer.from(word).toString('hex')), `${word} in hex`).to.equal(
        false,
      );
    }
    for (const key of [
      'JavaScript',
      'Launch',
      'OpenAction',
      '/AA',
      'PieceInfo',
      'EmbeddedFile',
      'Metadata',
      '/URI',
      'StructTreeRoot',
    ])
      expect(everything.includes(key), key).to.equal(false);
    const [page] = (await pageText({ path: out }, quiet)).pages;
    expect(page?.text).to.contain('Visible words of the page').and.contain('Words inside a form');
    expect(assembled.changes.map((change) => change.what)).to.include('2 links left out');
  });

  const layers = [
    ['switched off', 'off'],
    ['off because nothing switches it on', 'base-off'],
    ['shown on screen but not printed', 'not-printed'],
    ['hidden together with another', 'member'],
    ['hidden as a form', 'form'],
  ] as const;
  for (const [shows, state] of layers) {
    it(`makes a picture of a page with a layer that is ${shows}, so that its words stay behind`, async () => {
      const source = await write(folder, 'layers.pdf', await layersPdf(state));
      const { out, assembled } = await assemble(planOf([copied(source, 1, 1)]), 'layered');
      expect(await decoded(out)).to.not.contain('CANARY');
      expect(assembled.changes).to.deep.equal([
        { page: 1, what: 'rendered as an image: had hidden layers', picture: { withMarks: false } },
      ]);
    });
  }

  it('keeps the words of layers that are all shown, without the layers', async () => {
    const source = await write(folder, 'shown.pdf', await layersPdf('shown'));
    const { out, assembled, findings } = await assemble(planOf([copied(source, 1, 1)]), 'layers-shown');
    expect({ changes: assembled.changes, findings }).to.deep.equal({ changes: [], findings: [] });
    expect(await decoded(out))
      .to.contain('CANARY-layer-7f3a')
      .and.not.contain('CANARY-layer-name')
      .and.not.contain('OCG');
  });

  it('makes filled form fields part of the page and leaves notes out unless they are chosen', async () => {
    const source = await write(folder, 'form.pdf', await formPdf());
    const left = await assemble(planOf([copied(source, 1, 1)]), 'form-left');
    const shown = await assemble(planOf([{ ...copied(source, 1, 1), marks: 'show' }]), 'form-shown');
    const [without] = (await pageText({ path: left.out }, quiet)).pages;
    const [withMarks] = (await pageText({ path: shown.out }, quiet)).pages;
    expect(without?.text).to.contain('Filled in by hand').and.not.contain('Typed over the page');
    expect(withMarks?.text).to.contain('Filled in by hand').and.contain('Typed over the page');
    expect(left.assembled.changes.map((change) => change.what)).to.deep.equal([
      '1 form field made part of the page',
      '1 note or mark left out',
    ]);
    expect(left.findings).to.deep.equal([]);
  });

  it('paints a page whose fields have no look of their own', async () => {
    const source = await write(folder, 'form2.pdf', await formPdf({ withoutLook: true }));
    const { assembled, findings } = await assemble(planOf([copied(source, 1, 1)]), 'form-painted');
    expect(assembled.changes.map((change) => change.what)).to.include(
      'rendered as an image: had form fields whose look is left to the viewer',
    );
    expect(findings).to.deep.equal([
      { level: 'note', page: 1, what: 'No text can be selected on this page.' },
    ]);
  });

  it('does not bare what a filled box was laid over, and leaves it out of the file', async () => {
    const source = await write(folder, 'covered.pdf', await coveredPdf());
    const { out, assembled } = await assemble(planOf([copied(source, 1, 1)]), 'covered-out');
    expect(assembled.changes).to.deep.equal([
      {
        page: 1,
        what: 'rendered as an image: had marks that cover what is under them, which stay',
        picture: { withMarks: true },
      },
    ]);
    expect((await pageText({ path: out }, quiet)).pages[0]?.text).to.not.contain('CANARY');
    const png = join(folder, 'covered.png');
    await pageImage({ path: out, page: 1, dpi: 72, out: png }, quiet);
    const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect(data[(792 - 610) * info.width + 150], 'the box is black').to.equal(0);
  });

  it('copies a document that only an owner password protects', async () => {
    const source = await write(folder, 'owner.pdf', await encryptedPdf(''));
    const { out, findings } = await assemble(planOf([copied(source, 1, 2)]), 'decrypted');
    expect(findings).to.deep.equal([]);
    expect((await pageText({ path: out }, quiet)).pages[1]?.text).to.contain('Body of page 2');
  });

  const unbalanced = [
    ['closes what it never opened', 'Q Q 2 0 0 2 0 0 cm BT /F1 12 Tf 72 300 Td (Words) Tj ET'],
    ['leaves states open', 'q q 0.1 0 0 0.1 500 500 cm BT /F1 12 Tf 72 300 Td (Words) Tj ET'],
    ['ends inside a text', 'BT /F1 12 Tf 72 300 Td (Words) Tj'],
    ['ends inside marked content', '/P BMC BT /F1 12 Tf 72 300 Td (Words) Tj ET'],
    ['has brackets and operators in its strings', 'BT /F1 12 Tf 72 300 Td (\\( Q Q Words ) Tj ET'],
  ] as const;
  for (const [shows, contents] of unbalanced) {
    it(`stamps in the right place where the page ${shows}`, async () => {
      const source = await write(folder, 'unbalanced.pdf', await unbalancedPdf(contents));
      const { out, findings } = await assemble(planOf([copied(source, 1, 1)]), 'balanced');
      expect(findings).to.deep.equal([]);
      const line = (await pageText({ path: out }, quiet)).pages[0]?.lines.find((each) =>
        each.text.includes('NFX'),
      );
      expect(line?.right).to.be.closeTo(576, 2);
      expect(line?.bottom).to.be.closeTo(23, 3);
    });
  }

  for (const contents of [
    'BT /F1 12 Tf 72 300 Td (Words) Tj ET (no end',
    'BT /F1 12 Tf 72 300 Td (Words) Tj ET [ 1 2',
  ]) {
    it(`paints a page whose contents stop in the middle: ${contents.slice(-8)}`, async () => {
      const source = await write(folder, 'stops.pdf', await unbalancedPdf(contents));
      const { assembled, findings } = await assemble(planOf([copied(source, 1, 1)]), 'stopped');
      expect(findings.filter((finding) => finding.level === 'stop')).to.deep.equal([]);
      expect(assembled.changes.map((change) => change.what)).to.deep.equal([
        'rendered as an image: the contents of the page stop in the middle',
      ]);
    });
  }

  it('gives the same bytes for the same plan and sources', async () => {
    const source = await write(folder, 'same.pdf', await plainPdf(3));
    const plan = planOf([copied(source, 1, 3)], { isDraft: true });
    const [first, second] = [await assemble(plan, 'first'), await assemble(plan, 'second')];
    expect(first.assembled.sha256).to.equal(second.assembled.sha256);
    expect(await readFile(first.out)).to.deep.equal(await readFile(second.out));
    expect(first.findings).to.deep.equal([]);
  });

  it('says DRAFT on every page until the file is approved', async () => {
    const source = await write(folder, 'draft.pdf', await plainPdf(2));
    const { out } = await assemble(planOf([copied(source, 1, 2)], { isDraft: true }), 'draft');
    for (const page of (await pageText({ path: out }, quiet)).pages)
      expect(page.lines.filter((line) => line.text.includes('DRAFT'))).to.have.length.of.at.least(2);
  });

  it('lays 200 index rows over several pages, titles whole, every row a link to its page', async () => {
    const source = await write(folder, 'many.pdf', await plainPdf(200));
    const title =
      'A long title of a document that was sent to several people at once and has to wrap in its column';
    const rowsFor = (indexPages: number): IndexRow[] =>
      Array.from({ length: 200 }, (_, index) => ({
        kind: 'document',
        exhibit: `Ex. ${index + 1}`,
        date: '5 June 2014',
        title: `${title} „${index + 1}“`,
        firstPage: indexPages + index + 1,
        lastPage: indexPages + index + 1,
        bates: { first: 'NFX-000001', last: 'NFX-000001' },
      }));
    const { pages } = await measureIndex({ rows: rowsFor(0), paper: 'letter', heading: 'Index' }, quiet);
    expect(pages).to.be.greaterThan(10);
    const rows = rowsFor(pages);
    const plan = planOf([
      { kind: 'index', firstPage: 1, pageCount: pages, heading: 'Index', rows },
      copied(source, pages + 1, 200),
    ]);
    const { out, findings } = await assemble(plan, 'indexed');
    expect(findings).to.deep.equal([]);
    const text = (await pageText({ path: out }, quiet)).pages
      .slice(0, pages)
      .map((page) => page.text.replace(/\s+/g, ' '))
      .join(' ');
    for (let row = 1; row <= 200; row += 1) expect(text).to.contain(`„${row}“`);
  });

  it('writes bookmarks, labels and title as planned, in any script', async () => {
    const source = await write(folder, 'titled.pdf', await plainPdf(2));
    const title = 'Załączniki — „Ωμέγα“ и ответ (日本)';
    const plan = planOf([copied(source, 1, 2)], {
      title,
      outline: [{ title, page: 1, children: [{ title: 'Seite (2)', page: 2, children: [] }] }],
    });
    const { out, findings } = await assemble(plan, 'titled-out');
    expect(findings).to.deep.equal([]);
    const document = await PDFDocument.load(await readFile(out), { updateMetadata: false });
    expect(document.getTitle()).to.equal(title);
    expect(document.getProducer()).to.equal('Rejoinder');
    expect(document.getCreationDate()?.toISOString()).to.equal('2014-06-09T00:00:00.000Z');
    expect(document.catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict).toString()).to.contain(
      '/DisplayDocTitle true',
    );
  });

  it('draws covers, sheets and slips with nothing cut off, on both papers', async () => {
    const long = 'A very long title that goes on '.repeat(12).trim();
    for (const paper of ['letter', 'a4'] as const) {
      const plan = planOf(
        [
          {
            kind: 'cover',
            firstPage: 1,
            pageCount: 1,
            heading: 'Enclosures',
            title: long,
            lines: ['Hartley – Quinn', long],
          },
          {
            kind: 'sheet',
            firstPage: 2,
            pageCount: 1,
            mark: 'DEFENDANT’S EXHIBIT 1024-B',
            title: long,
            date: '5 June 2014',
            pages: { first: 3, last: 3 },
            bates: 'ABC0001',
          },
          {
            kind: 'slip',
            firstPage: 3,
            pageCount: 1,
            mark: 'Ex. 2',
            title: long,
            reason: long,
            bates: 'ABC0002',
          },
        ],
        { paper },
      );
      const { out, findings } = await assemble(plan, `drawn-${paper}`);
      expect(findings).to.deep.equal([]);
      for (const page of (await pageText({ path: out }, quiet)).pages) {
        expect(page.text.replace(/\s+/g, ' ')).to.contain(long);
        for (const line of page.lines) {
          expect(line.left).to.be.at.least(30);
          expect(line.right).to.be.at.most(page.width - 30);
        }
      }
    }
  });

  it('refuses a plan that contradicts itself and leaves no file', async () => {
    const source = await write(folder, 'one.pdf', await plainPdf(1));
    const out = join(folder, 'never.pdf');
    const error = await assemblePdf({ assembly: planOf([copied(source, 2, 1)]), out }, quiet).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.an.instanceOf(Error);
    expect(await readFile(out).catch(() => null)).to.equal(null);
  });
});

/** All there is in a file, streams unpacked where qpdf is there to do it, and as it stands. */
async function decoded(path: string): Promise<string> {
  const raw = (await readFile(path)).toString('latin1');
  const plain = `${path}.qdf`;
  try {
    await run('qpdf', ['--check', path]);
    await run('qpdf', ['--qdf', '--object-streams=disable', '--decode-level=all', path, plain]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return raw;
    throw error;
  }
  return raw + (await readFile(plain)).toString('latin1');
}
