import { readFile } from 'node:fs/promises';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, PDFStream } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import type { Progress } from '../platform/ask.js';
import type { CheckInput, CheckResult, PdfFinding } from './assemble-questions.js';
import { batesAt, stampOf } from './assemble-pdf.js';
import type { Assembly, OutlineEntry, Part } from './assembly.js';
import { layOutIndex } from './draw-index.js';
import { footOf } from './page-text.js';
import type { TextLine, TextOfPage } from './page-text.js';
import { paperSize } from './paper.js';
import { countChars, pageLabel, PdfiumError, withPage, withPdfium } from './pdfium.js';
import type { PdfiumDocument } from './pdfium.js';
import { stampWords } from './stamp.js';

const PROGRESS_STEP = 20;
const FOOT_SHARE = 0.5;

/** Keys and action names that a finished file has no place for. */
const FORBIDDEN = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'OpenAction',
  'AA',
  'A',
  'SubmitForm',
  'ImportData',
  'ResetForm',
  'GoToR',
  'GoToE',
  'Thread',
  'URI',
  'EmbeddedFile',
  'EmbeddedFiles',
  'EF',
  'AF',
  'XFA',
  'AcroForm',
  'RichMedia',
  'Movie',
  'Sound',
  'Screen',
  'Rendition',
  '3D',
  'OCProperties',
  'OC',
  'PieceInfo',
  'Perms',
  'Collection',
  'Encrypt',
  'Metadata',
  'StructTreeRoot',
  'StructParents',
  'StructParent',
  'Thumb',
  'B',
  'Names',
  'Dests',
  'OPI',
  'LastModified',
]);
/** Names of categories the author of a page may choose freely, where a forbidden word means nothing. */
const FREE_NAMES = new Set([
  'Font',
  'XObject',
  'ExtGState',
  'ColorSpace',
  'Pattern',
  'Shading',
  'Properties',
  'CharProcs',
]);

interface Read {
  readonly context: PDFContext;
  readonly catalog: PDFDict;
  readonly pageRefs: readonly PDFRef[];
}

/** Re-opens a finished file with two readers and compares every page, link, bookmark and label with the plan. */
export async function checkPdf({ path, assembly }: CheckInput, progress: Progress): Promise<CheckResult> {
  const bytes = await readFile(path);
  const findings: PdfFinding[] = [];
  const planned = assembly.parts.reduce((all, part) => all + part.pageCount, 0);
  const read = await readObjects(bytes, findings);
  if (read) {
    if (read.pageRefs.length !== planned) {
      findings.push(stop(null, `The plan has ${planned} pages; the file has ${read.pageRefs.length}.`));
    }
    checkKeys(read, findings);
    checkLinks(read, assembly, findings);
    checkOutline(read, assembly, findings);
  }
  checkEnd(bytes, findings);
  const pages = await checkPages(bytes, assembly, planned, findings, progress);
  return { pages, findings: findings.sort((a, b) => (a.page ?? 0) - (b.page ?? 0)) };
}

function stop(page: number | null, what: string): PdfFinding {
  return { level: 'stop', page, what };
}

function note(page: number | null, what: string): PdfFinding {
  return { level: 'note', page, what };
}

