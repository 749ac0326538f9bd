import { rename, rm } from 'node:fs/promises';
import type { Progress } from '../platform/ask.js';
import type { AssembleInput } from './assemble-questions.js';
import type { Assembled, Assembly, CopiedPart, IndexPart, PageChange, Part, SheetPart } from './assembly.js';
import { copyPart } from './copying/copy-part.js';
import { layOutIndex } from './typesetting/draw-index.js';
import { pageName } from './page-names.js';
import type { PageRun } from './page-names.js';
import { drawCover, drawSheet, drawSlip, wayBack } from './typesetting/draw-sheets.js';
import { annotationsOf, drawingResources, newDrawing, resourcesText } from './writing/drawing.js';
import type { Drawing, PageLink } from './writing/drawing.js';
import { embedFonts, openFontBook } from './writing/font-book.js';
import type { FontBook } from './writing/font-book.js';
import { writeOutline } from './writing/outline.js';
import { paperSize } from './typesetting/paper.js';
import { pdfDate, pdfNumbers, pdfText } from './writing/pdf-syntax.js';
import { PdfWriter } from './writing/pdf-writer.js';
import { draftState, drawDraft, drawStamp } from './typesetting/stamp.js';
import type { Stamp } from './typesetting/stamp.js';

interface Building {
  readonly assembly: Assembly;
  readonly writer: PdfWriter;
  readonly book: FontBook;
  readonly tree: number;
  readonly pageIds: readonly number[];
}

/**
 * Builds the PDF a plan describes, whole or not at all. Same plan and same sources, same bytes. Throws
 * when the plan contradicts itself or a source page cannot be shown at all.
 */
