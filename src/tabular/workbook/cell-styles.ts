import { colourOf, readTheme } from './theme-colours.js';
import { isTrue, scanXml } from './scan-xml.js';
import type { WorkbookIndex } from './workbook-index.js';
import type { WorkbookParts } from './workbook-parts.js';

/** How a cell is shown. */
export interface CellStyle {
  readonly format: string;
  /** Its words have the colour of what is behind them. */
  readonly isUnseen: boolean;
}

/** ECMA-376 18.8.30, as Excel shows them in the United States; dates of the system's own form among them. */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"$"#,##0_);\\("$"#,##0\\)',
  6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
  7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
  8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'm/d/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yyyy h:mm',
  37: '#,##0_);\\(#,##0\\)',
  38: '#,##0_);[Red]\\(#,##0\\)',
  39: '#,##0.00_);\\(#,##0.00\\)',
  40: '#,##0.00_);[Red]\\(#,##0.00\\)',
  41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
  42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
  43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
  44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};
/** Dates and times of East Asian editions of Excel (27–36, 50–58): in others the short date. */
const EAST_ASIAN_DATE = 'm/d/yyyy';
const MOST_STYLES = 65_536;

interface Font {
  readonly colour: string | null;
}

/** The style of cells by the number that they name. */
export async function readCellStyles(
  parts: WorkbookParts,
  { styles: part, theme: themePart }: Pick<WorkbookIndex, 'styles' | 'theme'>,
): Promise<readonly CellStyle[]> {
  if (part === null || !parts.has(part)) return [];
  const theme = await readTheme(parts, themePart);
  const formats = new Map<number, string>();
  const fonts: Font[] = [];
  const fills: (string | null)[] = [];
  const styles: CellStyle[] = [];
  const within: string[] = [];
  let colour: string | null = null;
  let isSolid = false;
  const isIn = (list: string): boolean => within.includes(list);
  await scanXml(
    parts.stream(part),
    {
      open: (name, attributes) => {
        within.push(name);
        if (name === 'numFmt' && isIn('numFmts'))
          formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General');
        else if (name === 'font' || name === 'fill') {
          colour = null;
          isSolid = false;
        } else if (name === 'color' && isIn('fonts')) colour = colourOf(attributes, theme);
        else if (name === 'patternFill') isSolid = attributes['patternType'] === 'solid';
        else if (name === 'gradientFill') colour = 'gradient';
        else if (name === 'fgColor' && isIn('fills') && isSolid) colour = colourOf(attributes, theme);
        else if (name === 'xf' && isIn('cellXfs') && styles.length < MOST_STYLES)
          styles.push(styleOf(attributes, formats, fonts, fills));
      },
      close: (name) => {
        within.pop();
        if (name === 'font' && isIn('fonts')) fonts.push({ colour });
        if (name === 'fill' && isIn('fills')) fills.push(colour);
      },
    },
    part,
  );
  return styles;
}

const PAPER = 'FFFFFF';
const INK = '000000';

function styleOf(
  attributes: Readonly<Record<string, string>>,
  formats: ReadonlyMap<number, string>,
  fonts: readonly Font[],
  fills: readonly (string | null)[],
): CellStyle {
  const id = Number(attributes['numFmtId'] ?? 0);
  const isOff = attributes['applyNumberFormat'] !== undefined && !isTrue(attributes['applyNumberFormat']);
  const fill = fills[Number(attributes['fillId'] ?? 0)] ?? PAPER;
  const words = fonts[Number(attributes['fontId'] ?? 0)]?.colour ?? INK;
  return {
    format: isOff && id === 0 ? 'General' : formatOf(id, formats),
    isUnseen: words === fill,
  };
}

function formatOf(id: number, formats: ReadonlyMap<number, string>): string {
  const isEastAsian = (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return formats.get(id) ?? BUILT_IN[id] ?? (isEastAsian ? EAST_ASIAN_DATE : 'General');
}
