import { scanContent } from './copying/content-scan.js';
import type { SourcePage } from './opened-pdf.js';
import { DamagedPdf } from './source/cross-reference.js';
import { isNamed, PDFArray, PDFDict, PDFName, PDFNull, PDFRef, PDFStream } from './source/objects.js';
import type { PDFObject } from './source/objects.js';
import type { PdfFile } from './source/pdf-file.js';
import { BadObject } from './source/read-tokens.js';
import { BadData, unpack } from './source/stream-data.js';

/** What contents may draw with, and how it is called. Lists of properties draw nothing. */
const DRAWN = [
  ['Font', 'a font'],
  ['XObject', 'a picture or drawing'],
  ['Pattern', 'a pattern'],
  ['Shading', 'a shading'],
  ['ColorSpace', 'a colour'],
  ['ExtGState', 'a way of drawing'],
] as const;
/** Entries that lead away from what is drawn. */
const ASIDE = new Set([
  'Parent',
  'P',
  'Metadata',
  'PieceInfo',
  'OC',
  'OPI',
  'Ref',
  'Alternates',
  'Resources',
]);
const DEVICE_COLOURS = ['DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'Pattern'];
const DEEPEST = 50;
const RESOURCES = PDFName.of('Resources');

interface Search {
  readonly file: PdfFile;
  /** References behind which nothing is missing, whatever of it is used. */
  readonly whole: Set<PDFObject>;
  /** Drawings with resources of their own that were looked into. */
  readonly entered: Set<PDFObject>;
  readonly names: Map<PDFStream, ReadonlySet<string> | null>;
}

/**
 * What a document put together by a search lacks, as the end of a sentence; null where all is there that its pages
 * use. What is named and never used is not missed: many documents have such names.
 */
export function lostPart(
  file: PdfFile,
  tree: PDFObject | undefined,
  pages: readonly SourcePage[],
): string | null {
  if (hasLostPages(file, tree, pages)) return 'some of its pages are missing';
  for (const [page, lost] of lostOnPages(file, pages)) return `${lost} that page ${page} needs is missing`;
  return null;
}

/** The pages, counted from 1, that lack what they use, each with what it is: “a font”. */
export function* lostOnPages(
  file: PdfFile,
  pages: readonly SourcePage[],
): Generator<readonly [page: number, lost: string]> {
  const search: Search = { file, whole: new Set(), entered: new Set(), names: new Map() };
  for (const [index, page] of pages.entries()) {
    const lost = lostOf(search, page);
    if (lost !== null) yield [index + 1, lost];
  }
}

/**
 * Whether a branch of the page tree is not in the file. Where all of the tree is lost, pages that were found tell of
 * it: what they hang on is missing, and with it perhaps pages.
 */
function hasLostPages(file: PdfFile, tree: PDFObject | undefined, pages: readonly SourcePage[]): boolean {
  const isThere = tree !== undefined && found(file, tree) instanceof PDFDict;
  const above = (dict: PDFDict): PDFObject[] => {
    const parent = isThere ? undefined : dict.get(PDFName.of('Parent'));
    return parent ? [parent] : [];
  };
  const open = isThere ? [tree] : pages.flatMap(({ dict }) => above(dict));
  const seen = new Set<PDFObject>();
  for (let object = open.pop(); object; object = open.pop()) {
    if (seen.has(object)) continue;
    seen.add(object);
    const node = found(file, object);
    if (node === undefined || node === PDFNull) return true;
    if (!(node instanceof PDFDict)) continue;
    const kids = found(file, node.get(PDFName.of('Kids')));
    if (kids === undefined) return true;
    open.push(...above(node), ...(kids instanceof PDFArray ? kids.asArray() : []));
  }
  return false;
}

function lostOf(search: Search, page: SourcePage): string | null {
  const { file } = search;
  const contents = page.dict.get(PDFName.of('Contents'));
  const all = contents && found(file, contents);
  const parts = all instanceof PDFArray ? all.asArray() : contents ? [contents] : [];
  const streams = parts.map((each) => found(file, each));
  if ((contents && !all) || streams.includes(undefined)) return 'a part';
  const own = page.dict.get(RESOURCES);
  const isLost = own ? found(file, own) === undefined : page.resources === null;
  if (!isLost && page.resources && isWhole(search, page.resources)) return null;
  const names = namesIn(search, streams);
  if (isLost || !page.resources) return names === null || names.size > 0 ? 'a part' : null;
  return lostIn(search, page.resources, names, 0);
}

/** Nothing at all is missing behind the object, used or not: its contents need not be read then. */
function isWhole(search: Search, object: PDFObject): boolean {
  const seen = new Set<PDFObject>();
  const open = [object];
  for (let each = open.pop(); each; each = open.pop()) {
    if (each instanceof PDFRef) {
      if (seen.has(each) || search.whole.has(each)) continue;
      seen.add(each);
    }
    const value = found(search.file, each);
    if (value === undefined) return false;
    const dict = dictOf(value);
    dict?.forEach((inside, raw) => {
      if (!ASIDE.has(raw) || raw === 'Resources') open.push(inside);
    });
    if (value instanceof PDFArray) open.push(...value.asArray());
  }
  for (const each of seen) search.whole.add(each);
  return true;
}

/** What of `resources` is missing and used by contents that mention `names`; null where those cannot be told. */
function lostIn(
  search: Search,
  resources: PDFDict,
  names: ReadonlySet<string> | null,
  depth: number,
): string | null {
  const { file } = search;
  if (depth > DEEPEST) return null;
  const there = DRAWN.map(([category, called]) => {
    const entries = resources.get(PDFName.of(category));
    const dict = entries && found(file, entries);
    return { called, isLost: entries !== undefined && !dict, dict: dict instanceof PDFDict ? dict : null };
  });
  const known = new Set([...DEVICE_COLOURS, ...there.flatMap(({ dict }) => rawKeys(dict))]);
  const used = new Set(names ?? known);
  const seen = new Set<PDFObject>();
  // A drawing without resources uses those around it, which may be drawings too: until nothing is added.
  for (let before = -1; before < used.size;) {
    before = used.size;
    for (const { called, dict } of there)
      for (const [key, value] of dict?.entries() ?? [])
        if (used.has(key.raw()) && isLostBehind(search, value, { used, seen, depth })) return called;
  }
  const hasUnknown = names === null || [...used].some((name) => !known.has(name));
  return (hasUnknown && there.find(({ isLost }) => isLost)?.called) || null;
}

interface Using {
  /** Names used of the resources around; those of drawings without any of their own are added. */
  readonly used: Set<string>;
  readonly seen: Set<PDFObject>;
  readonly depth: number;
}

function isLostBehind(search: Search, object: PDFObject, using: Using): boolean {
  const open = [object];
  for (let each = open.pop(); each; each = open.pop()) {
    if (using.seen.has(each)) continue;
    using.seen.add(each);
    const value = found(search.file, each);
    if (value === undefined) return true;
    if (value instanceof PDFArray) open.push(...value.asArray());
    const dict = dictOf(value);
    if (!dict) continue;
    if (isLostInside(search, value, dict, using)) return true;
    dict.forEach((inside, raw) => {
      if (!ASIDE.has(raw)) open.push(inside);
    });
  }
  return false;
}

/** Of a form, a pattern or a font of drawings: what its own contents use. */
function isLostInside(search: Search, object: PDFObject, dict: PDFDict, { used, depth }: Using): boolean {
  const { file, entered } = search;
  const drawings = drawingsOf(file, object, dict);
  if (drawings.length === 0 || entered.has(dict)) return false;
  const own = dict.get(RESOURCES);
  const names = namesIn(search, drawings);
  if (!own) {
    for (const name of names ?? []) used.add(name);
    return false;
  }
  entered.add(dict);
  const resources = found(file, own);
  if (resources === undefined) return names === null || names.size > 0;
  return resources instanceof PDFDict && lostIn(search, resources, names, depth + 1) !== null;
}

function drawingsOf(file: PdfFile, object: PDFObject, dict: PDFDict): (PDFObject | undefined)[] {
  if (object instanceof PDFStream) {
    const isDrawn =
      isNamed(found(file, dict.get(PDFName.of('Subtype'))), 'Form') || dict.has(PDFName.of('PatternType'));
    return isDrawn ? [object] : [];
  }
  const glyphs = found(file, dict.get(PDFName.of('CharProcs')));
  return glyphs instanceof PDFDict ? glyphs.values().map((each) => found(file, each)) : [];
}

/** Every name that contents mention; null where some of them cannot be unpacked. Throws TooMuchData. */
function namesIn(search: Search, contents: readonly (PDFObject | undefined)[]): ReadonlySet<string> | null {
  const all = new Set<string>();
  for (const stream of contents) {
    if (!(stream instanceof PDFStream)) continue;
    const names = search.names.get(stream) ?? namesOf(search.file, stream);
    search.names.set(stream, names);
    if (names === null) return null;
    for (const name of names) all.add(name);
  }
  return all;
}

function namesOf(file: PdfFile, stream: PDFStream): ReadonlySet<string> | null {
  try {
    return scanContent(unpack(file, stream).data).names;
  } catch (error) {
    if (error instanceof BadData) return null;
    throw error;
  }
}

/** Undefined only for what is not whole in the file; a null that stands there is not missing. */
function found(file: PdfFile, object: PDFObject | undefined): PDFObject | undefined {
  try {
    if (object instanceof PDFRef && file.isLost(object)) return undefined;
    return file.lookup(object) ?? PDFNull;
  } catch (error) {
    if (error instanceof BadObject || error instanceof BadData || error instanceof DamagedPdf)
      return undefined;
    throw error;
  }
}

function dictOf(object: PDFObject): PDFDict | null {
  if (object instanceof PDFStream) return object.dict;
  return object instanceof PDFDict ? object : null;
}

function rawKeys(dict: PDFDict | null): string[] {
  return dict?.keys().map((key) => key.raw()) ?? [];
}
