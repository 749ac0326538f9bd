import { Parser } from 'htmlparser2';
import type { HiddenWords } from '../reading.js';
import { hidingStyles, isOff, isOn, isWhite, SMALLEST } from './word-looks.js';

/** One part of a Word file (its text, a margin, its notes) parted by what its reader sees on paper. */
export interface PartedWord {
  /** The part without its hidden runs; the part itself where it has none. */
  readonly xml: string;
  /** Hidden and deleted words, in order. */
  readonly hidden: readonly HiddenWords[];
  /** The lines of text boxes that stand in their new form alone. */
  readonly boxes: readonly string[];
}

interface Run {
  out: string;
  why: string | null;
  isShaded: boolean;
}

interface Paragraph {
  isHidden: boolean;
  isShaded: boolean;
}

/** A text box that is written twice, in a new form and in an old one for older programs. */
interface Twice {
  lines: string[];
  hasOldForm: boolean;
}

/** `styles` is the part `word/styles.xml`, or ''. */
export function partWord(xml: string, styles: string): PartedWord {
  const hiding = hidingStyles(styles);
  const isColoured = /<w:background\b/.test(xml);
  const open: string[] = [];
  const runs: Run[] = [{ out: '', why: null, isShaded: false }];
  const paragraphs: Paragraph[] = [];
  const cells: { isShaded: boolean }[] = [];
  const tables: { isStyled: boolean }[] = [];
  const twice: Twice[] = [];
  const changes: string[] = [];
  const boxes: string[] = [];
  const hidden: { words: string; why: string }[] = [];
  const box: { lines: string[] | null; depth: number } = { lines: null, depth: 0 };
  const removed = { any: false };

  const write = (text: string): void => {
    const run = runs.at(-1);
    if (run) run.out += text;
  };
  const inside = (name: string): boolean => open.includes(name);
  const hide = (words: string, why: string): void => {
    const last = hidden.at(-1);
    if (last?.why === why) last.words += words;
    else hidden.push({ words, why });
  };
  const word = (text: string): void => {
    const change = changes.at(-1);
    const run = runs.at(-1);
    const why = change ?? (run ? whyUnseen(run) : null);
    if (why !== null) hide(text, why);
    else if (box.lines) box.lines.push(`${box.lines.pop() ?? ''}${text}`);
  };

  const property = (name: string, value: (key: string) => string): void => {
    if (inside('w:rPrChange') || inside('w:pPrChange')) return;
    const [parent, above] = [open.at(-1), open.at(-2)];
    const run = runs.length > 1 && parent === 'w:rPr' && above === 'w:r' ? runs.at(-1) : undefined;
    const paragraph = paragraphs.at(-1);
    if (run && name === 'w:vanish') run.why = isOn(value('val')) ? 'it is formatted as hidden text' : null;
    if (run && name === 'w:rStyle' && hiding.has(value('val'))) run.why ??= 'it is formatted as hidden text';
    if (run && name === 'w:sz' && Number(value('val')) <= SMALLEST) run.why ??= NO_SIZE;
    if (run && (name === 'w:highlight' || name === 'w:shd') && !isOff(value('fill') || value('val')))
      run.isShaded = true;
    if (run && name === 'w:color' && isWhite(value('val'), value('themeColor'))) {
      const isKnown =
        !isColoured && !box.lines && !inside('w:txbxContent') && !(tables.at(-1)?.isStyled ?? false);
      const isShaded = (paragraph?.isShaded ?? false) || (cells.at(-1)?.isShaded ?? false);
      if (isKnown && !isShaded) run.why ??= OF_PAPER;
    }
    if (parent === 'w:pPr' && name === 'w:pStyle' && paragraph) paragraph.isHidden = hiding.has(value('val'));
    if (name === 'w:shd' && !isOff(value('fill'))) {
      if (parent === 'w:pPr' && paragraph) paragraph.isShaded = true;
      const cell = cells.at(-1);
      if (parent === 'w:tcPr' && cell) cell.isShaded = true;
    }
    const table = tables.at(-1);
    if (name === 'w:tblStyle' && table && !/^(?:TableGrid|TableNormal)$/.test(value('val')))
      table.isStyled = true;
  };

  const parser = new Parser(
    {
      onprocessinginstruction: (_, data) => write(`<${data}>`),
      onopentag: (name, attributes) => {
        const value = (key: string): string => attributes[`w:${key}`] ?? '';
        property(name, value);
        if (name === 'w:r')
          runs.push({
            out: '',
            why: paragraphs.at(-1)?.isHidden ? 'it is formatted as hidden text' : null,
            isShaded: false,
          });
        if (name === 'w:p') paragraphs.push({ isHidden: false, isShaded: false });
        if (name === 'w:tc') cells.push({ isShaded: false });
        if (name === 'w:tbl') tables.push({ isStyled: false });
        if (name === 'w:del' || name === 'w:moveFrom')
          changes.push(`deleted in a tracked change${value('author') ? ` by ${value('author')}` : ''}`);
        if (name === 'mc:AlternateContent') twice.push({ lines: [], hasOldForm: false });
        const both = twice.at(-1);
        if (name === 'w:txbxContent') {
          if (both && inside('mc:Fallback')) both.hasOldForm = true;
          if (!inside('v:textbox') && box.depth === 0) box.lines = [''];
          box.depth += 1;
        }
        if (box.lines && name === 'w:p') box.lines.push('');
        if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') word(' ');
        open.push(name);
        const said = Object.entries(attributes).map(([key, text]) => ` ${key}="${escaped(text)}"`);
        write(`<${name}${said.join('')}>`);
      },
      ontext: (text) => {
        const here = open.at(-1);
        if (here === 'w:t' || here === 'w:delText') word(text);
        write(escaped(text));
      },
      onclosetag: (name) => {
        write(`</${name}>`);
        open.pop();
        if (name === 'w:r' && runs.length > 1) {
          const run = runs.pop();
          if (run && whyUnseen(run) === null) write(run.out);
          else removed.any = true;
        }
        if (name === 'w:p') {
          paragraphs.pop();
          const last = hidden.at(-1);
          if (last) last.words += ' ';
        }
        if (name === 'w:tc') cells.pop();
        if (name === 'w:tbl') tables.pop();
        if (name === 'w:del' || name === 'w:moveFrom') changes.pop();
        if (name === 'w:txbxContent') {
          box.depth -= 1;
          if (box.depth === 0 && box.lines) {
            (twice.at(-1)?.lines ?? boxes).push(...box.lines);
            box.lines = null;
          }
        }
        if (name === 'mc:AlternateContent') {
          const both = twice.pop();
          if (both?.hasOldForm === false) (twice.at(-1)?.lines ?? boxes).push(...both.lines);
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return {
    xml: removed.any ? (runs[0]?.out ?? xml) : xml,
    hidden: tidy(hidden),
    boxes: boxes.map((line) => line.trim()).filter((line) => line !== ''),
  };
}

const OF_PAPER = 'it has the colour of the paper';
const NO_SIZE = 'its letters have no size';
/** Why words that are not formatted as hidden cannot be seen all the same. */
export const FAINT: readonly string[] = [OF_PAPER, NO_SIZE];

/** Letters as white as paper are seen where something darker is behind them. */
function whyUnseen({ why, isShaded }: Run): string | null {
  return why === OF_PAPER && isShaded ? null : why;
}

const MOST_PASSAGES = 200;
const LONGEST = 2_000;

/** One passage for each; a text box written twice says the same twice. */
function tidy(all: readonly { words: string; why: string }[]): HiddenWords[] {
  const known = new Map<string, HiddenWords>();
  for (const one of all) {
    const words = one.words.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
    if (/[\p{L}\p{N}]/u.test(words)) known.set(`${one.why}|${words}`, { words, why: one.why });
  }
  return [...known.values()].slice(0, MOST_PASSAGES);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
