import { expect } from 'chai';
import { DamagedPdf, TooManyObjects } from '../../../src/pdf/source/cross-reference.js';
import { PDFDict, PDFName, PDFNumber, PDFRef, PDFString } from '../../../src/pdf/source/objects.js';
import { PageCache } from '../../../src/pdf/source/page-cache.js';
import { PdfFile } from '../../../src/pdf/source/pdf-file.js';
import { workFolder, write } from '../../support/pdf-fixtures.js';

/** Objects by number as text, and where each starts. */
function body(
  objects: Readonly<Record<number, string>>,
  from: string,
): { text: string; at: Map<number, number> } {
  let text = from;
  const at = new Map<number, number>();
  for (const [number, value] of Object.entries(objects)) {
    at.set(Number(number), text.length);
    text += `${number} 0 obj\n${value}\nendobj\n`;
  }
  return { text, at };
}

/** A table of one section: an offset for a used number, null for a free one. */
function table(rows: Readonly<Record<number, number | null>>): string {
  const lines = Object.entries(rows).map(([number, offset]) =>
    offset === null
      ? `${number} 1\n0000000000 65535 f \n`
      : `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`,
  );
  return `xref\n${lines.join('')}`;
}

/** A cross-reference stream, unpacked: kind, place and index of each number in one, two and one bytes. */
function streamSection(
  number: number,
  at: number,
  rows: readonly (readonly [number: number, kind: number, place: number, index: number])[],
  entries: string,
): string {
  const all = [...rows, [number, 1, at, 0] as const];
  const data = all.map(([, ...[kind, place, index]]) =>
    String.fromCharCode(kind, place >> 8, place & 255, index),
  );
  const index = all.map(([each]) => `${each} 1`).join(' ');
  const length = data.join('').length;
  return `${number} 0 obj\n<</Type/XRef/W[1 2 1]/Index[${index}]/Size 99/Length ${length}${entries}>>\nstream\n${data.join('')}\nendstream\nendobj\n`;
}

const CATALOG = '<</Type/Catalog/Pages 2 0 R>>';
const PAGES = '<</Type/Pages/Kids[]/Count 0>>';
const START = '%PDF-1.7\n';

function end(start: number): string {
  return `startxref\n${start}\n%%EOF\n`;
}

function plainFile(objects: Readonly<Record<number, string>>, before = ''): string {
  const { text, at } = body(objects, START);
  return `${before}${text}${table(Object.fromEntries(at))}trailer\n<</Size 9/Root 1 0 R>>\n${end(text.length)}`;
}

/** The plain file with object 3 changed, or deleted where the change is null. */
function updatedFile(changed: string | null): string {
  const old = plainFile({ 1: CATALOG, 2: PAGES, 3: '(old)' });
  const previous = old.lastIndexOf('xref\n', old.indexOf('trailer'));
  const { text, at } = changed === null ? { text: old, at: new Map([[3, null]]) } : body({ 3: changed }, old);
  return `${text}${table(Object.fromEntries(at))}trailer\n<</Size 9/Root 1 0 R/Prev ${previous}>>\n${end(text.length)}`;
}

/** Objects 3 and 4 stand in an object stream; old readers are told that these numbers are free. */
function hybridFile(): string {
  const inside = '3 0 4 7 (three)(four)';
  const { text, at } = body(
    {
      1: CATALOG,
      2: PAGES,
      5: `<</Type/ObjStm/N 2/First 8/Length ${inside.length}>>\nstream\n${inside}\nendstream`,
    },
    START,
  );
  const section = streamSection(
    6,
    text.length,
    [
      [3, 2, 5, 0],
      [4, 2, 5, 1],
    ],
    '',
  );
  const start = text.length + section.length;
  const rows = { ...Object.fromEntries(at), 3: null, 4: null };
  return `${text}${section}${table(rows)}trailer\n<</Size 9/Root 1 0 R/XRefStm ${text.length}>>\n${end(start)}`;
}

function streamFile(): string {
  const { text, at } = body({ 1: CATALOG, 2: PAGES, 3: '(three)' }, START);
  const rows = [...at].map(([number, place]) => [number, 1, place, 0] as const);
  return `${text}${streamSection(7, text.length, rows, '/Root 1 0 R')}${end(text.length)}`;
}

/** The newest section names itself as the one before it. */
function endlessFile(): string {
  const { text, at } = body({ 1: CATALOG, 2: PAGES, 3: '(three)' }, START);
  return `${text}${table(Object.fromEntries(at))}trailer\n<</Size 9/Root 1 0 R/Prev ${text.length}>>\n${end(text.length)}`;
}

