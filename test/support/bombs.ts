import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { rawPdf } from './pdf-fixtures.js';
import { CATALOG, FONT, packed, page, stream, TREE, WORDS } from './raw-page.js';

/** A small file that asks a careless reader for more than there is. */
export interface Bomb {
  readonly name: string;
  readonly make: () => string | Buffer;
  /** `shown`: the words of its page are there to be seen; `slip-sheet`: no page of it can be shown. */
  readonly verdict: 'shown' | 'slip-sheet';
  /** Only the limits of the process end it: the viewer unpacks it before anyone can ask how much it is. */
  readonly isKilled?: true;
}

const MEGABYTE = 1 << 20;

function shown(name: string, make: Bomb['make']): Bomb {
  return { name, make, verdict: 'shown' };
}

function refused(name: string, make: Bomb['make']): Bomb {
  return { name, make, verdict: 'slip-sheet' };
}

/** Flate data of `megabytes` blanks after `start`, put together from one block: packing them would take seconds. */
function flateOf(megabytes: number, start = ''): string {
  const first = deflateRawSync(Buffer.from(start, 'latin1'), { finishFlush: constants.Z_SYNC_FLUSH });
  const block = deflateRawSync(Buffer.alloc(MEGABYTE, 0x20), {
    finishFlush: constants.Z_FULL_FLUSH,
    level: 9,
  });
  const blocks = Array.from({ length: megabytes }, () => block);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), first, ...blocks, Buffer.from([3, 0])]).toString('latin1');
}

function onPage(contents: string, resources = '', ...more: string[]): string {
  return rawPdf(page(`/Resources<</Font<</F1 4 0 R>>${resources}>>`, contents, ...more));
}