async function readObjects(bytes: Uint8Array, findings: PdfFinding[]): Promise<Read | null> {
  try {
    const { context } = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
    const catalog = context.lookup(context.trailerInfo.Root, PDFDict);
    const tree = context.lookup(catalog.get(PDFName.of('Pages')), PDFDict);
    const kids = context.lookup(tree.get(PDFName.of('Kids')), PDFArray);
    return { context, catalog, pageRefs: kids.asArray().filter((kid) => kid instanceof PDFRef) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    findings.push(stop(null, `The file cannot be read back: ${words}`));
    return null;
  }
}

/** Walks every object there is, reachable or not. */
function checkKeys({ context }: Read, findings: PdfFinding[]): void {
  const found = new Set<string>();
  const visit = (object: PDFObject, isFree: boolean, depth: number): void => {
    if (object instanceof PDFName && !isFree) {
      const name = object.decodeText();
      if (FORBIDDEN.has(name) && name.length > 2) found.add(name);
    } else if (object instanceof PDFArray) {
      for (const each of object.asArray()) if (!(each instanceof PDFName)) visit(each, isFree, depth + 1);
    } else if (object instanceof PDFDict || object instanceof PDFStream) {
      const dict = object instanceof PDFStream ? object.dict : object;
      for (const [key, value] of dict.entries()) {
        const name = key.decodeText();
        if (!isFree && FORBIDDEN.has(name)) found.add(name);
        if (!(value instanceof PDFRef) && depth < 50)
          visit(value, !isFree && FREE_NAMES.has(name), depth + 1);
      }
    }
  };
  for (const [, object] of context.enumerateIndirectObjects()) visit(object, false, 0);
  for (const name of found)
    findings.push(stop(null, `The file holds /${name}, which nothing that leaves may hold.`));
}

function checkLinks({ context, pageRefs }: Read, assembly: Assembly, findings: PdfFinding[]): void {
  const numberOf = new Map(pageRefs.map((ref, index) => [ref, index + 1]));
  const expected = expectedLinks(assembly);
  pageRefs.forEach((ref, index) => {
    const page = index + 1;
    const annotations = context.lookupMaybe(context.lookup(ref, PDFDict).get(PDFName.of('Annots')), PDFArray);
    const actual = (annotations?.asArray() ?? []).map((each) => {
      const annotation = context.lookupMaybe(each, PDFDict);
      if (annotation?.get(PDFName.of('Subtype')) !== PDFName.of('Link')) {
        findings.push(stop(page, 'The page carries something that is not a link of ours.'));
      }
      return targetOf(context, annotation, numberOf);
    });
    const wanted = expected.get(page) ?? [];
    if (actual.length !== wanted.length || actual.some((target, at) => target !== wanted[at])) {
      findings.push(stop(page, `Its links go to pages ${list(actual)}; the plan says ${list(wanted)}.`));
    }
  });
}

/** Targets of the links of every page, in the order they are written. */
function expectedLinks(assembly: Assembly): Map<number, number[]> {
  const expected = new Map<number, number[]>();
  const add = (page: number, target: number): void => {
    expected.set(page, [...(expected.get(page) ?? []), target]);
  };
  for (const part of assembly.parts) {
    if (part.kind === 'copied')
      for (const link of part.links) add(part.firstPage + link.page - 1, link.toPage);
    if (part.kind === 'index') {
      layOutIndex(part.heading, part.rows, paperSize(assembly.paper)).forEach((page, index) => {
        for (const link of page.links) add(part.firstPage + index, link.toPage);
      });
    }
  }
  return expected;
}

function checkOutline(
  { context, catalog, pageRefs }: Read,
  assembly: Assembly,
  findings: PdfFinding[],
): void {
  const numberOf = new Map(pageRefs.map((ref, index) => [ref, index + 1]));
  const compare = (parent: PDFDict | undefined, entries: readonly OutlineEntry[]): void => {
    let item = context.lookupMaybe(parent?.get(PDFName.of('First')), PDFDict);
    for (const entry of entries) {
      const title = item?.lookup(PDFName.of('Title'));
      const words =
        title && 'decodeText' in title && typeof title.decodeText === 'function'
          ? String(title.decodeText())
          : null;
      const target = targetOf(context, item, numberOf);
      if (words !== entry.title)
        findings.push(stop(null, `A bookmark reads “${words ?? ''}”; the plan says “${entry.title}”.`));
      if (target !== entry.page) {
        findings.push(
          stop(
            null,
            `The bookmark “${entry.title}” goes to page ${target ?? 'none'}; the plan says ${entry.page}.`,
          ),
        );
      }
      compare(item, entry.children);
      item = context.lookupMaybe(item?.get(PDFName.of('Next')), PDFDict);
    }
    if (item) findings.push(stop(null, 'The file has bookmarks the plan does not have.'));
  };
  compare(context.lookupMaybe(catalog.get(PDFName.of('Outlines')), PDFDict), assembly.outline);
}

function targetOf(
  context: PDFContext,
  dict: PDFDict | undefined,
  numberOf: ReadonlyMap<PDFRef, number>,
): number | null {
  const destination = context.lookupMaybe(dict?.get(PDFName.of('Dest')), PDFArray);
  const ref = destination?.get(0);
  return ref instanceof PDFRef ? (numberOf.get(ref) ?? null) : null;
}

/** One end, nothing after it: no earlier revision, no bytes that viewers do not show. */
function checkEnd(bytes: Buffer, findings: PdfFinding[]): void {
  if (!bytes.subarray(-7).equals(Buffer.from('%%EOF\n'.padStart(7, '\n')))) {
    findings.push(stop(null, 'The file does not end where it should.'));
  }
}

async function checkPages(
  bytes: Uint8Array,
  assembly: Assembly,
  planned: number,
  findings: PdfFinding[],
  progress: Progress,
): Promise<number> {
  try {
    return await withPdfium(bytes, (document) => {
      if (document.pageCount !== planned) {
        findings.push(stop(null, `The plan has ${planned} pages; a viewer counts ${document.pageCount}.`));
      }
      for (const part of assembly.parts) {
        for (let offset = 0; offset < part.pageCount; offset += 1) {
          const page = part.firstPage + offset;
          if (page % PROGRESS_STEP === 0) progress(page, planned, `checking page ${page}`);
          const label = pageLabel(document, page - 1);
          if (label !== String(page)) findings.push(stop(page, `Its page label is “${label}”, not ${page}.`));
          checkFoot(footOf(document, page, FOOT_SHARE), assembly, part, offset, findings);
          if (part.kind === 'copied' && isTextless(document, page, assembly, part, offset)) {
            findings.push(note(page, 'No text can be selected on this page.'));
          }
        }
      }
      return document.pageCount;
    });
  } catch (error) {
    if (!(error instanceof PdfiumError)) throw error;
    findings.push(stop(null, `A viewer cannot open the file: ${error.message}`));
    return 0;
  }
}

/** The words printed at the foot, as they stand on the displayed page. */
function checkFoot(
  foot: TextOfPage,
  assembly: Assembly,
  part: Part,
  offset: number,
  findings: PdfFinding[],
): void {
  const page = part.firstPage + offset;
  const words = stampWords(stampOf(assembly, page, batesAt(part, offset)));
  const all = squeezed(foot.lines.map((line) => line.text).join(' '));
  if (!foot.lines.some((line) => new RegExp(`(^|\\s)${page}(\\s|$)`).test(line.text))) {
    findings.push(stop(page, `The number ${page} cannot be read at its foot.`));
  }
  for (const word of words) {
    if (!all.includes(squeezed(word))) findings.push(stop(page, `“${word}” cannot be read at its foot.`));
  }
  const squeezedWords = new Set(words.map(squeezed));
  const stamps = foot.lines.filter((line) => squeezedWords.has(squeezed(line.text)));
  if (
    stamps.some(
      (line) => line.left < 0 || line.bottom < 0 || line.right > foot.width || line.top > foot.height,
    )
  ) {
    findings.push(stop(page, 'Its foot line runs over the edge of the page.'));
  }
  const covered = foot.lines.filter(
    (line) => !squeezedWords.has(squeezed(line.text)) && stamps.some((stamp) => overlap(stamp, line)),
  );
  if (part.kind === 'copied' && covered.length > 0) {
    findings.push(
      note(
        page,
        `Its foot line stands over words of the page: “${covered.map((line) => line.text).join(' ')}”.`,
      ),
    );
  }
}

function overlap(a: TextLine, b: TextLine): boolean {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

/** Nothing but our own words can be selected. */
function isTextless(
  document: PdfiumDocument,
  page: number,
  assembly: Assembly,
  part: Part,
  offset: number,
): boolean {
  const count = withPage(document, page - 1, (handle) => countChars(document, handle)) ?? 0;
  const words = stampWords(stampOf(assembly, page, batesAt(part, offset)));
  const ours = words.join('').length + (assembly.isDraft ? 'DRAFT'.length : 0);
  // Blanks and line ends between our own words count as characters too.
  if (count > ours + 6 * (words.length + 1)) return false;
  return (
    squeezed(footOf(document, page, 1).text).length <=
    squeezed(words.join('')).length + (assembly.isDraft ? 5 : 0)
  );
}

function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}

function list(numbers: readonly (number | null)[]): string {
  return numbers.length === 0 ? 'none' : numbers.map((each) => each ?? '?').join(', ');
}
