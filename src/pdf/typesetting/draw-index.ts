import type { IndexRow } from '../assembly.js';
import { drawLine, drawSpaced, drawTextRight, HAIRLINE, INK, SOFT_INK } from '../writing/drawing.js';
import type { Drawing, Rect } from '../writing/drawing.js';
import { pageName, pageRange } from '../page-names.js';
import type { PageRun } from '../page-names.js';
import { columnHeight, columnWidth } from './flow.js';
import { MARGIN } from './paper.js';
import type { PageSize } from './paper.js';
import { baseline, drawLineOfText } from './text-boxes.js';
import { breakLines, plain } from './text-lines.js';
import type { Line } from './text-lines.js';
import { textWidth, typeface } from '../writing/typeface.js';

const GUTTER = 14;
const TITLE_SIZE = 10.5;
const TITLE_LEADING = 14.5;
const CELL_SIZE = 9;
const HEAD_SIZE = 7;
const SECTION_SIZE = 8;
const HEADING_SIZE = 22;
const HEADING_LEADING = 29;
const HEADING_GAP = 22;
const HEAD_HEIGHT = 18;
const ROW_PADDING = 5;
const SECTION_HEIGHT = 20;
const SECTION_GAP = 14;
/** Wide enough for the page range of any bundle, so that numbers never change the layout. */
const WIDEST_PAGES = '00000–00000';
const NARROWEST_TITLE = 150;
/** An attachment stands in from what it came with. */
const INDENT = 12;
const MOST_INDENTS = 4;
const WIDEST_EXHIBIT = 90;
const WIDEST_DATE = 110;

/** An index laid out: rows by page, and where each row stands for its link. */
export interface IndexPage {
  readonly draw: (drawing: Drawing) => void;
  readonly links: readonly { readonly rect: Rect; readonly toPage: number }[];
}

interface Columns {
  readonly exhibit: number;
  readonly date: number;
  readonly title: number;
  readonly pages: number;
  readonly bates: number;
}

interface LaidRow {
  readonly row: IndexRow;
  readonly height: number;
  readonly gap: number;
  readonly cells: {
    readonly exhibit: Line[];
    readonly date: Line[];
    readonly title: Line[];
    readonly bates: Line[];
  };
}

/** Lays an index out. Titles wrap and are never shortened; a section heading stays with its first row. */
export function layOutIndex(
  heading: string,
  rows: readonly IndexRow[],
  size: PageSize,
  runs?: readonly PageRun[],
): IndexPage[] {
  const columns = columnsFor(rows, columnWidth(size));
  const headingLines = breakLines(plain(heading, typeface('serif-bold')), HEADING_SIZE, columnWidth(size));
  const laid = rows.map((row) => layOutRow(row, columns, columnWidth(size)));
  const height = columnHeight(size);
  const firstTop = headingLines.length * HEADING_LEADING + HEADING_GAP;

  const pages: { top: number; rows: { laid: LaidRow; top: number }[] }[] = [{ top: firstTop, rows: [] }];
  let used = firstTop + HEAD_HEIGHT;
  laid.forEach((row, index) => {
    const next = row.row.kind === 'section' ? laid[index + 1] : undefined;
    const page = pages.at(-1);
    const gap = page && page.rows.length > 0 ? row.gap : row.gap / 4;
    const needed = gap + row.height + (next ? next.height : 0);
    if (page && (used + needed <= height || page.rows.length === 0)) {
      page.rows.push({ laid: row, top: used + gap });
      used += gap + row.height;
    } else {
      pages.push({ top: 0, rows: [{ laid: row, top: HEAD_HEIGHT }] });
      used = HEAD_HEIGHT + row.height;
    }
  });

  return pages.map((page, index) => ({
    draw: (drawing) => {
      const top = size.height - MARGIN;
      if (index === 0) drawHeading(drawing, headingLines, top);
      drawHead(drawing, columns, top - page.top, columnWidth(size));
      for (const { laid: row, top: at } of page.rows)
        drawRow(drawing, row, columns, top - at, { width: columnWidth(size), runs });
    },
    links: page.rows.map(({ laid: row, top }) => ({
      rect: [
        MARGIN - 4,
        size.height - MARGIN - top - row.height,
        size.width - MARGIN + 4,
        size.height - MARGIN - top,
      ],
      toPage: row.row.kind === 'section' ? row.row.page : row.row.firstPage,
    })),
  }));
}

function columnsFor(rows: readonly IndexRow[], width: number): Columns {
  const sans = typeface('sans');
  const widest = (texts: readonly (string | null)[], most: number): number => {
    const widths = texts.map((text) => (text ? textWidth(sans, CELL_SIZE, text) + 1 : 0));
    return Math.min(most, Math.max(0, ...widths));
  };
  const documents = rows.filter((row) => row.kind === 'document');
  const least = (value: number, head: string): number =>
    value === 0 ? 0 : Math.max(value, textWidth(typeface('sans-bold'), HEAD_SIZE, head) * 1.15 + 2);
  const exhibit = least(
    widest(
      documents.map((row) => row.exhibit),
      WIDEST_EXHIBIT,
    ),
    'EXHIBIT',
  );
  const date = least(
    widest(
      documents.map((row) => row.date),
      WIDEST_DATE,
    ),
    'DATE',
  );
  const bates = least(
    widest(
      documents.flatMap((row) => (row.bates ? [`${row.bates.first}–`, row.bates.last] : [])),
      130,
    ),
    'BATES',
  );
  const pages = textWidth(sans, CELL_SIZE, WIDEST_PAGES) + 1;
  const taken = [exhibit, date, pages, bates].reduce((all, each) => all + (each > 0 ? each + GUTTER : 0), 0);
  return { exhibit, date, pages, bates, title: Math.max(NARROWEST_TITLE, width - taken) };
}

