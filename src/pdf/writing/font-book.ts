import type { Font, Subset } from '@cantoo/fontkit';
import { pdfNumber, pdfNumbers } from './pdf-syntax.js';
import type { PdfWriter } from './pdf-writer.js';
import { typeface } from './typeface.js';
import type { FaceName, PlacedGlyph, Typeface } from './typeface.js';

const CMAP_CHUNK = 100;

/** The fonts of one file: the glyphs used of each face, embedded at the end as subsets. */
export interface FontBook {
  readonly fonts: Map<FaceName, UsedFont>;
  /** What is painted on page after page, by what it is. */
  readonly alike: Map<string, { readonly operators: string; readonly faces: readonly FaceName[] }>;
  /** Gives out the object number a font gets in the file. */
  readonly reserve: () => number;
}

interface UsedFont {
  readonly id: number;
  readonly face: Typeface;
  readonly subset: Subset;
  readonly glyphs: PlacedGlyph[];
  /** By glyph number. */
  readonly codes: Map<number, string>;
}

export function openFontBook(writer: PdfWriter): FontBook {
  return { fonts: new Map(), alike: new Map(), reserve: () => writer.reserve() };
}

/** The code of a glyph within the subset of its face. */
export function glyphCode(book: FontBook, face: Typeface, glyph: PlacedGlyph): string {
  const font = usedFont(book, face.name);
  const known = font.codes.get(glyph.id);
  if (known !== undefined) return known;
  const code = font.subset.includeGlyph(glyph.id);
  font.glyphs[code] ??= glyph;
  const written = code.toString(16).padStart(4, '0');
  font.codes.set(glyph.id, written);
  return written;
}

export function fontReference(book: FontBook, name: FaceName): string {
  return `${usedFont(book, name).id} 0 R`;
}

/** Writes every font that was used; call it once, after all pages are drawn. */
export function embedFonts(book: FontBook, writer: PdfWriter): void {
  for (const font of book.fonts.values()) embedFont(font, writer);
}

function usedFont(book: FontBook, name: FaceName): UsedFont {
  const known = book.fonts.get(name);
  if (known) return known;
  const face = typeface(name);
  const font = { id: book.reserve(), face, subset: face.font.createSubset(), glyphs: [], codes: new Map() };
  book.fonts.set(name, font);
  return font;
}

function embedFont({ id, face, subset, glyphs }: UsedFont, writer: PdfWriter): void {
  const { font } = face;
  const name = `/${subsetTag(glyphs)}+${font.postscriptName ?? face.name}`;
  const data = subset.encode();
  const file = writer.addDeflated(`/Length1 ${data.length}`, data);
  const descriptor = writer.add(
    `<</Type/FontDescriptor/FontName${name}/Flags ${flagsOf(face)}/FontBBox[${boxOf(font)}]` +
      `/ItalicAngle ${pdfNumber(font.italicAngle)}/Ascent ${ems(font, font.ascent)}/Descent ${ems(font, font.descent)}` +
      `/CapHeight ${ems(font, font.capHeight)}/XHeight ${ems(font, font.xHeight)}/StemV 80/FontFile2 ${file} 0 R>>`,
  );
  const descendant = writer.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
      `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 0/W[${widthsOf(glyphs)}]>>`,
  );
  const unicode = writer.addDeflated('', unicodeMap(glyphs));
  writer.object(
    id,
    `<</Type/Font/Subtype/Type0/BaseFont${name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
  );
}

/** Six letters that differ with the glyphs in the subset, as ISO 32000-1, 9.6.4 asks. */
function subsetTag(glyphs: readonly (PlacedGlyph | undefined)[]): string {
  let sum = 7;
  for (const glyph of glyphs) sum = (sum * 31 + (glyph?.id ?? 0)) % 308_915_776;
  return Array.from({ length: 6 }, (_, index) =>
    String.fromCharCode(65 + (Math.floor(sum / 26 ** index) % 26)),
  ).join('');
}

function flagsOf(face: Typeface): number {
  return 32 | (face.name.startsWith('serif') ? 2 : 0) | (face.name.includes('italic') ? 64 : 0);
}

function boxOf(font: Font): string {
  const { minX, minY, maxX, maxY } = font.bbox;
  return [minX, minY, maxX, maxY].map((value) => ems(font, value)).join(' ');
}

function ems(font: Font, value: number): string {
  return pdfNumber((value * 1000) / font.unitsPerEm);
}

function widthsOf(glyphs: readonly (PlacedGlyph | undefined)[]): string {
  return `1[${pdfNumbers(...Array.from(glyphs, (glyph) => (glyph?.width ?? 0) * 1000).slice(1))}]`;
}

function unicodeMap(glyphs: readonly (PlacedGlyph | undefined)[]): string {
  const lines = glyphs.flatMap((glyph, code) =>
    glyph && glyph.codePoints.length > 0
      ? [`<${code.toString(16).padStart(4, '0')}><${utf16(glyph.codePoints)}>`]
      : [],
  );
  const chunks: string[] = [];
  for (let at = 0; at < lines.length; at += CMAP_CHUNK) {
    const chunk = lines.slice(at, at + CMAP_CHUNK);
    chunks.push(`${chunk.length} beginbfchar\n${chunk.join('\n')}\nendbfchar\n`);
  }
  return (
    '/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    `1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n${chunks.join('')}endcmap\n` +
    'CMapName currentdict/CMap defineresource pop\nend\nend\n'
  );
}

function utf16(codePoints: readonly number[]): string {
  return Buffer.from(String.fromCodePoint(...codePoints), 'utf16le')
    .swap16()
    .toString('hex');
}
