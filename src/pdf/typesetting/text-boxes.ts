import type { Run } from '../blocks.js';
import { drawLine, drawText, HAIRLINE, INK, SOFT_INK } from '../writing/drawing.js';
import type { Drawing, Gray } from '../writing/drawing.js';
import type { Box, PlacedRect } from './flow.js';
import { breakLines, evenLines, plain, styled } from './text-lines.js';
import type { Family, Line } from './text-lines.js';
import { standing } from './standing-line.js';
import { textWidth, typeface } from '../writing/typeface.js';

const CAP_HEIGHT = 0.714;
const QUOTE_INDENT = 22;
const LIST_INDENT = 20;
const TAB_COLUMN = 0.56;
const MAX_LABEL = 130;

/** Sizes of one kind of paper, in points. */
export interface TextStyle {
  readonly family: Family;
  readonly size: number;
  readonly leading: number;
  readonly tableSize: number;
  readonly tableLeading: number;
}

export const LETTER_STYLE: TextStyle = {
  family: 'serif',
  size: 11,
  leading: 15.5,
  tableSize: 8.5,
  tableLeading: 12,
};
export const RECORD_STYLE: TextStyle = {
  family: 'sans',
  size: 9.5,
  leading: 13.5,
  tableSize: 8,
  tableLeading: 11,
};

/** Where the base line runs below the top of a line. */
export function baseline(size: number, leading: number): number {
  return leading / 2 + (size * CAP_HEIGHT) / 2;
}

export function headingBoxes(text: string, level: 1 | 2 | 3, width: number): Box[] {
  const [size, leading, before, face] = (
    {
      1: [17, 23, 22, typeface('serif-bold')],
      2: [13, 18, 18, typeface('serif-bold')],
      3: [11, 15.5, 12, typeface('serif-bold-italic')],
    } as const
  )[level];
  const lines = evenLines(plain(text, face), size, width);
  return lines.map((line, index) => ({
    ...lineBox(line, size, leading, line.isLeftwards ? width - line.width : 0),
    before: index === 0 ? before : 0,
    keepWithNext: true,
  }));
}

export function paragraphBoxes(
  runs: readonly Run[],
  align: 'left' | 'right' | 'center',
  width: number,
  style: TextStyle,
): Box[] {
  const lines = breakLines(styled(runs, style.family), style.size, width);
  return paragraphOf(
    lines.map((line) => {
      const space = width - line.width;
      const start = line.isLeftwards ? space : 0;
      const indent = align === 'left' ? start : align === 'right' ? space : space / 2;
      return lineBox(line, style.size, style.leading, indent);
    }),
    style.leading * 0.6,
  );
}

/** Words of others: set in on both sides, with a rule along the side they begin at. */
export function quoteBoxes(runs: readonly Run[], width: number, style: TextStyle): Box[] {
  const inner = width - 2 * QUOTE_INDENT;
  const lines = breakLines(styled(runs, 'serif'), style.size, inner);
  return paragraphOf(
    lines.map((line) => {
      const start = line.isLeftwards ? inner - line.width : 0;
      const rule = line.isLeftwards ? width - QUOTE_INDENT / 2 : QUOTE_INDENT / 2;
      const box = lineBox(line, style.size, style.leading, QUOTE_INDENT + start);
      return {
        ...box,
        draw: (drawing: Drawing, x: number, y: number) => {
          drawLine(drawing, [x + rule, y], [x + rule, y - style.leading], 1, HAIRLINE);
          return box.draw(drawing, x, y);
        },
      };
    }),
    style.leading * 0.7,
  );
}

export function listBoxes(
  items: readonly (readonly Run[])[],
  isOrdered: boolean,
  width: number,
  style: TextStyle,
): Box[] {
  const indent = isOrdered ? Math.max(LIST_INDENT, 10 + 7 * String(items.length).length) : LIST_INDENT;
  return items.flatMap((item, index) => {
    const face = typeface(style.family === 'serif' ? 'serif' : 'sans');
    const marker = isOrdered ? `${index + 1}.` : '•';
    const lines = breakLines(styled(item, style.family), style.size, width - indent);
    const isLeftwards = lines[0]?.isLeftwards ?? false;
    const boxes = lines.map((line) =>
      lineBox(line, style.size, style.leading, isLeftwards ? width - indent - line.width : indent),
    );
    return paragraphOf(
      boxes.map((box, row) =>
        row > 0
          ? box
          : {
              ...box,
              draw: (drawing: Drawing, x: number, y: number) => {
                const wide = textWidth(face, style.size, marker);
                const at = isLeftwards ? x + width - indent + 6 : x + indent - 6 - wide;
                const base = y - baseline(style.size, style.leading);
                drawText(drawing, face, style.size, at, base, marker, INK, isLeftwards ? 'rtl' : 'auto');
                return box.draw(drawing, x, y);
              },
            },
      ),
      index === 0 ? style.leading * 0.6 : style.leading * 0.3,
    );
  });
}

