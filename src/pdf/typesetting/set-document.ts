import type { Block, PlacedCitation } from '../blocks.js';
import { drawTextCentred, newDrawing, SOFT_INK, writePage } from '../writing/drawing.js';
import { columnHeight, columnWidth, setPages } from './flow.js';
import type { Box, Flow } from './flow.js';
import { embedFonts, openFontBook } from '../writing/font-book.js';
import { embedImage, placeImage } from '../writing/image-object.js';
import type { ImageObject } from '../writing/image-object.js';
import { MARGIN } from './paper.js';
import type { PageSize } from './paper.js';
import { pdfDate, pdfText } from '../writing/pdf-syntax.js';
import { PdfWriter } from '../writing/pdf-writer.js';
import { sceneBox } from './scene-box.js';
import { tableFlows } from './table-boxes.js';
import {
  fieldBoxes,
  headingBoxes,
  listBoxes,
  paragraphBoxes,
  preformattedBoxes,
  quoteBoxes,
  ruleBox,
  spaceBox,
} from './text-boxes.js';
import type { TextStyle } from './text-boxes.js';
import { typeface } from '../writing/typeface.js';

/** Images are shown at 150 pixels an inch at most, in points a pixel. */
const POINTS_PER_PIXEL = 72 / 150;
const CAPTION_HEIGHT = 18;

export interface DocumentFacts {
  readonly title: string;
  /** The only date in the file, as YYYY-MM-DD. */
  readonly date: string;
}

/** Boxes that stand above the first block: a letterhead. */
export type Opening = readonly Box[];

/** Sets blocks as pages of a new PDF and says where each citation stands. */
export async function setDocument(
  blocks: readonly Block[],
  size: PageSize,
  style: TextStyle,
  facts: DocumentFacts,
  out: string,
  opening: Opening = [],
): Promise<{ pages: number; citations: PlacedCitation[] }> {
  const writer = PdfWriter.open(out);
  try {
    const flows = await flowsOf(blocks, size, style, writer, opening);
    const pages = setPages(
      flows.length > 0 ? flows : [{ size, boxes: [], head: null, headAt: 0, startsPage: false }],
    );
    const book = openFontBook(writer);
    const tree = writer.reserve();
    const ids = pages.map(() => writer.reserve());
    const citations: PlacedCitation[] = [];
    pages.forEach((page, index) => {
      const drawing = newDrawing(book);
      for (const { box, top } of page.boxes) {
        for (const placed of box.draw(drawing, MARGIN, page.size.height - MARGIN - top)) {
          citations.push({ ...placed, page: index + 1 });
        }
      }
      writePage(writer, ids[index] ?? 0, tree, page.size, drawing);
    });
    embedFonts(book, writer);
    finishDocument(writer, tree, ids, facts);
    return { pages: pages.length, citations };
  } finally {
    writer.close();
  }
}

/** Writes page tree, catalog and information, and closes the file. */
export function finishDocument(
  writer: PdfWriter,
  tree: number,
  pages: readonly number[],
  { title, date }: DocumentFacts,
): void {
  writer.object(
    tree,
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((id) => `${id} 0 R`).join(' ')}]>>`,
  );
  const root = writer.add(`<</Type/Catalog/Pages ${tree} 0 R/ViewerPreferences<</DisplayDocTitle true>>>>`);
  const info = writer.add(
    `<</Title${pdfText(title)}/Producer(Rejoinder)/CreationDate${pdfDate(date)}/ModDate${pdfDate(date)}>>`,
  );
  writer.finish(root, info);
}

/** The largest size, in points, at which an image fits a column without being enlarged. */
export function imageSize(
  image: Pick<ImageObject, 'width' | 'height'>,
  width: number,
  height: number,
): { width: number; height: number } {
  const scale = Math.min(POINTS_PER_PIXEL, width / image.width, height / image.height);
  return { width: image.width * scale, height: image.height * scale };
}

async function flowsOf(
  blocks: readonly Block[],
  size: PageSize,
  style: TextStyle,
  writer: PdfWriter,
  opening: Opening,
): Promise<Flow[]> {
  const width = columnWidth(size);
  const flows: Flow[] = [];
  let boxes: Box[] = [...opening];
  let startsPage = false;
  const finish = (): void => {
    if (boxes.length > 0) flows.push({ size, boxes, head: null, headAt: 0, startsPage });
    boxes = [];
    startsPage = false;
  };
  for (const block of blocks) {
    if (block.kind === 'page-break') {
      finish();
      startsPage = true;
    } else if (block.kind === 'table') {
      const [first, ...rest] = tableFlows(block, size, style);
      const leading = first && first.size !== size ? trailingHeadings(boxes) : [];
      boxes = boxes.slice(0, boxes.length - leading.length);
      const opensPage = startsPage && boxes.length === 0;
      finish();
      if (first) {
        flows.push({
          ...first,
          boxes: [...leading, ...first.boxes],
          headAt: first.headAt + leading.length,
          startsPage: opensPage,
        });
      }
      flows.push(...rest);
    } else if (block.kind === 'image') {
      boxes.push(imageBox(await embedImage(writer, block.path), block.caption, size));
    } else if (block.kind === 'drawing') {
      boxes.push(sceneBox(block.scene, block.caption, size));
    } else {
      boxes.push(...boxesOf(block, width, style));
    }
  }
  finish();
  return flows;
}

/** Headings at the end go with the table that follows them onto a turned page. */
function trailingHeadings(boxes: readonly Box[]): readonly Box[] {
  let from = boxes.length;
  while (from > 0 && boxes[from - 1]?.keepWithNext) from -= 1;
  return boxes.slice(from);
}

function boxesOf(
  block: Exclude<Block, { kind: 'page-break' | 'table' | 'image' | 'drawing' }>,
  width: number,
  style: TextStyle,
): Box[] {
  switch (block.kind) {
    case 'heading':
      return headingBoxes(block.text, block.level, width);
    case 'paragraph':
      return kept(paragraphBoxes(block.runs, block.align ?? 'left', width, style), block.keepWithNext);
    case 'quote':
      return quoteBoxes(block.runs, width, style);
    case 'list':
      return listBoxes(block.items, block.ordered, width, style);
    case 'fields':
      return fieldBoxes(block.rows, width, style);
    case 'preformatted':
      return preformattedBoxes(block.text, width, style);
    case 'rule':
      return [ruleBox(width)];
    case 'space':
      return kept([spaceBox(block.points)], block.keepWithNext);
  }
}

function kept(boxes: Box[], isKept = false): Box[] {
  return isKept ? boxes.map((box) => ({ ...box, keepWithNext: true })) : boxes;
}

function imageBox(image: ImageObject, caption: string | null, size: PageSize): Box {
  const below = caption ? CAPTION_HEIGHT : 0;
  const shown = imageSize(image, columnWidth(size), columnHeight(size) - below);
  return {
    height: shown.height + below,
    before: 10,
    keepWithNext: false,
    draw: (drawing, x, y) => {
      const left = x + (columnWidth(size) - shown.width) / 2;
      placeImage(drawing, image, left, y - shown.height, shown.width, shown.height);
      if (caption) {
        const middle = x + columnWidth(size) / 2;
        drawTextCentred(
          drawing,
          typeface('sans-italic'),
          8.5,
          middle,
          y - shown.height - 12,
          caption,
          SOFT_INK,
        );
      }
      return [];
    },
  };
}