function layOutRow(row: IndexRow, columns: Columns, width: number): LaidRow {
  const sans = typeface('sans');
  const broken = (text: string | null, wide: number): Line[] =>
    text && wide > 0 ? breakLines(plain(text, sans), CELL_SIZE, wide) : [];
  if (row.kind === 'section') {
    const title = breakLines(
      plain(row.title.toLocaleUpperCase('en-US'), typeface('sans-bold')),
      SECTION_SIZE * 1.08,
      width - columns.pages - GUTTER,
    );
    const cells = { exhibit: [], date: [], bates: [], title };
    return { row, height: SECTION_HEIGHT + (title.length - 1) * 12, gap: SECTION_GAP, cells };
  }
  const bates = row.bates
    ? row.bates.first === row.bates.last
      ? row.bates.first
      : `${row.bates.first}–\n${row.bates.last}`
    : null;
  const cells = {
    exhibit: broken(row.exhibit, columns.exhibit),
    date: broken(row.date, columns.date),
    title: breakLines(plain(row.title, typeface('serif')), TITLE_SIZE, columns.title - indentOf(row)),
    bates: broken(bates, columns.bates),
  };
  const count = Math.max(1, ...Object.values(cells).map((lines) => lines.length));
  return { row, height: count * TITLE_LEADING + 2 * ROW_PADDING, gap: 0, cells };
}

function indentOf(row: IndexRow): number {
  return row.kind === 'document' ? Math.min(row.depth ?? 0, MOST_INDENTS) * INDENT : 0;
}

function drawHeading(drawing: Drawing, lines: readonly Line[], top: number): void {
  lines.forEach((line, index) => {
    const base = top - index * HEADING_LEADING - baseline(HEADING_SIZE, HEADING_LEADING);
    drawLineOfText(drawing, line, HEADING_SIZE, MARGIN, base);
  });
}

function drawHead(drawing: Drawing, columns: Columns, top: number, width: number): void {
  const face = typeface('sans-bold');
  const base = top - 9;
  const at = positions(columns, width);
  const head = (text: string, x: number): number =>
    drawSpaced(drawing, face, HEAD_SIZE, x, base, text, SOFT_INK);
  if (columns.exhibit > 0) head('EXHIBIT', at.exhibit);
  if (columns.date > 0) head('DATE', at.date);
  head('DOCUMENT', at.title);
  const pages = 'PAGES';
  head(pages, at.pagesRight - textWidth(face, HEAD_SIZE, pages) - HEAD_SIZE * 0.07 * pages.length);
  if (columns.bates > 0) head('BATES', at.bates);
  drawLine(drawing, [MARGIN, top - HEAD_HEIGHT + 2], [MARGIN + width, top - HEAD_HEIGHT + 2], 0.8, SOFT_INK);
}

function drawRow(
  drawing: Drawing,
  laid: LaidRow,
  columns: Columns,
  top: number,
  { width, runs }: { readonly width: number; readonly runs: readonly PageRun[] | undefined },
): void {
  const sans = typeface('sans');
  const at = positions(columns, width);
  const { row, cells, height } = laid;
  if (row.kind === 'section') {
    const base = top - height + 7;
    cells.title.forEach((line, index) => {
      const text = line.fragments.map((fragment) => fragment.text).join('');
      const y = base + (cells.title.length - 1 - index) * 12;
      drawSpaced(drawing, typeface('sans-bold'), SECTION_SIZE, MARGIN, y, text, INK);
    });
    drawTextRight(drawing, sans, CELL_SIZE, at.pagesRight, base, pageName(runs, row.page), SOFT_INK);
    drawLine(drawing, [MARGIN, top - height + 1], [MARGIN + width, top - height + 1], 0.5, HAIRLINE);
    return;
  }
  const base = top - ROW_PADDING - baseline(TITLE_SIZE, TITLE_LEADING);
  const lines = (cell: readonly Line[], x: number, size: number, gray = INK): void =>
    cell.forEach((line, index) => {
      drawLineOfText(drawing, line, size, x, base - index * TITLE_LEADING, gray);
    });
  lines(cells.exhibit, at.exhibit, CELL_SIZE);
  lines(cells.date, at.date, CELL_SIZE, SOFT_INK);
  lines(cells.title, at.title + indentOf(row), TITLE_SIZE);
  lines(cells.bates, at.bates, CELL_SIZE, SOFT_INK);
  const range = pageRange(runs, row.firstPage, row.lastPage);
  drawTextRight(drawing, sans, CELL_SIZE, at.pagesRight, base, range);
  drawLine(drawing, [MARGIN, top - height], [MARGIN + width, top - height], 0.3, HAIRLINE);
}

function positions(
  columns: Columns,
  width: number,
): {
  exhibit: number;
  date: number;
  title: number;
  pagesRight: number;
  bates: number;
} {
  const exhibit = MARGIN;
  const date = exhibit + (columns.exhibit > 0 ? columns.exhibit + GUTTER : 0);
  const title = date + (columns.date > 0 ? columns.date + GUTTER : 0);
  const bates = MARGIN + width - columns.bates;
  const pagesRight = columns.bates > 0 ? bates - GUTTER : MARGIN + width;
  return { exhibit, date, title, pagesRight, bates };
}
