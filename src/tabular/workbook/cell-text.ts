import { format, isDateFormat, isValidFormat } from 'numfmt';

/** What Excel shows of a day before its first. */
const NO_SUCH_DAY = '########';
const DAYS_FROM_1900_TO_1904 = 1_462;
const LAST_DAY = 2_958_466;
/** Whole numbers of more digits are shown by their power of ten. */
const MOST_GENERAL = 1e11;

/** Hours, minutes or seconds that go on counting: no day, in whatever year days begin. */
const ELAPSED = /\[(?:h+|m+|s+)\]/i;

/** A way to show values, worked out once for each format that a workbook has. */
export interface CellFormat {
  /** The value as Excel shows it in a column that is wide enough. */
  readonly show: (value: number | string | boolean) => string;
  readonly isDate: boolean;
  /** It may show nothing of a value that is there. */
  readonly mayHide: boolean;
  /** Excel would not understand it either; the value is then shown as it is. */
  readonly isBroken: boolean;
  /** A whole number whose last digits cannot be seen. */
  readonly cutsDigits: (value: number) => boolean;
}

/** What is shown with a format of a workbook: numbers as in the United States, whatever the machine. */
export function cellFormat(code: string, is1904: boolean): CellFormat {
  const isBroken = !isValidFormat(code);
  const pattern = isBroken ? 'General' : asInTheUnitedStates(code);
  const isDate = !isBroken && isDateFormat(pattern) && !ELAPSED.test(pattern);
  const isGeneral = /^general$/i.test(pattern);
  return {
    isDate,
    isBroken,
    // Only parts of a format may be empty.
    mayHide: pattern.includes(';'),
    show: (value) => {
      if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
      if (typeof value === 'string')
        return hasTextPart(pattern) ? trimmed(shown(pattern, value) ?? value) : value;
      if (isGeneral && Number.isInteger(value) && Math.abs(value) < MOST_GENERAL) return String(value);
      if (!isDate) return trimmed(shown(pattern, value) ?? String(value));
      const day = is1904 ? value + DAYS_FROM_1900_TO_1904 : value;
      return day < 0 || day >= LAST_DAY ? NO_SUCH_DAY : trimmed(shown(pattern, day) ?? String(value));
    },
    cutsDigits: (value) => isGeneral && Number.isInteger(value) && Math.abs(value) >= MOST_GENERAL,
  };
}

function shown(pattern: string, value: number | string): string | null {
  try {
    return format(pattern, value, { dateErrorNumber: false, overflow: NO_SUCH_DAY });
  } catch (error) {
    // A format that can be read may still be none for this value.
    if (error instanceof Error) return null;
    throw error;
  }
}

/**
 * The language in a currency sign decides nothing about commas and points in Excel: these are the reader's own. Days and
 * months are named in that language.
 */
function asInTheUnitedStates(code: string): string {
  return code.replace(/\[\$([^\]-]*)-[0-9A-Fa-f]+\]/g, (whole, sign: string) => {
    if (isDateFormat(code)) return whole;
    return sign === '' ? '' : `"${sign}"`;
  });
}

/** Whether a format says how words are shown; most leave them as they are. */
function hasTextPart(pattern: string): boolean {
  return pattern !== '@' && (pattern.includes('@') || pattern.split(';').length > 3);
}

/** Blanks at the ends only keep signs apart from the edge of a cell. */
function trimmed(text: string): string {
  return text.replace(/^ +| +$/g, '');
}