/** Labels in one column, what they name in the other. */
export function fieldBoxes(
  rows: readonly { readonly label: string; readonly value: string }[],
  width: number,
  style: TextStyle,
): Box[] {
  const labelFace = typeface('sans');
  const labelSize = style.size - 1;
  const widest = Math.max(0, ...rows.map((row) => textWidth(labelFace, labelSize, row.label)));
  const labelWidth = Math.min(MAX_LABEL, widest);
  const indent = labelWidth + 14;
  const face = typeface(style.family === 'serif' ? 'serif' : 'sans');
  return rows.flatMap((row, index) => {
    const values = breakLines(plain(row.value, face), style.size, width - indent);
    const labels = breakLines(plain(row.label, labelFace), labelSize, labelWidth + 1);
    const count = Math.max(values.length, labels.length);
    const boxes = Array.from({ length: count }, (_, at): Box => ({
      height: style.leading,
      before: 0,
      keepWithNext: false,
      draw: (drawing, x, y) => {
        const base = y - baseline(style.size, style.leading);
        const label = labels[at];
        const value = values[at];
        if (label) drawLineOfText(drawing, label, labelSize, x, base, SOFT_INK);
        return value ? drawLineOfText(drawing, value, style.size, x + indent, base) : [];
      },
    }));
    return paragraphOf(boxes, index === 0 ? style.leading * 0.6 : 1);
  });
}

/**
 * Text whose spacing means something: two or more blanks, and tabs, move to the column they stood in.
 * Lines that are too long go on below, set in a little.
 */
export function preformattedBoxes(text: string, width: number, style: TextStyle): Box[] {
  const face = typeface('sans');
  const size = style.size - 0.5;
  const leading = size * 1.4;
  const column = size * TAB_COLUMN;
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll('\f', '\n')
    .split('\n')
    .flatMap((raw) => {
      const pieces = columnsOf(expandTabs(raw));
      const rows: { x: number; line: Line }[][] = [[]];
      let end = 0;
      for (const piece of pieces) {
        let x = Math.max(piece.column * column, end > 0 ? end + size * 0.5 : 0);
        if (x > width * 0.75 && end > 0) {
          rows.push([]);
          x = 2 * column;
        }
        x = Math.min(x, width * 0.75);
        const [first, ...rest] = breakLines(plain(piece.text, face), size, width - x);
        if (first) rows.at(-1)?.push({ x, line: first });
        end = x + (first?.width ?? 0);
        for (const line of rest) {
          rows.push([{ x, line }]);
          end = x + line.width;
        }
      }
      return rows.map((row): Box => ({
        height: leading,
        before: 0,
        keepWithNext: false,
        draw: (drawing, x, y) => {
          const base = y - baseline(size, leading);
          for (const part of row) drawLineOfText(drawing, part.line, size, x + part.x, base);
          return [];
        },
      }));
    });
}

export function ruleBox(width: number): Box {
  return {
    height: 1,
    before: 9,
    keepWithNext: true,
    draw: (drawing, x, y) => {
      drawLine(drawing, [x, y], [x + width, y]);
      return [];
    },
  };
}

export function spaceBox(height: number): Box {
  return { height: 0, before: height, keepWithNext: false, draw: () => [] };
}

/** One line as a box, its text starting `indent` points from the left. */
export function lineBox(line: Line, size: number, leading: number, indent: number, gray: Gray = INK): Box {
  return {
    height: leading,
    before: 0,
    keepWithNext: false,
    draw: (drawing, x, y) =>
      drawLineOfText(drawing, line, size, x + indent, y - baseline(size, leading), gray),
  };
}

/** Paints a broken line and says where its citations ended up. */
export function drawLineOfText(
  drawing: Drawing,
  line: Line,
  size: number,
  x: number,
  base: number,
  gray: Gray = INK,
): PlacedRect[] {
  const placed: PlacedRect[] = [];
  for (const { face, text, citation, isStruck, x: at, width, direction } of standing(line, size)) {
    drawText(drawing, face, size, x + at, base, text, gray, direction);
    if (isStruck)
      drawLine(drawing, [x + at, base + size * 0.27], [x + at + width, base + size * 0.27], 0.6, gray);
    if (!citation) continue;
    const rect = [x + at, base - size * 0.25, x + at + width, base + size * 0.85] as const;
    drawLine(drawing, [rect[0], base - size * 0.14], [rect[2], base - size * 0.14], 0.4, 0.55);
    placed.push({ citation, rect });
  }
  return placed;
}

/** Keeps the first two and the last two lines together, so that no line stands alone on a page. */
export function paragraphOf(boxes: readonly Box[], before: number): Box[] {
  const last = boxes.length - 1;
  return boxes.map((box, index) => ({
    ...box,
    before: index === 0 ? before : 0,
    keepWithNext: index < last && (index === 0 || index === last - 1),
  }));
}

function expandTabs(line: string): string {
  let out = '';
  for (const char of line) out += char === '\t' ? ' '.repeat(8 - (out.length % 8)) : char;
  return out;
}

function columnsOf(line: string): { column: number; text: string }[] {
  return [...line.matchAll(/(?:\S| (?! ))+/g)]
    .map((match) => {
      const lead = match[0].length - match[0].trimStart().length;
      return { column: match.index + lead, text: match[0].trim() };
    })
    .filter((piece) => piece.text !== '');
}
