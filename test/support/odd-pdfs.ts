import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import {
  bombPdf,
  canaryPdf,
  coveredPdf,
  cyclicPdf,
  emptyPdf,
  formPdf,
  layersPdf,
  pagesPdf,
  plainPdf,
  rawPdf,
} from './pdf-fixtures.js';
import { CATALOG, FONT, packed, page, stream, TREE, WORDS } from './raw-page.js';

/** What becomes of a document: its pages copied, painted where only a viewer shows them, or a slip sheet. */
export type Verdict = 'copied' | 'painted' | 'slip-sheet';

export interface OddPdf {
  readonly name: string;
  readonly make: () => Promise<Buffer>;
  readonly verdict: Verdict;
}

type Bytes = Uint8Array | string;

function odd(name: string, verdict: Verdict, make: () => Bytes | Promise<Bytes>): OddPdf {
  return {
    name,
    verdict,
    make: async () => {
      const made = await make();
      return typeof made === 'string' ? Buffer.from(made, 'latin1') : Buffer.from(made);
    },
  };
}

const PLAIN = rawPdf(page(''));

/** A cross-reference stream instead of a table; objects from `packedFrom` on stand in an object stream. */
function streamPdf(objects: readonly string[], packedFrom: number, predictor = false): string {
  const plainOnes = objects.slice(0, packedFrom - 1);
  const inside = objects.slice(packedFrom - 1);
  const container = objects.length + 1;
  let out = '%PDF-1.5\n';
  const rows: [number, number, number][] = [[0, 0, 65535]];
  plainOnes.forEach((body, index) => {
    rows.push([1, out.length, 0]);
    out += `${index + 1} 0 obj\n${body}\nendobj\n`;
  });
  let at = 0;
  const heads = inside.map((body, index) => {
    rows.push([2, container, index]);
    const head = `${packedFrom + index} ${at}`;
    at += body.length + 1;
    return head;
  });
  const first = `${heads.join(' ')} `;
  rows.push([1, out.length, 0]);
  const text = first + inside.map((body) => `${body} `).join('');
  out += `${container} 0 obj\n${packed(text, `/Type/ObjStm/N ${inside.length}/First ${first.length}`)}\nendobj\n`;
  const start = out.length;
  rows.push([1, start, 0]);
  const lines = rows.map(([kind, one, two]) =>
    Buffer.from([kind, one >> 16, (one >> 8) & 255, one & 255, two >> 8, two & 255]),
  );
  const up = lines.map((line, row) =>
    Buffer.from([2, ...line.map((byte, column) => (byte - (lines[row - 1]?.[column] ?? 0)) & 255)]),
  );
  const data = Buffer.concat(predictor ? up : lines).toString('latin1');
  const parameters = predictor ? '/DecodeParms<</Predictor 12/Columns 6>>' : '';
  const entries = `/Type/XRef/Size ${rows.length}/W[1 3 2]/Root 1 0 R${parameters}`;
  return `${out}${container + 1} 0 obj\n${packed(data, entries)}\nendobj\nstartxref\n${start}\n%%EOF\n`;
}

/** A later revision after the end of `before`: objects by number, and where its table stands. */
function revised(before: string, objects: Readonly<Record<number, string>>, entries = ''): string {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1] ?? '0';
  let out = before;
  const rows = Object.entries(objects).map(([number, body]) => {
    const row = `${number} 1\n${String(out.length).padStart(10, '0')} 00000 n \n`;
    out += `${number} 0 obj\n${body}\nendobj\n`;
    return row;
  });
  const start = out.length;
  return `${out}xref\n${rows.join('')}trailer\n<</Size 40/Root 1 0 R/Prev ${previous}${entries}>>\nstartxref\n${start}\n%%EOF\n`;
}

