import type { Block } from '../../pdf/blocks.js';
import type { TextLine } from '../../pdf/page-text.js';

/** A page as far as its heading is looked for. */
interface FirstPage {
  readonly lines: readonly TextLine[];
  readonly height: number;
}

const LONGEST = 160;
const MOST_LINES = 60;
const MOST_CHARACTERS = 2_000;
const BLOCKS_AT_TOP = 15;
/** A heading is set so much larger than the lines below it. */
const LARGER = 1.3;
/** Points: what is larger lies across a page, as a watermark does. */
const HUGE = 60;
/** Lines of one heading differ by less in height. */
const ALIKE = 1.35;
/** Letters and signs that reach below the base of a line, and how much taller a line with one of them is. */
const BELOW_BASE = /[gjpqyQ,;()[\]{}@/|]/;
const WITHOUT_BELOW = 1.25;
/** Of the page, from its upper edge. */
const UPPER_PART = 0.55;
/** What is printed over or on a document without being what it is called. */
const LEGEND = new Set(
  'strictly highly privileged private confidential and attorney attorneys client work product communication draft copy original sample without prejudice subject to protective order exhibit annex appendix page of for settlement purposes only internal use final'.split(
    ' ',
  ),
);

/** Whether words may be what a document is called: no legend, no number, no sentence of an essay's length. */
export function isHeading(words: string): boolean {
  return /\p{L}{3}/u.test(words) && words.length <= LONGEST && !isLegend(words);
}

/** The words of a first page that are set clearly larger than the rest and stand in its upper part; null without. */
export function headingOnPage({ lines, height }: FirstPage): string | null {
  const sizes = lines.map(sizeOf).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)];
  if (usual === undefined || lines.length < 3) return null;
  const isLarge = (line: TextLine): boolean =>
    sizeOf(line) >= usual * LARGER && sizeOf(line) < HUGE && line.top > height * (1 - UPPER_PART);
  const large = lines.filter((line) => isLarge(line) && isHeading(line.text));
  const largest = Math.max(...large.map(sizeOf));
  const start = large.find((line) => sizeOf(line) * ALIKE >= largest);
  if (start === undefined) return null;
  const heading: TextLine[] = [];
  for (const line of lines.slice(lines.indexOf(start), lines.indexOf(start) + 3)) {
    const above = heading.at(-1);
    const isNext =
      above === undefined || (above.bottom - line.top < sizeOf(above) * 1.5 && line.top < above.top);
    if (!isLarge(line) || sizeOf(line) * ALIKE < largest || !isNext) break;
    heading.push(line);
  }
  const words = oneLine(joined(heading));
  return isHeading(words) ? words : null;
}

/** The first heading of a Word file, near its top; null without. */
export function headingInBlocks(blocks: readonly Block[]): string | null {
  const top = blocks.filter(({ kind }) => kind !== 'space' && kind !== 'rule').slice(0, BLOCKS_AT_TOP);
  const headings = top.flatMap((block) => (block.kind === 'heading' ? [oneLine(block.text)] : []));
  return headings.find(isHeading) ?? null;
}

/** A first line that a typed text marks as its heading: `# Minutes`, or a line with a rule of signs under it. */
export function headingInText(text: string): string | null {
  const [first = '', second = ''] = text.slice(0, MOST_CHARACTERS).trimStart().split('\n');
  const marked = /^#\s+(\S.*?)\s*#*$/.exec(first)?.[1];
  const words = oneLine(marked ?? (/^\s*([=~-])\1{2,}\s*$/.test(second) ? first : ''));
  return isHeading(words) ? words : null;
}

/** The first lines of a document, as far as a date or a reference line is looked for in them. */
export function openingOf(text: string): string {
  return text.slice(0, MOST_CHARACTERS).split('\n').slice(0, MOST_LINES).join('\n');
}

function isLegend(words: string): boolean {
  const parts = words.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return parts.every((part) => LEGEND.has(part) || part.length === 1 || /^\d+$/.test(part));
}

/** How tall a line would be with letters below its base: the box of one that has none, like a number, ends at the base. */
function sizeOf({ text, top, bottom }: TextLine): number {
  return (top - bottom) * (BELOW_BASE.test(text) ? 1 : WITHOUT_BELOW);
}

/** A heading's lines as one; a word or number broken at a hyphen keeps it. */
function joined(lines: readonly TextLine[]): string {
  return lines
    .map(({ text }) => text.trim())
    .join(' ')
    .replace(/(?<=[\p{L}\d]-) /gu, '');
}

function oneLine(words: string): string {
  return words.replace(/[\p{C}\s]+/gu, ' ').trim();
}
