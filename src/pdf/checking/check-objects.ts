import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRef,
  PDFStream,
  ParseSpeeds,
  PDFHexString,
  PDFString,
} from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import { stop } from '../assemble-questions.js';
import type { PdfFinding } from '../assemble-questions.js';
import type { Assembly, OutlineEntry } from '../assembly.js';
import { layOutIndex } from '../typesetting/draw-index.js';
import { paperSize } from '../typesetting/paper.js';

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

/** Reads every object of a finished file and compares keys, links and bookmarks with the plan. */
export async function checkObjects(bytes: Uint8Array, assembly: Assembly): Promise<PdfFinding[]> {
  const findings: PdfFinding[] = [];
  const planned = assembly.parts.reduce((all, part) => all + part.pageCount, 0);
  const read = await readObjects(bytes, findings);
  if (!read) return findings;
  if (read.pageRefs.length !== planned) {
    findings.push(stop(null, `The plan has ${planned} pages; the file has ${read.pageRefs.length}.`));
  }
  checkKeys(read, findings);
  checkOpening(read, assembly, findings);
  checkLinks(read, assembly, findings);
  checkOutline(read, assembly, findings);
  return findings;
}

async function readObjects(bytes: Uint8Array, findings: PdfFinding[]): Promise<Read | null> {
  try {
    const { context } = await PDFDocument.load(bytes, {
      updateMetadata: false,
      throwOnInvalidObject: true,
      parseSpeed: ParseSpeeds.Fastest,
    });
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
function checkKeys({ context, catalog }: Read, findings: PdfFinding[]): void {
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
        const isOpening = dict === catalog && name === 'OpenAction' && value instanceof PDFArray;
        if (!isFree && FORBIDDEN.has(name) && !isOpening) found.add(name);
        if (!(value instanceof PDFRef) && depth < 50)
          visit(value, !isFree && FREE_NAMES.has(name), depth + 1);
      }
    }
  };
  for (const [, object] of context.enumerateIndirectObjects()) visit(object, false, 0);
  for (const name of found)
    findings.push(stop(null, `The file holds /${name}, which nothing that leaves may hold.`));
}

/** A file opens on its first page, as the plan says how; a place to open at is no action. */
function checkOpening(
  { context, catalog, pageRefs }: Read,
  assembly: Assembly,
  findings: PdfFinding[],
): void {
  const opening = context.lookup(catalog.get(PDFName.of('OpenAction')));
  const { opensAt } = assembly;
  if (opening === undefined && opensAt === undefined) return;
  const [page, ...how] = opening instanceof PDFArray ? opening.asArray() : [];
  const wanted = opensAt === 'actual-size' ? '/XYZ null null 1' : '/FitH null';
  if (opensAt === undefined || page !== pageRefs[0] || how.map(String).join(' ') !== wanted)
    findings.push(stop(null, 'The file does not open on its first page as the plan says.'));
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
    if (part.kind === 'sheet' && part.indexPage !== undefined) add(part.firstPage, part.indexPage);
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
      const words = title instanceof PDFString || title instanceof PDFHexString ? title.decodeText() : null;
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

function list(numbers: readonly (number | null)[]): string {
  return numbers.length === 0 ? 'none' : numbers.map((each) => each ?? '?').join(', ');
}