export async function assemblePdf({ assembly, out }: AssembleInput, progress: Progress): Promise<Assembled> {
  expectContiguous(assembly.parts);
  const unfinished = `${out}.unfinished`;
  const writer = PdfWriter.open(unfinished);
  try {
    const total = assembly.parts.reduce((all, part) => all + part.pageCount, 0);
    const tree = writer.reserve();
    const pageIds = Array.from({ length: total }, () => writer.reserve());
    const building = { assembly, writer, book: openFontBook(writer), tree, pageIds };
    const changes: PageChange[] = [];
    for (const part of assembly.parts) {
      progress(part.firstPage - 1, total, nameOf(part));
      changes.push(...(await buildPart(building, part)));
    }
    progress(total, total, 'the end of the file');
    embedFonts(building.book, writer);
    const written = finish(building);
    await rename(unfinished, out);
    progress(total, total, 'done');
    return { pages: total, ...written, changes };
  } catch (error) {
    writer.close();
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** What is printed at the foot of the page at `offset` within a part of the finished file. */
export function stampAt({ legend, isDraft, pageRuns }: Assembly, part: Part, offset: number): Stamp {
  const exhibit = part.exhibitLines?.[offset] ?? null;
  const common = { legend, isDraft, number: pageName(pageRuns, part.firstPage + offset), exhibit };
  if (part.kind === 'copied') return { ...common, bates: part.bates?.[offset] ?? null };
  return { ...common, bates: part.kind === 'sheet' || part.kind === 'slip' ? part.bates : null };
}

function expectContiguous(parts: readonly Part[]): void {
  let next = 1;
  for (const part of parts) {
    if (part.firstPage !== next)
      throw new Error(`The plan puts a part on page ${part.firstPage} where page ${next} is next.`);
    if (part.kind !== 'copied' && part.kind !== 'index' && part.pageCount !== 1) {
      throw new Error(`The plan gives a ${part.kind} ${part.pageCount} pages; it takes 1.`);
    }
    next += part.pageCount;
  }
  if (next === 1) throw new Error('The plan has no pages.');
}

async function buildPart(building: Building, part: Part): Promise<PageChange[]> {
  switch (part.kind) {
    case 'copied':
      return buildCopied(building, part);
    case 'cover':
      buildDrawn(building, part, 0, [], (drawing) =>
        drawCover(drawing, part, paperSize(building.assembly.paper)),
      );
      return [];
    case 'index':
      buildIndex(building, part);
      return [];
    case 'sheet':
      buildSheet(building, part);
      return [];
    case 'slip':
      buildDrawn(building, part, 0, [], (drawing) =>
        drawSlip(drawing, part, paperSize(building.assembly.paper)),
      );
      return [];
  }
}

async function buildCopied(building: Building, part: CopiedPart): Promise<PageChange[]> {
  const { assembly, writer, book, tree } = building;
  const { changes } = await copyPart(part, writer, (index) => {
    const page = part.firstPage + index;
    const links = part.links
      .filter((link) => link.page === index + 1)
      .map((link) => ({ rect: link.rect, target: pageId(building, link.toPage) }));
    return {
      id: pageId(building, page),
      parent: tree,
      book,
      stamp: {
        ...stampAt(assembly, part, index),
        baseline: part.footBaselines?.[index],
      },
      footRoom: part.footRooms?.[index],
      links,
    };
  });
  return changes
    .map(({ index, ...change }) => ({ page: part.firstPage + index, ...change }))
    .sort((a, b) => a.page - b.page);
}

function buildIndex(building: Building, part: IndexPart): void {
  const pages = layOutIndex(
    part.heading,
    part.rows,
    paperSize(building.assembly.paper),
    building.assembly.pageRuns,
  );
  if (pages.length !== part.pageCount) {
    throw new Error(`The plan gives the index ${part.pageCount} pages; it takes ${pages.length}.`);
  }
  pages.forEach((page, index) => {
    const links = page.links.map(({ rect, toPage }) => ({ rect, target: pageId(building, toPage) }));
    buildDrawn(building, part, index, links, page.draw);
  });
}

function buildSheet(building: Building, part: SheetPart): void {
  const { paper, pageRuns } = building.assembly;
  const size = paperSize(paper);
  const back = wayBack(part, size, pageRuns);
  const links = back === null ? [] : [{ rect: back.rect, target: pageId(building, back.toPage) }];
  buildDrawn(building, part, 0, links, (drawing) => drawSheet(drawing, part, size, pageRuns));
}

function buildDrawn(
  building: Building,
  part: Part,
  offset: number,
  links: readonly PageLink[],
  draw: (drawing: Drawing) => void,
): void {
  const { assembly, writer, book, tree } = building;
  const size = paperSize(assembly.paper);
  const drawing = newDrawing(book);
  draw(drawing);
  const stamp = stampAt(assembly, part, offset);
  if (stamp.isDraft) drawDraft(drawing, size);
  drawStamp(drawing, size, stamp, false);
  const resources = drawingResources(drawing);
  if (stamp.isDraft) resources.set('ExtGState', draftState(drawing));
  const contents = writer.addDeflated('', drawing.operators.join('\n'));
  writer.object(
    pageId(building, part.firstPage + offset),
    `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${pdfNumbers(size.width, size.height)}]` +
      `/Resources${resourcesText(resources)}/Contents ${contents} 0 R${annotationsOf(links)}>>`,
  );
}

function pageId({ pageIds }: Building, page: number): number {
  const id = pageIds[page - 1];
  if (id === undefined) throw new Error(`The plan points at page ${page}, which it does not have.`);
  return id;
}

function finish(building: Building): { bytes: number; sha256: string } {
  const { assembly, writer, tree, pageIds } = building;
  const { opensAt, pageRuns } = assembly;
  const zoom = opensAt === 'actual-size' ? '1' : 'null';
  const outline = writeOutline(writer, assembly.outline, zoom, (page) => pageId(building, page));
  writer.object(
    tree,
    `<</Type/Pages/Count ${pageIds.length}/Kids[${pageIds.map((id) => `${id} 0 R`).join(' ')}]>>`,
  );
  const labels = writer.add(`<</Nums[${labelsOf(pageRuns)}]>>`);
  const root = writer.add(
    `<</Type/Catalog/Pages ${tree} 0 R/PageLabels ${labels} 0 R/ViewerPreferences<</DisplayDocTitle true>>` +
      (outline === null ? '' : `/Outlines ${outline} 0 R/PageMode/UseOutlines`) +
      (opensAt === undefined ? '' : `/OpenAction[${pageId(building, 1)} 0 R${OPENING[opensAt]}]`) +
      '>>',
  );
  const date = pdfDate(assembly.date);
  const info = writer.add(
    `<</Title${pdfText(assembly.title)}/Producer(Rejoinder)/CreationDate${date}/ModDate${date}>>`,
  );
  return writer.finish(root, info);
}

/** A place to open at, not an action. */
const OPENING = { 'page-width': '/FitH null', 'actual-size': '/XYZ null null 1' } as const;

function labelsOf(runs: readonly PageRun[] | undefined): string {
  if (runs === undefined) return '0<</S/D>>';
  return runs
    .map(({ firstPage, prefix, style, start }) => {
      const before = prefix === '' ? '' : `/P${pdfText(prefix)}`;
      const from = start === 1 ? '' : `/St ${start}`;
      return `${firstPage - 1}<</S/${style === 'roman' ? 'r' : 'D'}${before}${from}>>`;
    })
    .join('');
}

function nameOf(part: Part): string {
  switch (part.kind) {
    case 'copied':
      return `page ${part.firstPage}`;
    case 'index':
    case 'cover':
      return part.heading;
    case 'sheet':
      return part.mark;
    case 'slip':
      return part.title;
  }
}