/** A cross-reference stream of these rows of 1, 4 and 2 bytes; `objects` by number stand where rows of kind 1 say -1. */
function withRows(
  objects: Readonly<Record<number, string>>,
  rows: readonly (readonly [kind: number, one: number, two: number])[],
  entries = '',
): string {
  let out = '%PDF-1.5\n';
  const offsets = new Map<number, number>();
  for (const [number, body] of Object.entries(objects)) {
    offsets.set(Number(number), out.length);
    out += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const start = out.length;
  const all = [...rows, [1, start, 0] as const];
  const table = Buffer.alloc(all.length * 7);
  all.forEach(([kind, one, two], index) => {
    table[index * 7] = kind;
    table.writeUInt32BE(one < 0 ? (offsets.get(index) ?? 0) : one, index * 7 + 1);
    table.writeUInt16BE(two, index * 7 + 5);
  });
  const head = `/Type/XRef/Size ${all.length}/W[1 4 2]/Root 1 0 R${entries}`;
  return `${out}${all.length - 1} 0 obj\n${packed(table.toString('latin1'), head)}\nendobj\nstartxref\n${start}\n%%EOF\n`;
}

const HERE = [1, -1, 0] as const;
const FREE = [0, 0, 65535] as const;
const INFLATED: readonly Bomb[] = [
  refused('contents of a gigabyte', () =>
    rawPdf([...page('').slice(0, 4), stream(flateOf(1024, WORDS), '/Filter/FlateDecode')]),
  ),
  refused('contents of a gigabyte, packed twice', () =>
    rawPdf([
      ...page('').slice(0, 4),
      stream(
        deflateSync(Buffer.from(flateOf(1024, WORDS), 'latin1')).toString('latin1'),
        '/Filter[/FlateDecode/FlateDecode]',
      ),
    ]),
  ),
  shown('contents packed a hundred times', () =>
    rawPdf([
      ...page('').slice(0, 4),
      stream(Buffer.from(WORDS).toString('hex'), `/Filter[${'/ASCIIHexDecode '.repeat(100)}]`),
    ]),
  ),
  refused('the same contents ten thousand times, ten megabytes each', () =>
    rawPdf([
      CATALOG,
      TREE,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents[${'5 0 R '.repeat(10_000)}]>>`,
      FONT,
      stream(flateOf(10, WORDS), '/Filter/FlateDecode'),
    ]),
  ),
  refused('an object stream of a gigabyte', () =>
    withRows(
      {
        1: CATALOG,
        2: TREE,
        4: FONT,
        5: stream(WORDS),
        6: stream(
          flateOf(1024, '3 0 <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R>>'),
          '/Type/ObjStm/N 1/First 4/Filter/FlateDecode',
        ),
      },
      [FREE, HERE, HERE, [2, 6, 0], HERE, HERE, HERE],
    ),
  ),
  refused('a cross-reference stream of a gigabyte', () => {
    const plain = rawPdf(page(''));
    const whole = plain.slice(0, plain.indexOf('xref\n'));
    const entries = '/Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter/FlateDecode';
    return `${whole}9 0 obj\n${stream(flateOf(1024), entries)}\nendobj\nstartxref\n${whole.length}\n%%EOF\n`;
  }),
  shown('an unused font file of a gigabyte', () =>
    onPage(
      WORDS,
      '/XObject<</Unused 6 0 R>>',
      `<</Type/Font/FontDescriptor<</FontFile2 7 0 R>>>>`,
      stream(flateOf(1024), '/Filter/FlateDecode'),
    ),
  ),
];

const USED: readonly Bomb[] = [
  {
    name: 'a font file of a gigabyte',
    verdict: 'slip-sheet',
    isKilled: true,
    make: () =>
      rawPdf(
        page(
          '/Resources<</Font<</F1 6 0 R>>>>',
          WORDS,
          '<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 32/FontFile2 7 0 R>>>>',
          stream(flateOf(1024), '/Filter/FlateDecode'),
        ),
      ),
  },
  shown('a picture of a few pixels with a gigabyte of data', () =>
    onPage(
      `${WORDS} q 9 0 0 9 300 300 cm /Im Do Q`,
      '/XObject<</Im 6 0 R>>',
      stream(
        flateOf(1024),
        '/Type/XObject/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode',
      ),
    ),
  ),
];

function selfish(name: string, resources: string, contents: string, ...more: string[]): Bomb {
  return shown(name, () => onPage(`${WORDS} ${contents}`, resources, ...more));
}

const FORM = '/Type/XObject/Subtype/Form/BBox[0 0 99 99]';
const CIRCLES: readonly Bomb[] = [
  selfish(
    'two forms that draw each other',
    '/XObject<</A 6 0 R>>',
    '/A Do',
    stream('/B Do', `${FORM}/Resources<</XObject<</B 7 0 R>>>>`),
    stream('/A Do', `${FORM}/Resources<</XObject<</A 6 0 R>>>>`),
  ),
  selfish(
    'resources within themselves',
    '/XObject<</A 6 0 R>>',
    '/A Do',
    stream('/A Do', `${FORM}/Resources 7 0 R`),
    '<</XObject<</A 6 0 R>>/ExtGState 7 0 R/Font 7 0 R>>',
  ),
  selfish(
    'a colour space that is its own base',
    '/ColorSpace<</C 6 0 R>>',
    '/C cs 0 sc 9 9 9 9 re f',
    '[/Indexed 6 0 R 1 <000000ffffff>]',
  ),
  selfish(
    'a function of itself',
    '/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 6 0 R>>>>',
    '/S sh',
    '<</FunctionType 3/Domain[0 1]/Functions[6 0 R 6 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>',
  ),
  selfish(
    'a pattern that paints itself',
    '/Pattern<</P 6 0 R>>',
    '/Pattern cs /P scn 9 9 9 9 re f',
    stream(
      '/Pattern cs /P scn 0 0 9 9 re f',
      '/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</P 6 0 R>>>>',
    ),
  ),
  selfish(
    'a soft mask behind itself',
    '/ExtGState<</G 6 0 R>>',
    '/G gs 9 9 9 9 re f',
    '<</SMask<</S/Luminosity/G 7 0 R>>>>',
    stream(
      '/G gs 0 0 9 9 re f',
      `${FORM}/Group<</S/Transparency/CS/DeviceGray>>/Resources<</ExtGState<</G 6 0 R>>>>`,
    ),
  ),
  selfish(
    'a picture that is its own mask',
    '/XObject<</I 6 0 R>>',
    'q 9 0 0 9 9 9 cm /I Do Q',
    stream(
      '\x80',
      '/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 6 0 R',
    ),
  ),
  shown('a glyph that writes itself', () =>
    rawPdf(
      page(
        '/Resources<</Font<</F1 4 0 R/F3 6 0 R>>>>',
        `${WORDS} BT /F3 9 Tf 9 9 Td (A) Tj ET`,
        '<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[0.1 0 0 0.1 0 0]/Encoding<</Differences[65/a]>>/FirstChar 65/LastChar 65/Widths[9]/CharProcs<</a 7 0 R>>/Resources<</Font<</F3 6 0 R>>>>>>',
        stream('9 0 d0 BT /F3 9 Tf (A) Tj ET 0 0 5 5 re f'),
      ),
    ),
  ),
  shown('a font descended from itself', () =>
    rawPdf(
      page(
        '/Resources<</Font<</F1 4 0 R/F3 6 0 R>>>>',
        `${WORDS} BT /F3 9 Tf 9 9 Td (A) Tj ET`,
        '<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>',
      ),
    ),
  ),
  shown('a character map that uses itself', () =>
    rawPdf(
      page(
        '/Resources<</Font<</F1 4 0 R/F3 6 0 R>>>>',
        `${WORDS} BT /F3 9 Tf 9 9 Td (A) Tj ET`,
        '<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 7 0 R>>',
        stream('begincmap endcmap', '/Type/CMap/UseCMap 7 0 R'),
      ),
    ),
  ),
  shown('contents that are a list of themselves and more', () =>
    rawPdf(
      page('/Contents 6 0 R', WORDS, '[6 0 R 5 0 R]').map((body) => body.replace('/Contents 5 0 R', '')),
    ),
  ),
  shown('filters that are a list of themselves', () =>
    rawPdf([...page('').slice(0, 4), stream(WORDS, '/Filter 6 0 R'), '[6 0 R]']),
  ),
  shown('a note whose look shows itself', () =>
    rawPdf(
      page(
        '/Annots[6 0 R 6 0 R]',
        WORDS,
        '<</Type/Annot/Subtype/Stamp/Rect[9 9 99 99]/Parent 6 0 R/Popup 6 0 R/AP<</N 7 0 R>>>>',
        stream('/A Do', `${FORM}/Resources<</XObject<</A 7 0 R>>>>`),
      ),
    ),
  ),
  shown('fields that are their own kids', () =>
    rawPdf([
      CATALOG.replace('>>', '/AcroForm<</Fields[6 0 R]>>>>'),
      ...page(
        '/Annots[6 0 R]',
        WORDS,
        '<</Type/Annot/Subtype/Widget/FT/Tx/Rect[9 9 99 99]/Parent 6 0 R/Kids[6 0 R]>>',
      ).slice(1),
    ]),
  ),
  shown('bookmarks in a circle', () =>
    rawPdf([
      CATALOG.replace('>>', '/Outlines 6 0 R>>'),
      ...page(
        '',
        WORDS,
        '<</First 7 0 R/Last 7 0 R/Count 9>>',
        '<</Title(a)/Parent 6 0 R/Next 7 0 R/First 6 0 R>>',
      ).slice(1),
    ]),
  ),
  shown('layers that contain each other', () =>
    rawPdf([
      CATALOG.replace('>>', '/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/Order[7 0 R]>>>>>>'),
      ...page(
        '/Resources<</Font<</F1 4 0 R>>/Properties<</M 7 0 R>>>>',
        `${WORDS}`,
        '<</Type/OCG/Name(a)/Usage 6 0 R>>',
        '<</Type/OCMD/OCGs[7 0 R]/VE[/Not 7 0 R]>>',
      ).slice(1),
    ]),
  ),
  shown('a parent that is the page itself', () =>
    rawPdf(page('').map((body, at) => (at === 2 ? body.replace('/Parent 2 0 R', '/Parent 3 0 R') : body))),
  ),
  shown('a length and an offset in a circle of references', () =>
    rawPdf([...page('').slice(0, 4), `<</Length 6 0 R>>\nstream\n${WORDS}\nendstream`, '7 0 R', '6 0 R']),
  ),
];

const STRUCTURE: readonly Bomb[] = [
  shown('an object stream that is said to be within itself', () =>
    withRows({ 1: CATALOG, 2: TREE, 3: page('')[2] ?? '', 4: FONT, 5: stream(WORDS) }, [
      FREE,
      HERE,
      HERE,
      HERE,
      HERE,
      HERE,
      [2, 6, 0],
    ]),
  ),
  refused('two object streams, each within the other', () =>
    withRows({ 1: CATALOG, 2: TREE, 4: FONT, 5: stream(WORDS) }, [
      FREE,
      HERE,
      HERE,
      [2, 6, 0],
      HERE,
      HERE,
      [2, 7, 0],
      [2, 6, 0],
    ]),
  ),
  shown('an object stream that lists itself and extends itself', () =>
    withRows(
      {
        1: CATALOG,
        2: TREE,
        4: FONT,
        5: stream(WORDS),
        6: packed(`3 0 6 0 ${page('')[2] ?? ''}`, '/Type/ObjStm/N 2/First 8/Extends 6 0 R'),
      },
      [FREE, HERE, HERE, [2, 6, 0], HERE, HERE, HERE],
    ),
  ),
  shown('a cross-reference that comes before itself', () => {
    const plain = rawPdf(page(''));
    return plain.replace(
      '/Root',
      `/Prev ${plain.lastIndexOf('xref\n', plain.lastIndexOf('startxref') - 1)}/Root`,
    );
  }),
  shown('five thousand cross-references', () => {
    let out = rawPdf(page(''));
    let previous = out.lastIndexOf('xref\n', out.lastIndexOf('startxref') - 1);
    for (let at = 0; at < 5_000; at += 1) {
      const start = out.length;
      out += `xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev ${previous}>>\n`;
      previous = start;
    }
    return `${out}startxref\n${previous}\n%%EOF\n`;
  }),
  refused('a table of four thousand million objects', () =>
    rawPdf(page('')).replace('xref\n0 6', 'xref\n0 4000000000'),
  ),
  refused('a cross-reference stream of 60 million objects', () => {
    const plain = rawPdf(page(''));
    const whole = plain.slice(0, plain.indexOf('xref\n'));
    const entries = '/Type/XRef/Size 60000000/W[1 0 0]/Root 1 0 R/Filter/FlateDecode';
    return `${whole}9 0 obj\n${stream(flateOf(60), entries)}\nendobj\nstartxref\n${whole.length}\n%%EOF\n`;
  }),
  shown('300,000 objects', () => rawPdf([...page(''), ...Array.from({ length: 300_000 }, () => '<<>>')])),
  refused('a page tree of five thousand levels', () =>
    rawPdf([
      '<</Type/Catalog/Pages 6 0 R>>',
      ...page('').slice(1),
      ...Array.from(
        { length: 5_000 },
        (_, at) => `<</Type/Pages/Count 1/Kids[${at === 4_999 ? 2 : at + 7} 0 R]>>`,
      ),
    ]),
  ),
  shown('a page tree of a hundred levels', () =>
    rawPdf([
      '<</Type/Catalog/Pages 6 0 R>>',
      ...page('').slice(1),
      ...Array.from(
        { length: 100 },
        (_, at) => `<</Type/Pages/Count 1/Kids[${at === 99 ? 2 : at + 7} 0 R]>>`,
      ),
    ]),
  ),
  shown('bookmarks five thousand deep', () =>
    rawPdf([
      CATALOG.replace('>>', '/Outlines 6 0 R>>'),
      ...page('', WORDS).slice(1),
      ...Array.from(
        { length: 5_000 },
        (_, at) => `<</Title(a)/First ${at + 7} 0 R/Last ${at + 7} 0 R/Count 1>>`,
      ),
    ]),
  ),
  shown('a million names', () =>
    rawPdf([
      CATALOG.replace('>>', '/Names<</Dests 6 0 R>>>>'),
      ...page('', WORDS, `<</Names[${'(a)null'.repeat(499_000)}]>>`).slice(1),
    ]),
  ),
  shown('a million fonts, one of them used', () =>
    rawPdf(
      page(
        '/Resources<</Font 6 0 R>>',
        WORDS,
        `<</F1 4 0 R${Array.from({ length: 400_000 }, (_, at) => `/A${at} 4 0 R`).join('')}>>`,
      ),
    ),
  ),
  shown('a hundred thousand links', () =>
    rawPdf(
      page(
        '/Annots 6 0 R',
        WORDS,
        `[${'7 0 R '.repeat(100_000)}]`,
        '<</Type/Annot/Subtype/Link/Rect[9 9 99 99]>>',
      ),
    ),
  ),
  shown('a name of a megabyte', () => onPage(WORDS, `/ExtGState<</${'a'.repeat(MEGABYTE)}<<>>>>`)),
  shown('a million brackets in a string', () =>
    rawPdf([CATALOG, ...page('', WORDS, `(${'('.repeat(1e6)}${')'.repeat(1e6)})`).slice(1)]),
  ),
];

function giant(name: string, entries: string, data: string): Bomb {
  return refused(name, () =>
    onPage(
      `${WORDS} q 9 0 0 9 300 300 cm /Im Do Q`,
      '/XObject<</Im 6 0 R>>',
      stream(data, `/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray${entries}`),
    ),
  );
}

const GIANTS: readonly Bomb[] = [
  giant('a picture of 60,000 by 60,000', '/BitsPerComponent 1/Filter/FlateDecode', flateOf(430)),
  giant(
    'a fax of 60,000 by 60,000',
    '/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>',
    '\x00\x10\x01\x00\x10\x01',
  ),
  giant(
    'a picture of 60,000 by 60,000 in runs',
    '/BitsPerComponent 8/Filter/RunLengthDecode',
    '\x81\x00'.repeat(500_000),
  ),
  giant('a picture of 60,000 by 60,000 without data', '/BitsPerComponent 8', ''),
  shown('a page of ten thousand large pictures', () =>
    onPage(
      `${WORDS} ${'q 9 0 0 9 300 300 cm /Im Do Q '.repeat(10_000)}`,
      '/XObject<</Im 6 0 R>>',
      stream(
        '',
        `/Type/XObject/Subtype/Image/Width 6000/Height 6000/ColorSpace/DeviceGray/BitsPerComponent 8`,
      ),
    ),
  ),
];

export const BOMBS: readonly Bomb[] = [...INFLATED, ...USED, ...CIRCLES, ...STRUCTURE, ...GIANTS];
