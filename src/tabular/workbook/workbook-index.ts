import { areaOf } from './cell-place.js';
import { relationsOf } from './relations.js';
import type { Relation } from './relations.js';
import { attribute, isTrue, scanXml } from './scan-xml.js';
import type { WorkbookParts } from './workbook-parts.js';
import { WorkbookProblem } from './workbook-problem.js';

export type SheetState = 'visible' | 'hidden' | 'very-hidden';

export interface ListedSheet {
  readonly name: string;
  readonly state: SheetState;
  /** Only a worksheet has cells. */
  readonly kind: 'worksheet' | 'chartsheet' | 'dialogsheet' | 'macrosheet';
  readonly part: string;
  /** Rows that Excel repeats on each printed page, from 1; null where none are named. */
  readonly titleRows: { readonly first: number; readonly last: number } | null;
}

/** What a workbook says of itself as a whole. */
export interface WorkbookIndex {
  readonly sheets: readonly ListedSheet[];
  /** Days are counted from 1904 and not from 1900. */
  readonly is1904: boolean;
  readonly sharedStrings: string | null;
  readonly styles: string | null;
  readonly theme: string | null;
  readonly persons: readonly string[];
  readonly hasMacros: boolean;
  /** Other files that its formulas read. */
  readonly links: number;
  readonly pivotCaches: number;
  readonly connections: number;
  /** It asks to be calculated when it is opened: what is stored may not be what Excel would show. */
  readonly isCalculatedAnew: boolean;
}

const MOST_SHEETS = 1_000;
const KINDS: Readonly<Record<string, ListedSheet['kind']>> = {
  worksheet: 'worksheet',
  chartsheet: 'chartsheet',
  dialogsheet: 'dialogsheet',
  xlMacrosheet: 'macrosheet',
  xlIntlMacrosheet: 'macrosheet',
};

/** The sheets of a workbook in its own order, and where everything is. Throws `WorkbookProblem`. */
export async function readWorkbookIndex(parts: WorkbookParts): Promise<WorkbookIndex> {
  const [office] = (await relationsOf(parts, '')).filter(({ type }) => type === 'officeDocument');
  const part = office?.target ?? 'xl/workbook.xml';
  if (part.endsWith('.bin'))
    throw new WorkbookProblem('unsupported', 'It is a binary workbook (XLSB), which is not read here.');
  const relations = await relationsOf(parts, part);
  const named: { name: string; state: SheetState; id: string }[] = [];
  const titles = new Map<number, string>();
  let is1904 = false;
  let isCalculatedAnew = false;
  let definedFor: number | null = null;
  let defined = '';
  await scanXml(
    parts.stream(part),
    {
      open: (element, attributes) => {
        if (element === 'sheet') {
          const { name = '', state } = attributes;
          named.push({ name, state: stateOf(state), id: attribute(attributes, 'id') ?? '' });
        } else if (element === 'workbookPr') is1904 = isTrue(attributes['date1904']);
        else if (element === 'calcPr') isCalculatedAnew = isTrue(attributes['fullCalcOnLoad']);
        else if (element === 'definedName' && attributes['name'] === '_xlnm.Print_Titles') {
          definedFor = Number(attributes['localSheetId'] ?? -1);
          defined = '';
        }
      },
      text: (words) => {
        if (definedFor !== null && defined.length < 1_000) defined += words;
      },
      close: (element) => {
        if (element !== 'definedName') return;
        if (definedFor !== null) titles.set(definedFor, defined);
        definedFor = null;
      },
    },
    part,
  );
  if (named.length === 0) throw new WorkbookProblem('damaged', 'The workbook is damaged: it lists no sheet.');
  if (named.length > MOST_SHEETS)
    throw new WorkbookProblem('unsupported', 'The workbook has more than 1,000 sheets.');
  const targetOf = (type: string): string | null =>
    relations.find((one) => one.type === type && !one.isExternal)?.target ?? null;
  const count = (type: string): number => relations.filter((one) => one.type === type).length;
  return {
    sheets: named.map(({ name, state, id }, at) => ({
      name: nameOf(name, at),
      state,
      titleRows: titleRowsIn(titles.get(at) ?? ''),
      ...sheetPart(relations, id, name),
    })),
    is1904,
    sharedStrings: targetOf('sharedStrings'),
    styles: targetOf('styles'),
    theme: targetOf('theme'),
    persons: relations.filter(({ type }) => type === 'person').map(({ target }) => target),
    hasMacros: count('vbaProject') > 0 || count('xlMacrosheet') + count('xlIntlMacrosheet') > 0,
    links: count('externalLink'),
    pivotCaches: count('pivotCacheDefinition'),
    connections: count('connections'),
    isCalculatedAnew,
  };
}

function stateOf(state: string | undefined): SheetState {
  if (state === 'veryHidden') return 'very-hidden';
  return state === 'hidden' ? 'hidden' : 'visible';
}

/** Without what could make a line of a heading run on or read backwards. */
function nameOf(name: string, at: number): string {
  const words = name.replace(/[\p{C}\s]+/gu, ' ').trim();
  return words === '' ? `Sheet ${at + 1}` : words.slice(0, 100);
}

function sheetPart(
  relations: readonly Relation[],
  id: string,
  name: string,
): Pick<ListedSheet, 'kind' | 'part'> {
  const relation = relations.find((one) => one.id === id);
  const kind = relation === undefined ? undefined : KINDS[relation.type];
  if (relation === undefined || kind === undefined)
    throw new WorkbookProblem('damaged', `The workbook is damaged: its sheet “${name}” is not there.`);
  return { kind, part: relation.target };
}

/** The rows in a name like `Sheet1!$A:$B,Sheet1!$1:$3`. */
function titleRowsIn(name: string): ListedSheet['titleRows'] {
  const rows = /\$(\d+):\$(\d+)\s*(?:,|$)/.exec(name);
  if (rows === null) return null;
  const area = areaOf(`A${rows[1]}:A${rows[2]}`);
  return area === null ? null : { first: area.top, last: area.bottom };
}
