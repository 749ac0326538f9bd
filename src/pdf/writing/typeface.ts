import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from '@cantoo/fontkit';
import type { Font } from '@cantoo/fontkit';
import { directedRuns, runsLeftwards, type LineDirection } from './reading-order.js';

/** The cuts used on paper: serif for letters and titles, sans for tables, records and stamps; below, what other scripts need. */
export type FaceName =
  | 'serif'
  | 'serif-italic'
  | 'serif-bold'
  | 'serif-bold-italic'
  | 'sans'
  | 'sans-italic'
  | 'sans-bold'
  | ScriptFace;

type ScriptFace = 'hebrew' | 'arabic' | 'japanese' | 'chinese' | 'korean';

export interface Typeface {
  readonly name: FaceName;
  readonly font: Font;
  /** Glyph and advance (in ems) of every character asked for so far; null where the face has none. */
  readonly glyphs: Map<number, PlacedGlyph | null>;
}

export interface PlacedGlyph {
  readonly id: number;
  readonly codePoints: readonly number[];
  /** All in ems. */
  readonly width: number;
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

/** Glyphs of one face in a row. */
export interface GlyphRow {
  readonly face: Typeface;
  readonly glyphs: readonly PlacedGlyph[];
  /** The words, where their glyphs do not tell them: parts of joined letters are shared between letters. */
  readonly words?: string;
}

const FILES: Record<FaceName, string> = {
  serif: '@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf',
  'serif-italic': '@expo-google-fonts/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf',
  'serif-bold': '@expo-google-fonts/noto-serif/700Bold/NotoSerif_700Bold.ttf',
  'serif-bold-italic': '@expo-google-fonts/noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic.ttf',
  sans: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'sans-italic': '@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  'sans-bold': '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  hebrew: '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  arabic: '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  japanese: '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
  chinese: '@expo-google-fonts/zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf',
  korean: '@expo-google-fonts/gowun-dodum/400Regular/GowunDodum_400Regular.ttf',
};

/** Opened only for text in these scripts; Japanese has more of the older characters, Chinese the simplified ones. */
const SCRIPTS: readonly (readonly [script: RegExp, faces: readonly ScriptFace[]])[] = [
  [/[\p{Script=Hebrew}]/u, ['hebrew']],
  [/[\p{Script_Extensions=Arabic}]/u, ['arabic']],
  [/[\p{Script=Hangul}]/u, ['korean']],
  [
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u,
    ['japanese', 'chinese', 'korean'],
  ],
  // Signs: numbers in circles, arrows, mathematics, boxes and circles, stars, ticks.
  [/[\u2190-\u22ff\u2460-\u24ff\u25a0-\u27bf]/u, ['japanese', 'korean']],
];

/** What every face has and shows as it is, letter for letter. */
const SIMPLE = /^[\x20-\x7e]*$/;
const FALLBACKS: readonly FaceName[] = ['sans', 'serif'];
/** Accents that stand apart, and scripts whose letters join or move. */
const MARKS = /\p{M}|[\u0900-\u0dff]|\p{Script=Arabic}/u;
const JOINED = /\p{Script=Arabic}/u;
const HAN = /\p{Script=Han}/u;
const loaded = new Map<FaceName, Typeface>();

/** Opens a face once a process. */
export function typeface(name: FaceName): Typeface {
  const known = loaded.get(name);
  if (known) return known;
  const font = create(readFileSync(createRequire(import.meta.url).resolve(FILES[name])));
  if (!('createSubset' in font)) throw new Error(`${FILES[name]} is not a single font.`);
  const face: Typeface = { name, font, glyphs: new Map() };
  loaded.set(name, face);
  return face;
}

/** Width in points. */
export function textWidth(face: Typeface, size: number, text: string): number {
  const simple = simpleWidth(face, text);
  if (simple !== null) return simple * size;
  let ems = 0;
  for (const row of shapeText(face, text)) for (const glyph of row.glyphs) ems += glyph.advance;
  return ems * size;
}

/**
 * The glyphs of a text. A character the face lacks is taken from another face, and one that no face has
 * is written out as `[U+XXXX]`: nothing is dropped. With `rtl` the line runs leftwards whatever it begins with.
 */
export function shapeText(face: Typeface, text: string, direction: LineDirection = 'auto'): GlyphRow[] {
  const simple = direction === 'rtl' ? null : simpleGlyphs(face, text);
  if (simple) return simple.length > 0 ? [{ face, glyphs: simple }] : [];
  const visible = writtenOut(face, text);
  if (direction === 'rtl' || runsLeftwards(visible))
    return directedRuns(visible, direction).flatMap((run) =>
      run.isLeftwards ? shapedRows(face, run.text, true) : rowsOf(face, run.text),
    );
  return rowsOf(face, visible);
}

/** The glyphs of a text that needs no care; null for any other. */
function simpleGlyphs(face: Typeface, text: string): PlacedGlyph[] | null {
  if (!SIMPLE.test(text)) return null;
  const glyphs: PlacedGlyph[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const glyph = glyphOf(face, text.charCodeAt(at));
    if (!glyph) return null;
    glyphs.push(glyph);
  }
  return glyphs;
}

/** In ems; null for a text that needs care. */
function simpleWidth(face: Typeface, text: string): number | null {
  if (!SIMPLE.test(text)) return null;
  let ems = 0;
  for (let at = 0; at < text.length; at += 1) {
    const glyph = glyphOf(face, text.charCodeAt(at));
    if (!glyph) return null;
    ems += glyph.advance;
  }
  return ems;
}

function rowsOf(face: Typeface, text: string): GlyphRow[] {
  return MARKS.test(text) ? shapedRows(face, text, false) : plainRows(face, text);
}

/** The characters of a text that can only be shown by their numbers, each once. */
export function unshownCharacters(face: Typeface, text: string): string[] {
  const found = new Set<string>();
  for (const char of text.normalize('NFC')) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0x20 && (isControl(code) || !faceFor(face, code))) found.add(char);
  }
  return [...found];
}

