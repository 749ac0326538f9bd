import type { SheetProfile } from '../../tabular/workbook/sheet-profile.js';
import type { WorkbookProfile } from '../../tabular/workbook/describe-workbook.js';

/** What becomes of what a workbook hides, and of what is written at its cells. */
export interface WorkbookChoice {
  readonly hidden: 'show' | 'drop';
  readonly comments: 'show' | 'drop';
}

type Counted = readonly [count: number, one: string, many: string];

/** What Excel does not show, in words that end a sentence; null where it shows everything. */
export function hiddenWords({ sheets }: Pick<WorkbookProfile, 'sheets'>): string | null {
  const hidden = sheets.filter(({ state }) => state !== 'visible');
  const names = hidden
    .map(({ name, state }) => `“${name}”${state === 'very-hidden' ? ', which Excel does not list' : ''}`)
    .join('; ');
  const inSight = sheets.filter(({ state }) => state === 'visible').filter(hidesParts);
  return (
    [
      ...(hidden.length === 0
        ? []
        : [`${counted([hidden.length, 'hidden sheet', 'hidden sheets'])} (${names})`]),
      ...inSight.map(
        (sheet) => `on “${sheet.name}” ${joined([...hiddenParts(sheet), hiddenComments(sheet)])}`,
      ),
    ].join('; ') || null
  );
}

function hidesParts({ hiddenRows, hiddenColumns, unseenCells, hiddenComments }: SheetProfile): boolean {
  return hiddenRows + hiddenColumns + unseenCells + hiddenComments > 0;
}

function hiddenComments({ hiddenComments: count }: SheetProfile): Counted {
  return [count, 'comment at a hidden cell', 'comments at hidden cells'];
}

function hiddenParts({ hiddenRows, hiddenColumns, unseenCells, isFiltered }: SheetProfile): Counted[] {
  return [
    isFiltered
      ? [hiddenRows, 'row that a filter or a hand hides', 'rows that a filter or a hand hides']
      : [hiddenRows, 'hidden row', 'hidden rows'],
    [hiddenColumns, 'hidden column', 'hidden columns'],
    [unseenCells, 'cell whose words do not show', 'cells whose words do not show'],
  ];
}

/** What stands under the heading of a sheet on paper, in words meant for outside: only numbers of what is left out. */
export function sheetLines(
  sheet: SheetProfile,
  printed: readonly string[],
  choice: WorkbookChoice,
): string[] {
  const isShown = choice.hidden === 'show';
  const marked = [...hiddenParts(sheet), ...(choice.comments === 'show' ? [hiddenComments(sheet)] : [])];
  const left: Counted[] = [
    ...(isShown ? [] : hiddenParts(sheet)),
    ...commentsLeft(sheet, choice),
    [sheet.charts, 'chart', 'charts'],
    [sheet.pictures, 'picture', 'pictures'],
    [sheet.shapes, 'shape or text box', 'shapes or text boxes'],
    [sheet.embedded, 'embedded file', 'embedded files'],
  ];
  const has = (parts: readonly Counted[]): boolean => parts.some(([count]) => count > 0);
  return [
    ...(has(left) ? [`Not shown here: ${joined(left)}.`] : []),
    ...(isShown && has(marked)
      ? [`Hidden in the workbook and shown here, marked as such: ${joined(marked)}.`]
      : []),
    ...(sheet.isFiltered ? ['A filter is on.'] : []),
    ...(sheet.pivotTables > 0
      ? [`It has ${counted([sheet.pivotTables, 'pivot table', 'pivot tables'])}, as last worked out.`]
      : []),
    ...(sheet.formulasWithoutValue > 0
      ? [
          `${sheet.formulasWithoutValue === 1 ? 'One formula has' : `${number(sheet.formulasWithoutValue)} formulas have`} no stored value.`,
        ]
      : []),
    ...(sheet.merged > 0
      ? [
          `${sheet.merged === 1 ? 'One group of cells is' : `${number(sheet.merged)} groups of cells are`} merged; what they say stands in the first of each.`,
        ]
      : []),
    ...(printed.length > 0
      ? [`At the head or foot of its printed pages: ${printed.map((words) => `“${words}”`).join(', ')}.`]
      : []),
  ];
}