/** Objects that old readers do not see stand in a cross-reference stream the trailer points at. */
function hybridPdf(): string {
  const objects = page('');
  const font = objects[3] ?? '';
  let out = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = out.length;
    if (index !== 3) out += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const containerAt = out.length;
  const head = '4 0 ';
  out += `6 0 obj\n${packed(head + font, `/Type/ObjStm/N 1/First ${head.length}`)}\nendobj\n`;
  const streamAt = out.length;
  const rows = Buffer.from([2, 0, 6, 0, 1, containerAt >> 8, containerAt & 255, 0]).toString('latin1');
  out += `7 0 obj\n${packed(rows, '/Type/XRef/Size 8/W[1 2 1]/Index[4 1 6 1]')}\nendobj\n`;
  const start = out.length;
  out += 'xref\n0 6\n0000000000 65535 f \n';
  offsets.forEach((at, index) => {
    out += index === 3 ? '0000000000 00000 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  return `${out}trailer\n<</Size 8/Root 1 0 R/XRefStm ${streamAt}>>\nstartxref\n${start}\n%%EOF\n`;
}

async function locked(
  algorithm: 'RC4-40' | 'RC4-128' | 'AES-128' | 'AES-256',
  userPassword = '',
): Promise<Uint8Array> {
  const document = await PDFDocument.load(await plainPdf(2), { updateMetadata: false });
  document.encrypt({ userPassword, ownerPassword: 'owner', algorithm, allowWeakCryptography: true });
  return document.save({ useObjectStreams: !algorithm.startsWith('RC4') });
}

/** AES-256 of revision 5, as it was before it was made a standard; written by another program. */
const REVISION_5 =
  'JVBERi0xLjcKJb/3ov4KMSAwIG9iago8PCAvRXh0ZW5zaW9ucyA8PCAvQURCRSA8PCAvQmFzZVZlcnNpb24gLzEuNyAvRXh0ZW5z' +
  'aW9uTGV2ZWwgMyA+PiA+PiAvUGFnZXMgMiAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL0NvdW50IDEg' +
  'L0tpZHMgWyAzIDAgUiBdIC9UeXBlIC9QYWdlcyA+PgplbmRvYmoKMyAwIG9iago8PCAvQ29udGVudHMgNCAwIFIgL01lZGlhQm94' +
  'IFsgMCAwIDMwMCA0MDAgXSAvUGFyZW50IDIgMCBSIC9SZXNvdXJjZXMgPDwgL0ZvbnQgPDwgL0YxIDUgMCBSID4+ID4+IC9UeXBl' +
  'IC9QYWdlID4+CmVuZG9iago0IDAgb2JqCjw8IC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9MZW5ndGggODAgPj4Kc3RyZWFtCg4cKjhG' +
  'VGJwfoyaqLbE0uAnj9HO2XeStsWpCWYKuYUM2d5ZCuVA6bsN0rs7UvXjv74xCw/hoRevDyhQJ1fn8C4LmkKc3vK+To47lIbYPDFp' +
  'ZW5kc3RyZWFtCmVuZG9iago1IDAgb2JqCjw8IC9CYXNlRm9udCAvSGVsdmV0aWNhIC9TdWJ0eXBlIC9UeXBlMSAvVHlwZSAvRm9u' +
  'dCA+PgplbmRvYmoKNiAwIG9iago8PCAvQ0YgPDwgL1N0ZENGIDw8IC9BdXRoRXZlbnQgL0RvY09wZW4gL0NGTSAvQUVTVjMgL0xl' +
  'bmd0aCAzMiA+PiA+PiAvRmlsdGVyIC9TdGFuZGFyZCAvTGVuZ3RoIDI1NiAvTyA8YjNiMWZlNjEyZTc2MGMzYjNhNmM5M2M1ODE2' +
  'NzkxZDVlNTYxZjk3Y2U5OTBiOTcxZWUzNWEyMzA1MDMxNTVmN2NkZGNjMjUwODFkNmRmOWU2Y2MwN2E3OGE3Y2U3M2E2PiAvT0Ug' +
  'PDFkYWIwNmRlNjRlN2NhMWU0ODk2MWZiZjUxMjFiYjkxOTQ1NDY5NjljMzJlMzVlNTgxMmVkMDVmNmI3YTg2OTU+IC9QIC00IC9Q' +
  'ZXJtcyA8MmQyZjRjOThjZTc3OTM5MjAwMDU5ODBkZTI2MjVjNzc+IC9SIDUgL1N0bUYgL1N0ZENGIC9TdHJGIC9TdGRDRiAvVSA8' +
  'OTJiNmEyODg0ODViZGM4Y2VkMDk2NTI5YmQwZjRiYzM4MWQzMWJiNTcwYjBlZDllZTVmYmU0M2ZjM2ExYjVlMTY0MTY4NTA4NjE4' +
  'NzAzZmVlMmJmODEyODg1ZGM5NWU4PiAvVUUgPDRkMTEyNDcwM2JiMjE3OTcyNzZjMGEzODhhMmM2YjZlNGMwZjYyMDFjOGRiNzNh' +
  'Yjc2YTQzNWM4ZWRiNTk1YWM+IC9WIDUgPj4KZW5kb2JqCnhyZWYKMCA3CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAxNSAw' +
  'MDAwMCBuIAowMDAwMDAwMTMwIDAwMDAwIG4gCjAwMDAwMDAxODkgMDAwMDAgbiAKMDAwMDAwMDMxNyAwMDAwMCBuIAowMDAwMDAw' +
  'NDY3IDAwMDAwIG4gCjAwMDAwMDA1MzcgMDAwMDAgbiAKdHJhaWxlciA8PCAvUm9vdCAxIDAgUiAvU2l6ZSA3IC9JRCBbPDNjMTc1' +
  'YTYxZmFiYzJlNTRmMTA5MTY3MDMyODFiNDA5PjwzMTQxNTkyNjUzNTg5NzkzMjM4NDYyNjQzMzgzMjc5NT5dIC9FbmNyeXB0IDYg' +
  'MCBSID4+CnN0YXJ0eHJlZgoxMDg0CiUlRU9GCg==';

/** A gray picture of eight by eight, as an inline image among words. */
const INLINE = `${WORDS} q 80 0 0 80 60 200 cm BI /W 8 /H 8 /CS /G /BPC 8 ID ${'\x40\x80\xc0\xff'.repeat(16)} EI Q 0 g 300 300 20 20 re f`;
const PICTURE = '/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8';
const GRAYS = '\x10\x50\x90\xd0'.repeat(16);
const SHOW = `${WORDS} q 160 0 0 160 300 300 cm /Im Do Q`;
const WITH_IMAGE = '/Resources<</Font<</F1 4 0 R>>/XObject<</Im 6 0 R>>>>';

function boxed(entries: string): string {
  return rawPdf(page(entries));
}

function image(filter: string, data: string): string {
  return rawPdf(page(WITH_IMAGE, SHOW, stream(data, `${PICTURE}${filter}`)));
}

/** Adding to the catalog moves what follows, so the table is made anew. */
function form(entries: string, more: string): string {
  const objects = page(
    '/Annots[6 0 R]',
    WORDS,
    `<</Type/Annot/Subtype/Widget/F 4/Rect[60 600 260 630]/FT/Tx/T(name)${entries}>>`,
    stream(
      'q 1 1 0.8 rg 0 0 200 30 re f Q BT /F1 14 Tf 0 g 5 8 Td (Filled in) Tj ET',
      '/Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F1 4 0 R>>>>',
    ),
  );
  return rawPdf([CATALOG.replace('>>', `/AcroForm<</Fields[6 0 R]${more}>>>>`), ...objects.slice(1)]);
}

function damagedFlate(): Buffer {
  const data = deflateSync(Buffer.from(`${WORDS}\n${'0 0 1 RG 10 10 m 40 40 l S\n'.repeat(40)}`));
  const cut = Buffer.concat([
    data.subarray(0, data.length - 12),
    Buffer.from('\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff', 'latin1'),
  ]);
  const objects = page('');
  return Buffer.from(
    rawPdf([...objects.slice(0, 4), stream(cut.toString('latin1'), '/Filter/FlateDecode')]),
    'latin1',
  );
}

function laughs(): string {
  const levels = Array.from(
    { length: 10 },
    (_, level) => `<</Type/Pages/Count 10/Kids[${`${level + 3} 0 R `.repeat(10)}]>>`,
  );
  return rawPdf([CATALOG, ...levels, '<</Type/Page/MediaBox[0 0 99 99]>>']);
}

function lengthByReference(): string {
  const body = WORDS;
  return rawPdf([
    ...page('').slice(0, 4),
    `<</Length 6 0 R>>\nstream\n${body}\nendstream`,
    String(body.length),
  ]);
}

/** Documents that readers stumble over, each made here. */
export const ODD_PDFS: readonly OddPdf[] = [
  ...[90, 180, 270, -90, 450].map((turn) =>
    odd(`turned by ${turn}`, 'copied', () => boxed(`/Rotate ${turn}`)),
  ),
  odd('a crop box beside the page', 'copied', () => rawPdf(page('/CropBox[5000 5000 6000 6000]'))),
  odd('an inline picture with an end in its pixels', 'copied', () =>
    rawPdf(page('', `${WORDS} q 99 0 0 99 60 600 cm BI /W 8/H 2/BPC 8/CS/G ID AA EI % BBBBBBBB EI Q`)),
  ),
  odd('a packed inline picture that may end twice', 'painted', () =>
    rawPdf(
      page(
        '',
        `${WORDS} q 99 0 0 99 60 600 cm BI /W 10/H 2/BPC 8/CS/G/F/RL ID \x13AA EI % BBBBBBBBBBBB\x80 EI Q`,
      ),
    ),
  ),
  odd('cropped', 'copied', () => boxed('/CropBox[40 200 400 600]')),
  odd('cropped and turned', 'copied', () => boxed('/CropBox[40 200 400 600]/Rotate 90')),
  odd('cropped beyond its paper', 'copied', () => boxed('/CropBox[-500 -500 2000 2000]')),
  odd('boxes away from the origin', 'copied', () => boxed('/MediaBox[-100 100 500 700]')),
  odd('box with its corners swapped', 'copied', () => boxed('/MediaBox[612 792 0 0]')),
  odd('UserUnit', 'copied', () => pagesPdf([{ size: [200, 300], userUnit: 3 }])),
  odd('huge paper', 'copied', () => boxed('/MediaBox[0 0 14400 14400]')),
  odd('paper of a kilometre', 'copied', () => boxed('/MediaBox[0 0 1e9 1000000000]')),
  odd('tiny paper', 'copied', () => rawPdf(page('/MediaBox[0 0 40 50]', '1 0 0 rg 5 30 20 10 re f'))),
  odd('no MediaBox', 'copied', () =>
    rawPdf([
      CATALOG,
      TREE,
      '<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>',
      FONT,
      stream(WORDS),
    ]),
  ),
  odd('shapes of all kinds in one', 'copied', () =>
    pagesPdf([
      {},
      { rotate: 90 },
      { mediaBox: [-100, 50, 400, 600], rotate: 270 },
      { cropBox: [100, 100, 200, 300], rotate: 180 },
    ]),
  ),
  odd('RC4 of 40 bits', 'copied', () => locked('RC4-40')),
  odd('RC4 of 128 bits', 'copied', () => locked('RC4-128')),
  odd('AES of 128 bits', 'copied', () => locked('AES-128')),
  odd('AES of 256 bits', 'copied', () => locked('AES-256')),
  odd('AES of 256 bits, revision 5', 'copied', () => Buffer.from(REVISION_5, 'base64')),
  odd('a password is needed (RC4)', 'slip-sheet', () => locked('RC4-128', 'secret')),
  odd('a password is needed (AES)', 'slip-sheet', () => locked('AES-256', 'secret')),
  odd('no cross-reference', 'copied', () => PLAIN.slice(0, PLAIN.indexOf('xref\n'))),
  odd('no trailer', 'copied', () => PLAIN.slice(0, PLAIN.indexOf('trailer'))),
  odd('startxref wrong', 'copied', () => PLAIN.replace(/startxref\n\d+/, 'startxref\n77')),
  odd('startxref beyond the end', 'copied', () => PLAIN.replace(/startxref\n\d+/, 'startxref\n999999999')),
  odd('cut off after the contents', 'copied', () => PLAIN.slice(0, PLAIN.indexOf('endstream') + 12)),
  odd('cut off in the contents', 'slip-sheet', () => PLAIN.slice(0, PLAIN.indexOf('endstream') - 2)),
  odd('junk before the header', 'copied', () => `${'junk '.repeat(40)}${PLAIN}`),
  odd('junk after the end', 'copied', () => `${PLAIN}${'\0'.repeat(900)}`),
  odd('Length too short', 'copied', () => PLAIN.replace(/\/Length \d+/, '/Length 20')),
  odd('Length too long', 'copied', () => PLAIN.replace(/\/Length \d+/, '/Length 99')),
  odd('Length missing', 'copied', () => PLAIN.replace(/\/Length \d+/, '          ')),
  odd('Length by reference', 'copied', lengthByReference),
  odd('Length that refers to itself', 'copied', () =>
    rawPdf([...page('').slice(0, 4), `<</Length 5 0 R>>\nstream\n${WORDS}\nendstream`]),
  ),
  odd('endobj missing', 'copied', () => PLAIN.replaceAll('\nendobj', '\n      ')),
  odd('endstream missing', 'copied', () => PLAIN.replace('endstream', '         ')),
  odd('Prev in a circle', 'copied', () => {
    const once = revised(PLAIN, { 6: '<<>>' });
    const at = once.lastIndexOf('xref\n', once.lastIndexOf('startxref') - 1);
    return once.replace(/\/Prev \d+/, `/Prev ${at}`);
  }),
  odd('Prev to nowhere', 'copied', () => revised(PLAIN, { 6: '<<>>' }).replace(/\/Prev \d+/, '/Prev 5')),
  odd('cross-reference off by one', 'copied', () =>
    PLAIN.replace(
      /(\d{10}) 00000 n/g,
      (_, at: string) => `${String(Number(at) + 1).padStart(10, '0')} 00000 n`,
    ),
  ),
  odd('cross-reference numbered from 1', 'copied', () => PLAIN.replace('xref\n0 6', 'xref\n1 6')),
  odd('cross-reference lines of 19 bytes', 'copied', () => PLAIN.replace(/ (n|f) \n/g, ' $1\n')),
  odd('flate data that end in junk', 'copied', damagedFlate),
  odd('flate data with the wrong checksum', 'copied', () => {
    const data = deflateSync(Buffer.from(WORDS));
    data.fill(0, data.length - 4);
    return rawPdf([...page('').slice(0, 4), stream(data.toString('latin1'), '/Filter/FlateDecode')]);
  }),
  odd('no page tree', 'copied', () =>
    PLAIN.replace('/Type/Pages', '/Type/Pagez')
      .replace('/Kids[3 0 R]', '            ')
      .slice(0, PLAIN.indexOf('xref\n')),
  ),
  odd('a hidden layer', 'painted', () => layersPdf('off')),
  odd('layers all shown', 'copied', () => layersPdf('shown')),
  odd('a layer inside a form', 'painted', () => layersPdf('form')),
  odd('a form with looks', 'copied', () => form('/V(Filled in)/AP<</N 7 0 R>>', '')),
  odd('a form whose looks the viewer makes', 'painted', () => formPdf({ withoutLook: true })),
  odd('a form with NeedAppearances', 'painted', () =>
    form('/V(Filled in)/AP<</N 7 0 R>>', '/NeedAppearances true'),
  ),
  odd('signed', 'copied', () =>
    form(
      '/FT/Sig/V<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 30]/Contents<00>>>/AP<</N 7 0 R>>',
      '/SigFlags 3',
    ),
  ),
  odd('a box over words', 'painted', coveredPdf),
  odd('hiding places of every kind', 'copied', canaryPdf),
  odd('no pages', 'slip-sheet', emptyPdf),
  odd('pages in a circle', 'slip-sheet', cyclicPdf),
  odd('ten levels of ten pages', 'slip-sheet', laughs),
  odd('Count of two thousand million', 'copied', () =>
    rawPdf([CATALOG, '<</Type/Pages/Count 2000000000/Kids[3 0 R]>>', ...page('').slice(2)]),
  ),
  odd('6,000 times the same page', 'slip-sheet', () =>
    rawPdf([CATALOG, `<</Type/Pages/Count 6000/Kids[${'3 0 R '.repeat(6000)}]>>`, ...page('').slice(2)]),
  ),
  odd('the same page twice', 'copied', () =>
    rawPdf([CATALOG, '<</Type/Pages/Count 2/Kids[3 0 R 3 0 R]>>', ...page('').slice(2)]),
  ),
  odd('inherited resources and boxes', 'copied', () =>
    rawPdf([
      CATALOG,
      '<</Type/Pages/Count 1/Kids[6 0 R]/Resources<</Font<</F1 4 0 R>>>>/MediaBox[0 0 500 600]/Rotate 90>>',
      '<</Type/Page/Parent 6 0 R/Contents 5 0 R>>',
      FONT,
      stream(WORDS),
      '<</Type/Pages/Parent 2 0 R/Count 1/Kids[3 0 R]/CropBox[20 20 480 580]>>',
    ]),
  ),
  odd('an inline image', 'copied', () => rawPdf(page('', INLINE))),
  odd('contents split within a word', 'painted', () =>
    rawPdf([
      CATALOG,
      TREE,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents[5 0 R 6 0 R 7 0 R]>>',
      FONT,
      stream('BT /F1 24 Tf 60 500 Td (Words'),
      stream(') Tj ET 1 0 0 rg'),
      stream('60 300 200 80 re f'),
    ]),
  ),
  odd('contents split between tokens', 'copied', () =>
    rawPdf([
      CATALOG,
      TREE,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents[5 0 R 6 0 R]>>',
      FONT,
      stream('BT /F1 24 Tf 60 500 Td'),
      stream('(Words) Tj ET 1 0 0 rg 60 300 200 80 re f'),
    ]),
  ),
  odd('state left open', 'copied', () =>
    rawPdf(page('', `q q 0.5 0 0 0.5 0 0 cm ${WORDS} BT /F1 9 Tf 50 50 Td (more) Tj`)),
  ),
  odd('state closed too often', 'copied', () => rawPdf(page('', `Q Q ${WORDS} Q`))),
  odd('no contents', 'copied', () =>
    rawPdf([CATALOG, TREE, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>']),
  ),
  odd('contents that are missing', 'copied', () =>
    rawPdf(page('').map((each) => each.replace('/Contents 5 0 R', '/Contents 50 0 R'))),
  ),
  odd('object streams', 'copied', () =>
    streamPdf(
      [...page('').slice(0, 2), stream(WORDS), FONT, '<</Type/Page>>'].map((body, index) =>
        index === 1
          ? '<</Type/Pages/Count 1/Kids[5 0 R]>>'
          : index === 4
            ? '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents 3 0 R>>'
            : body,
      ),
      4,
    ),
  ),
  odd('a predicted cross-reference stream', 'copied', () =>
    streamPdf(
      [
        CATALOG,
        '<</Type/Pages/Count 1/Kids[5 0 R]>>',
        stream(WORDS),
        FONT,
        '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents 3 0 R>>',
      ],
      4,
      true,
    ),
  ),
  odd('object streams without their cross-reference', 'copied', () => {
    const whole = streamPdf(
      [
        CATALOG,
        '<</Type/Pages/Count 1/Kids[5 0 R]>>',
        stream(WORDS),
        FONT,
        '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents 3 0 R>>',
      ],
      4,
    );
    return whole.slice(0, whole.lastIndexOf('7 0 obj'));
  }),
  odd('a hybrid file', 'copied', hybridPdf),
  odd('a later revision', 'copied', () => revised(PLAIN, { 5: stream('0 0.6 0 rg 60 300 200 80 re f') })),
  odd('three revisions', 'copied', () =>
    revised(revised(PLAIN, { 5: stream('0 0.6 0 rg 60 300 200 80 re f') }), { 5: stream(WORDS) }),
  ),
  odd('a revision that deletes a note', 'copied', () => revised(PLAIN, { 6: '<</Type/Annot>>' })),
  odd('LZW contents', 'copied', () =>
    rawPdf([...page('').slice(0, 4), stream(lzw(WORDS), '/Filter/LZWDecode')]),
  ),
  odd('contents in hexadecimal digits', 'copied', () =>
    rawPdf([
      ...page('').slice(0, 4),
      stream(`${Buffer.from(WORDS).toString('hex')}>`, '/Filter/ASCIIHexDecode'),
    ]),
  ),
  odd('contents packed twice', 'copied', () =>
    rawPdf([
      ...page('').slice(0, 4),
      stream(
        deflateSync(deflateSync(Buffer.from(WORDS))).toString('latin1'),
        '/Filter[/FlateDecode/FlateDecode]',
      ),
    ]),
  ),
  odd('a picture', 'copied', () => image('', GRAYS)),
  odd('a picture in runs', 'copied', () => image('/Filter/RunLengthDecode', `\x3f${GRAYS}\x80`)),
  odd('a picture with a predictor', 'copied', () =>
    image(
      '/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 8>>',
      deflateSync(
        Buffer.from(
          Array.from({ length: 8 }, (_, row) => `\x00${GRAYS.slice(row * 8, row * 8 + 8)}`).join(''),
          'latin1',
        ),
      ).toString('latin1'),
    ),
  ),
  odd('a picture that stops early', 'copied', () =>
    image('/Filter/FlateDecode', deflateSync(Buffer.from(GRAYS, 'latin1')).toString('latin1').slice(0, -6)),
  ),
  odd('names with escapes', 'copied', () =>
    rawPdf(page('/Resources<</Font<</F#311 4 0 R>>>>', WORDS.replace('/F1', '/F11'))),
  ),
  odd('comments everywhere', 'copied', () => rawPdf(page('% a comment\n', `% first\n${WORDS}% last`))),
  odd('a form that draws itself', 'copied', () =>
    rawPdf(
      page(
        WITH_IMAGE,
        SHOW,
        stream(
          '1 0 0 rg 0 0 9 9 re f /Im Do',
          '/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</Im 6 0 R>>>>',
        ),
      ),
    ),
  ),
  odd('200,000 nested lists', 'painted', () =>
    rawPdf(
      page(
        '/Resources 6 0 R',
        '1 0 0 rg 60 300 200 80 re f',
        `<</Font<</F1 4 0 R>>/Deep ${'['.repeat(200_000)}${']'.repeat(200_000)}>>`,
      ),
    ),
  ),
  odd('2,000,000 nulls', 'painted', () =>
    rawPdf(page('/Annots 6 0 R', WORDS, `[${'null '.repeat(2_000_000)}]`)),
  ),
  odd('contents that unpack without end', 'slip-sheet', () => bombPdf(300)),
  odd('contents that unpack twice without end', 'slip-sheet', () =>
    rawPdf([
      ...page('').slice(0, 4),
      stream(
        deflateSync(deflateSync(Buffer.alloc(300 << 20, 0x20), { level: 1 }), { level: 9 }).toString(
          'latin1',
        ),
        '/Filter[/FlateDecode/FlateDecode]',
      ),
    ]),
  ),
  odd('50 MB of zeros', 'slip-sheet', () => Buffer.alloc(50 << 20)),
  odd('a header alone', 'slip-sheet', () => '%PDF-1.7\n'),
  odd('an empty file', 'slip-sheet', () => ''),
  odd('a zip archive', 'slip-sheet', () => 'PK\x03\x04'),
  odd(
    'a web page with a PDF in it',
    'copied',
    () => `<html><!-- ${PLAIN.replace(/startxref\n\d+/, 'startxref\n0')} -->`,
  ),
];

/** LZW that never widens its codes: it clears the table in time. */
function lzw(text: string): string {
  let bits = '';
  [...text].forEach((char, index) => {
    if (index % 200 === 0) bits += (256).toString(2).padStart(9, '0');
    bits += char.charCodeAt(0).toString(2).padStart(9, '0');
  });
  bits += (257).toString(2).padStart(9, '0');
  return (bits.match(/.{1,8}/g) ?? [])
    .map((byte) => String.fromCharCode(Number.parseInt(byte.padEnd(8, '0'), 2)))
    .join('');
}