/**
 * A text as paper shows it, for a file that is no PDF: what no face has, and what controls or turns the direction, by its
 * number. Tabs and ends of lines stay.
 */
export function shownOnPaper(face: Typeface, text: string): string {
  if (SIMPLE.test(text)) return text;
  let out = '';
  for (const char of text.normalize('NFC')) {
    const code = char.codePointAt(0) ?? 0;
    const isLaidOut = code === 0x09 || code === 0x0a || isSpacing(code);
    out += !isLaidOut && (isControl(code) || !faceFor(face, code)) ? numbered(code) : char;
  }
  return out;
}

/** Spaces and hyphens that paper sets as plain ones. */
function isSpacing(code: number): boolean {
  return code === 0xa0 || code === 0x202f || code === 0x2009 || code === 0xad || code === 0x2011;
}

function writtenOut(face: Typeface, text: string): string {
  let out = '';
  for (const char of text.normalize('NFC')) {
    const code = char.codePointAt(0) ?? 0;
    if (code === 0xa0 || code === 0x202f || code === 0x2009) out += ' ';
    else if (code === 0xad) out += '-';
    else if (code === 0x2011) out += faceFor(face, code) ? char : '-';
    else if (isControl(code) || !faceFor(face, code)) out += numbered(code);
    else out += char;
  }
  return out;
}

/** Control characters, and the ones that turn the direction of what follows: shown, never obeyed. */
function isControl(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)
  );
}

function numbered(code: number): string {
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

function faceFor(face: Typeface, code: number): Typeface | null {
  if (glyphOf(face, code)) return face;
  for (const name of FALLBACKS) {
    const other = typeface(name);
    if (other !== face && glyphOf(other, code)) return other;
  }
  return scriptFaceFor(code, null);
}

/** The face of another script that has the character, the preferred one first; null where none has it. */
function scriptFaceFor(code: number, preferred: ScriptFace | null): Typeface | null {
  const char = String.fromCodePoint(code);
  const faces = SCRIPTS.find(([script]) => script.test(char))?.[1] ?? [];
  const ordered = preferred !== null && faces.includes(preferred) ? [preferred, ...faces] : faces;
  const name = ordered.find((each) => glyphOf(typeface(each), code));
  return name === undefined ? null : typeface(name);
}

/** The face that has the most of the Chinese characters of a text, so that one word is in one hand. */
function hanFaceOf(text: string): ScriptFace | null {
  if (!HAN.test(text)) return null;
  const han = [...text].filter((char) => HAN.test(char)).map((char) => char.codePointAt(0) ?? 0);
  const has = (name: ScriptFace): number => han.filter((code) => glyphOf(typeface(name), code)).length;
  if (has('japanese') === han.length) return 'japanese';
  return has('chinese') > has('japanese') ? 'chinese' : 'japanese';
}

function glyphOf(face: Typeface, code: number): PlacedGlyph | null {
  const known = face.glyphs.get(code);
  if (known !== undefined) return known;
  const glyph = face.font.hasGlyphForCodePoint(code) ? face.font.glyphForCodePoint(code) : null;
  const width = glyph ? glyph.advanceWidth / face.font.unitsPerEm : 0;
  const placed = glyph && { id: glyph.id, codePoints: [code], width, advance: width, dx: 0, dy: 0 };
  face.glyphs.set(code, placed);
  return placed;
}

function plainRows(face: Typeface, text: string): GlyphRow[] {
  const rows: { face: Typeface; glyphs: PlacedGlyph[] }[] = [];
  const hand = hanFaceOf(text);
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const used = (hand === null ? null : handOf(hand, code)) ?? faceFor(face, code) ?? face;
    const glyph = glyphOf(used, code);
    if (!glyph) continue;
    const last = rows.at(-1);
    if (last && last.face === used) last.glyphs.push(glyph);
    else rows.push({ face: used, glyphs: [glyph] });
  }
  return rows;
}

function handOf(hand: ScriptFace, code: number): Typeface | null {
  return HAN.test(String.fromCodePoint(code)) ? scriptFaceFor(code, hand) : null;
}

/**
 * Accents that stand apart from their letter, and scripts that join letters, need the font's own tables. Text that runs
 * leftwards comes out as it stands on the line, from left to right.
 */
function shapedRows(face: Typeface, text: string, isLeftwards: boolean): GlyphRow[] {
  const pieces: { face: Typeface; text: string }[] = [];
  for (const char of text) {
    const used = faceFor(face, char.codePointAt(0) ?? 0) ?? face;
    const last = pieces.at(-1);
    if (last && last.face === used) last.text += char;
    else pieces.push({ face: used, text: char });
  }
  if (isLeftwards) pieces.reverse();
  return pieces.map((piece) => {
    const em = piece.face.font.unitsPerEm;
    const run = piece.face.font.layout(
      piece.text,
      undefined,
      undefined,
      undefined,
      isLeftwards ? 'rtl' : 'ltr',
    );
    const glyphs = run.glyphs.map((glyph, index) => {
      const position = run.positions?.[index];
      const width = glyph.advanceWidth / em;
      return {
        id: glyph.id,
        codePoints: glyph.codePoints,
        width,
        advance: position ? position.xAdvance / em : width,
        dx: (position?.xOffset ?? 0) / em,
        dy: (position?.yOffset ?? 0) / em,
      };
    });
    return JOINED.test(piece.text)
      ? { face: piece.face, glyphs, words: piece.text }
      : { face: piece.face, glyphs };
  });
}