/** Of comments that are shown, those at hidden cells are not, unless these are. */
function commentsLeft(sheet: SheetProfile, { hidden, comments }: WorkbookChoice): Counted[] {
  if (comments === 'drop') return [[sheet.comments, 'comment', 'comments']];
  return hidden === 'show' ? [] : [hiddenComments(sheet)];
}

/** What a person should know of a workbook, each a sentence; for the inside. */
export function workbookNotes(
  { sheets, hasMacros, links, pivotCaches, connections, isCalculatedAnew }: WorkbookProfile,
  choice: WorkbookChoice,
): string[] {
  const all = (of: (sheet: SheetProfile) => number): number => sheets.reduce((sum, one) => sum + of(one), 0);
  const say = (count: number, one: string, many: string, rest: string): string[] =>
    count === 0 ? [] : [`${count === 1 ? one : `${number(count)} ${many}`} ${rest}`];
  const isOpen = choice.comments === 'drop';
  return [
    ...(hasMacros ? ['It has macros; they are neither run nor shown.'] : []),
    ...say(
      isOpen ? all(({ comments }) => comments) : 0,
      'A comment at a cell is',
      'comments at cells are',
      'left out; they can be shown (notes and marks).',
    ),
    ...say(
      all(({ charts }) => charts),
      'A chart is',
      'charts are',
      'not shown; attach a PDF of it, or the native.',
    ),
    ...say(
      all(({ pictures }) => pictures),
      'A picture is',
      'pictures are',
      'not shown.',
    ),
    ...say(
      all(({ shapes }) => shapes),
      'A shape or text box is',
      'shapes or text boxes are',
      'not shown, with the words in it.',
    ),
    ...say(
      all(({ embedded }) => embedded),
      'A file lies',
      'files lie',
      'inside it and are not shown.',
    ),
    ...say(
      all(({ formulasWithoutValue }) => formulasWithoutValue),
      'A formula has',
      'formulas have',
      'no stored value, which is said in the cell: open and save the workbook in Excel to have it.',
    ),
    ...say(
      all(({ cutNumbers }) => cutNumbers),
      'A long whole number is',
      'long whole numbers are',
      'shown by the power of ten, as Excel shows it; not all digits can be read.',
    ),
    ...say(
      all(({ brokenFormats }) => brokenFormats),
      'A cell has',
      'cells have',
      'a number format that cannot be understood; the value is shown without it.',
    ),
    ...say(
      links,
      'Another file is',
      'other files are',
      'linked by its formulas; the values are those last stored.',
    ),
    ...say(
      pivotCaches,
      'A pivot table keeps',
      'pivot tables keep',
      'a copy of the data behind it, which is not shown.',
    ),
    ...say(
      connections,
      'A list of connections to other sources is',
      'lists of connections are',
      'in it; nothing was fetched.',
    ),
    ...(isCalculatedAnew
      ? ['It asks Excel to calculate everything anew; shown are the values that are stored.']
      : []),
  ];
}

/** What there is on a sheet, in one line; for the inside. */
export function aboutSheet(sheet: SheetProfile): string {
  const { rows, columns, state, comments, charts, pictures, shapes, pivotTables } = sheet;
  const more: Counted[] = [
    ...hiddenParts(sheet),
    [comments, 'comment', 'comments'],
    [charts, 'chart', 'charts'],
    [pictures, 'picture', 'pictures'],
    [shapes, 'shape or text box', 'shapes or text boxes'],
    [pivotTables, 'pivot table', 'pivot tables'],
  ];
  const said = joined(more);
  return [
    ...(state === 'visible'
      ? []
      : [state === 'hidden' ? 'a hidden sheet' : 'a hidden sheet, which Excel does not list']),
    `${counted([rows, 'row', 'rows'])}, ${counted([columns, 'column', 'columns'])}`,
    ...(said === '' ? [] : [said]),
  ].join('; ');
}

/** `1 row`, `1,200 rows`. */
export function counted([count, one, many]: Counted): string {
  return count === 1 ? `1 ${one}` : `${number(count)} ${many}`;
}

function joined(parts: readonly Counted[]): string {
  return parts
    .filter(([count]) => count > 0)
    .map(counted)
    .join(', ');
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
