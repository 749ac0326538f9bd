import { Temporal } from 'temporal-polyfill';
import { cellFormat } from './cell-text.js';
import type { CellFormat } from './cell-text.js';
import type { CellStyle } from './cell-styles.js';
import { LONGEST_CELL, wordsReader } from './shared-strings.js';
import { unescaped } from './scan-xml.js';
import type { SheetCell, SheetShape } from './sheet.js';

/** What the cells of a workbook share. */
export interface CellBook {
  readonly strings: readonly string[];
  readonly styles: readonly CellStyle[];
  readonly is1904: boolean;
  /** The formats met so far, by their code. */
  readonly formats: Map<string, CellFormat>;
}

/** What stands in a cell whose formula was never worked out by the program that wrote the file. */
export const NO_VALUE = '(formula without a stored value)';
/** Stands for a figure that nobody asked for. */
const SOMETHING = '#';
const PLAIN: CellStyle = { format: 'General', isUnseen: false };

/** Takes in one cell after another of a sheet, element by element. */
export function cellReader(book: CellBook) {
  const words = wordsReader();
  let isInCell = false;
  let isOnlyCounted = false;
  let type = 'n';
  let style = PLAIN;
  let value = '';
  let inValue = false;
  let hasValue = false;
  let hasFormula = false;
  let isInline = false;
  const counts = { formulasWithoutValue: 0, cutNumbers: 0, brokenFormats: 0 };

  const formatOf = (code: string): CellFormat => {
    const known = book.formats.get(code);
    if (known !== undefined) return known;
    const made = cellFormat(code, book.is1904);
    book.formats.set(code, made);
    return made;
  };
  const shownNumber = (number: number): string => {
    const format = formatOf(style.format);
    if (format.isBroken) counts.brokenFormats += 1;
    if (format.cutsDigits(number)) counts.cutNumbers += 1;
    return isOnlyCounted && !format.mayHide ? SOMETHING : format.show(number);
  };
  /** The value as shown, and whether there is one: a format may show nothing of it. */
  const shown = (): { text: string; has: boolean } => {
    if (type === 'inlineStr' || isInline) return shownWords(words.words());
    if (type === 's') return shownWords(book.strings[Number(value)] ?? '');
    if (type === 'str') return shownWords(unescaped(value));
    if (value === '') return { text: '', has: false };
    if (type === 'b') return { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE', has: true };
    if (type === 'e') return { text: value, has: true };
    const number = type === 'd' ? dayNumber(value, book.is1904) : Number(value);
    return { text: Number.isFinite(number) ? shownNumber(number) : value, has: true };
  };
  const shownWords = (text: string): { text: string; has: boolean } => {
    const format = formatOf(style.format);
    const isSeen = isOnlyCounted && !format.mayHide;
    return { text: isSeen ? text : format.show(text), has: text !== '' };
  };

  return {
    /** Of a cell that is only counted, its words are not worked out. */
    begin: ({ t = 'n', s }: Readonly<Record<string, string>>, onlyCounted: boolean): void => {
      isInCell = true;
      isOnlyCounted = onlyCounted;
      type = t;
      style = (s === undefined ? undefined : book.styles[Number(s)]) ?? book.styles[0] ?? PLAIN;
      value = '';
      inValue = false;
      hasValue = false;
      hasFormula = false;
      isInline = false;
    },
    /** Whether the element belongs to a cell. */
    open: (name: string): boolean => {
      if (!isInCell) return false;
      if (name === 'v') {
        inValue = true;
        hasValue = true;
      } else if (name === 'f') hasFormula = true;
      else if (name === 'is') {
        isInline = true;
        words.begin();
      } else if (isInline) words.open(name);
      return true;
    },
    text: (text: string): void => {
      if (inValue && value.length <= LONGEST_CELL) value += text;
      else if (isInline) words.text(text);
    },
    close: (name: string): void => {
      if (name === 'v') inValue = false;
      else if (isInline) words.close(name);
    },
    /** Null where the cell holds nothing. */
    end: (): Omit<SheetCell, 'column'> | null => {
      isInCell = false;
      if (hasFormula && !(type === 'str' ? hasValue : value !== '')) {
        counts.formulasWithoutValue += 1;
        return { text: NO_VALUE, unseen: null };
      }
      const { text, has } = shown();
      if (!has) return null;
      // Many formats leave a zero out: nobody hides anything by that.
      if (text === '') return isZero() ? null : { text: plainText(), unseen: 'format' };
      return { text, unseen: style.isUnseen ? 'colour' : null };
    },
    counts: (): Pick<SheetShape, 'formulasWithoutValue' | 'cutNumbers' | 'brokenFormats'> => counts,
  };

  function isZero(): boolean {
    return type === 'n' && Number(value) === 0;
  }

  /** What a format keeps from being seen. */
  function plainText(): string {
    if (type === 's') return book.strings[Number(value)] ?? '';
    return isInline || type === 'inlineStr' ? words.words() : unescaped(value);
  }
}

/** A day and time written out (ISO 8601) as the number Excel has for it; NaN for what is none. */
function dayNumber(text: string, is1904: boolean): number {
  try {
    const at = Temporal.PlainDateTime.from(text.replace(/(?:Z|[+-]\d\d:\d\d)$/, ''));
    const first = Temporal.PlainDateTime.from(is1904 ? '1904-01-01' : '1899-12-30');
    return first.until(at, { largestUnit: 'hours' }).total('hours') / 24;
  } catch (error) {
    if (error instanceof RangeError) return NaN;
    throw error;
  }
}