describe('the cross-reference of a PDF', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function opened<T>(text: string, use: (file: PdfFile) => T): Promise<T> {
    const path = await write(folder, 'file.pdf', Buffer.from(text, 'latin1'));
    const file = PdfFile.strict(PageCache.open(path));
    try {
      return use(file);
    } finally {
      file.close();
    }
  }

  function textOf(file: PdfFile, number: number): string | undefined {
    const object = file.lookup(new PDFRef(number, 0));
    return object instanceof PDFString ? object.decodeText() : undefined;
  }

  for (const [what, text, expected] of [
    ['is a table', plainFile({ 1: CATALOG, 2: PAGES, 3: '(three)' }), 'three'],
    [
      'counts from the header, not from what stands before it',
      plainFile({ 1: CATALOG, 2: PAGES, 3: '(three)' }, 'From: someone\n\n'),
      'three',
    ],
    ['is a stream', streamFile(), 'three'],
    ['is both, and the stream says more', hybridFile(), 'three'],
    ['was added to: what is newest stands', updatedFile('(new)'), 'new'],
    ['was added to: what was deleted is gone', updatedFile(null), undefined],
    ['runs in a circle', endlessFile(), 'three'],
  ] as const)
    it(`is followed where it ${what}`, async () => {
      await opened(text, (file) => {
        expect(file.catalog).to.be.instanceOf(PDFDict);
        expect(textOf(file, 3)).to.equal(expected);
      });
    });

  it('finds the second object of a stream, and nothing for a number nobody knows', async () => {
    await opened(hybridFile(), (file) => {
      expect(textOf(file, 4)).to.equal('four');
      expect(textOf(file, 8)).to.equal(undefined);
      expect([...file.enumerateIndirectObjects()].map(([ref]) => ref.objectNumber)).to.deep.equal([
        1, 2, 3, 4, 5, 6,
      ]);
    });
  });

  const good = plainFile({ 1: CATALOG, 2: PAGES, 3: '(three)' });
  for (const [what, text, error, says] of [
    [
      'does not say where it stands',
      good.replace('startxref', 'startxxxx'),
      DamagedPdf,
      'where its cross-reference stands',
    ],
    [
      'stands outside the file',
      good.replace(/startxref\n\d+/, 'startxref\n999999'),
      DamagedPdf,
      'outside the file',
    ],
    [
      'names a place where another object stands',
      good.replace('3 0 obj', '4 0 obj'),
      DamagedPdf,
      'Object 3 is not where it should be',
    ],
    ['has no trailer', good.replace('trailer', 'sailor'), DamagedPdf, 'table is damaged'],
    ['names no catalog', good.replace('/Root 1 0 R', ''), DamagedPdf, 'catalog is missing'],
    [
      'counts more objects than any document has',
      good.replace('xref\n1 1\n', 'xref\n1 90000000\n'),
      TooManyObjects,
      'too many objects',
    ],
  ] as const)
    it(`is not believed where it ${what}`, async () => {
      let thrown: unknown;
      await opened(text, () => undefined).catch((caught: unknown) => {
        thrown = caught;
      });
      expect(thrown).to.be.instanceOf(error);
      expect(String(thrown)).to.contain(says);
    });

  it('may give the length of a stream as an object behind it, or a wrong one', async () => {
    const stream = (length: string): string => `<</Length ${length}>>\nstream\n(words)\nendstream`;
    for (const length of ['4 0 R', '7', '3', '9999'])
      await opened(plainFile({ 1: CATALOG, 2: PAGES, 3: stream(length), 4: '7' }), (file) => {
        const object = file.lookup(new PDFRef(3, 0));
        const data = object && 'getContents' in object ? object.getContents() : new Uint8Array();
        expect(Buffer.from(data).toString('latin1'), length).to.equal('(words)');
        expect(file.lookup(new PDFRef(4, 0))).to.be.instanceOf(PDFNumber);
      });
  });

  it('leads to the same name whatever the document calls its things', async () => {
    await opened(plainFile({ 1: CATALOG, 2: PAGES, 3: '<</A#42 7>>' }), (file) => {
      const dict = file.lookup(new PDFRef(3, 0));
      expect(dict instanceof PDFDict && dict.has(PDFName.of('AB'))).to.equal(true);
    });
  });
});
