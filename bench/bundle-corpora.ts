import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { PdfWriter } from '../src/pdf/writing/pdf-writer.js';

const PAGES_A_FILE = 25;
const LINES = 46;
const SCAN_SIDE = 1_000;
const SCANS_A_FILE = 20;
const FAX_BYTES = 60_000;
const WORDS =
  'notice network reading measured viewer provider evidence letter demand customer statement peak hour speed link peering message'.split(
    ' ',
  );
const RESOURCES = '/Resources<</Font<</F1 3 0 R>>/ProcSet[/PDF/Text]>>';
const FONT =
  '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[' +
  `${'500 '.repeat(95)}]>>`;
const FACES = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-serif/400Regular/NotoSerif_400Regular.ttf',
];

/** Files made for a bench; each has `pagesAFile` pages. */
export interface Corpus {
  readonly files: readonly string[];
  readonly pagesAFile: number;
}

/** Letters of text: every second file with object streams, the others with a plain table. */
export function textCorpus(folder: string, count: number): Corpus {
  mkdirSync(folder, { recursive: true });
  const random = randomFrom(20_140_605);
  const files = Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${String(index).padStart(4, '0')}.pdf`);
    const contents = Array.from({ length: PAGES_A_FILE }, () => deflateSync(Buffer.from(textPage(random))));
    if (index % 2) writeWithStreams(path, contents);
    else writeWithTable(path, contents);
    return path;
  });
  return { files, pagesAFile: PAGES_A_FILE };
}

/** The same letters in one of two embedded fonts, with a photograph of its own in each file. */
export async function fontCorpus(folder: string, count: number): Promise<Corpus> {
  mkdirSync(folder, { recursive: true });
  const random = randomFrom(20_140_609);
  const fonts = FACES.map((face) =>
    deflateSync(readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/${face}`))),
  );
  const files: string[] = [];
  for (let index = 0; index < count; index++) {
    const path = join(folder, `${String(index).padStart(4, '0')}.pdf`);
    const writer = PdfWriter.open(path);
    const tree = writer.reserve();
    const data = fonts[index % fonts.length] ?? Buffer.alloc(0);
    const file = writer.addStream('/Filter/FlateDecode', data);
    const descriptor = writer.add(
      `<</Type/FontDescriptor/FontName/Noto${index % fonts.length}/Flags 32/FontBBox[0 -300 1200 1000]/ItalicAngle 0/Ascent 1000/Descent -300/CapHeight 714/StemV 80/FontFile2 ${file} 0 R>>`,
    );
    const font = writer.add(
      FONT.replace(
        '/Subtype/Type1/BaseFont/Times-Roman',
        `/Subtype/TrueType/BaseFont/Noto${index % fonts.length}/FontDescriptor ${descriptor} 0 R`,
      ),
    );
    const photo = await photograph(random, 400);
    const image = writer.addStream(imageEntries(400, 'DeviceRGB', '/Filter/DCTDecode'), photo);
    const pages = Array.from({ length: PAGES_A_FILE }, (_, page) => {
      const picture = page % 5 === 0 ? 'q 200 0 0 200 340 60 cm /Im Do Q\n' : '';
      const stream = writer.addDeflated('', `${picture}${textPage(random)}`);
      return writer.add(
        `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 ${font} 0 R>>/XObject<</Im ${image} 0 R>>>>/Contents ${stream} 0 R>>`,
      );
    });
    finish(writer, tree, pages);
    files.push(path);
  }
  return { files, pagesAFile: PAGES_A_FILE };
}

/** Pages that are pictures, `bytes` in all: five colour JPEGs to each fax page. Fax data are never unpacked here, so any bytes do. */
export async function scanCorpus(folder: string, bytes: number): Promise<Corpus> {
  mkdirSync(folder, { recursive: true });
  const random = randomFrom(20_140_616);
  const files: string[] = [];
  for (let written = 0; written < bytes;) {
    const path = join(folder, `${String(files.length).padStart(4, '0')}.pdf`);
    const writer = PdfWriter.open(path);
    const tree = writer.reserve();
    const pages: number[] = [];
    for (let page = 0; page < SCANS_A_FILE; page++) {
      const isFax = page % 6 === 5;
      const data = isFax ? noise(random, FAX_BYTES) : await photograph(random, SCAN_SIDE);
      const entries = isFax
        ? imageEntries(
            SCAN_SIDE,
            'DeviceGray',
            `/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns ${SCAN_SIDE}>>`,
            1,
          )
        : imageEntries(SCAN_SIDE, 'DeviceRGB', '/Filter/DCTDecode');
      const image = writer.addStream(entries, data);
      const contents = writer.addDeflated('', 'q 612 0 0 792 0 0 cm /Im Do Q');
      pages.push(
        writer.add(
          `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</Im ${image} 0 R>>>>/Contents ${contents} 0 R>>`,
        ),
      );
      written += data.length;
    }
    finish(writer, tree, pages);
    files.push(path);
  }
  return { files, pagesAFile: SCANS_A_FILE };
}

function imageEntries(side: number, space: string, filter: string, bits = 8): string {
  return `/Type/XObject/Subtype/Image/Width ${side}/Height ${side}/ColorSpace/${space}/BitsPerComponent ${bits}${filter}`;
}

function photograph(random: () => number, side: number): Promise<Buffer> {
  return sharp(noise(random, side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .blur(0.6)
    .jpeg({ quality: 85 })
    .toBuffer();
}

function noise(random: () => number, length: number): Buffer {
  const data = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) data.writeUInt32LE(Math.floor(random() * 2 ** 32), at);
  return data;
}

function finish(writer: PdfWriter, tree: number, pages: readonly number[]): void {
  writer.object(
    tree,
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((id) => `${id} 0 R`).join(' ')}]>>`,
  );
  writer.finish(writer.add(`<</Type/Catalog/Pages ${tree} 0 R>>`), writer.add('<<>>'));
}

function textPage(random: () => number): string {
  const lines = Array.from({ length: LINES }, () => {
    const words = Array.from({ length: 12 }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '');
    return `[(${words.join(')-250(')})] TJ T*`;
  });
  return `BT /F1 10 Tf 14 TL 72 720 Td\n${lines.join('\n')}\nET\n`;
}

function writeWithTable(path: string, contents: readonly Buffer[]): void {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const push = (data: string | Buffer): void => {
    const bytes = Buffer.from(data);
    parts.push(bytes);
    at += bytes.length;
  };
  const object = (body: string | Buffer[]): void => {
    offsets.push(at);
    push(`${offsets.length} 0 obj\n`);
    for (const part of [body].flat()) push(part);
    push('\nendobj\n');
  };
  push('%PDF-1.4\n');
  object('<</Type/Catalog/Pages 2 0 R>>');
  object(
    `<</Type/Pages/Count ${contents.length}/Kids[${contents.map((_, index) => `${4 + index * 2} 0 R`).join(' ')}]>>`,
  );
  object(FONT);
  contents.forEach((data, index) => {
    object(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]${RESOURCES}/Contents ${5 + index * 2} 0 R>>`);
    object([
      Buffer.from(`<</Filter/FlateDecode/Length ${data.length}>>\nstream\n`),
      data,
      Buffer.from('\nendstream'),
    ]);
  });
  const start = at;
  push(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
  push(offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join(''));
  push(`trailer\n<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
  writeFileSync(path, Buffer.concat(parts));
}

function writeWithStreams(path: string, contents: readonly Buffer[]): void {
  const writer = PdfWriter.open(path);
  const tree = writer.reserve();
  const font = writer.add(FONT);
  const pages = contents.map((data) => {
    const stream = writer.addStream('/Filter/FlateDecode', data);
    return writer.add(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 612 792]${RESOURCES.replace('3', String(font))}/Contents ${stream} 0 R>>`,
    );
  });
  finish(writer, tree, pages);
}

/** The same numbers on every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
