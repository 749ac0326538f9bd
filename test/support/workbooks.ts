import { writeZip } from '../documents/word-file.js';

/** A cell: words, a number, or the XML of one with `r` left out, like `<c t="b"><v>1</v></c>`. */
export type MadeCell = string | number | null | { readonly xml: string };

export interface MadeSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** From A1; null leaves a cell out. */
  readonly rows?: readonly (readonly MadeCell[])[];
  /** Attributes of rows by their number. */
  readonly rowAttributes?: Readonly<Record<number, string>>;
  /** XML that stands before and behind the rows. */
  readonly before?: string;
  readonly behind?: string;
  /** Other parts that the sheet points at: the type of the relation, and its words. */
  readonly parts?: readonly { readonly type: string; readonly name: string; readonly xml: string }[];
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  /** Number formats by code; cells name them by `s="1"` and so on. */
  readonly formats?: readonly string[];
  /** In place of what `formats` makes. */
  readonly styles?: string;
  readonly workbookPr?: string;
  readonly inWorkbook?: string;
  readonly sharedStrings?: string;
  /** Relations of the workbook itself. */
  readonly relations?: readonly { readonly type: string; readonly name: string; readonly xml?: string }[];
  readonly others?: Readonly<Record<string, string | Buffer>>;
}

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Writes an .xlsx with these sheets, as Excel would lay out its parts. */
export async function writeWorkbook(path: string, workbook: MadeWorkbook): Promise<void> {
  await writeZip(path, partsOf(workbook));
}

/** The parts of a workbook by name. */
export function partsOf(made: MadeWorkbook): Record<string, string | Buffer> {
  const { sheets, formats = [], relations = [] } = made;
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': contentTypes(made),
    '_rels/.rels': relationsXml([{ id: 'r1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr ${made.workbookPr ?? ''}/><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="s${at + 1}"/>`,
      )
      .join('')}</sheets>${made.inWorkbook ?? ''}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...sheets.map((_, at) => ({
        id: `s${at + 1}`,
        type: 'worksheet',
        target: `worksheets/sheet${at + 1}.xml`,
      })),
      { id: 'styles', type: 'styles', target: 'styles.xml' },
      ...(made.sharedStrings === undefined
        ? []
        : [{ id: 'strings', type: 'sharedStrings', target: 'sharedStrings.xml' }]),
      ...relations.map(({ type, name }, at) => ({ id: `o${at}`, type, target: name })),
    ]),
    'xl/styles.xml': made.styles ?? stylesXml(formats),
    ...(made.sharedStrings === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${made.sharedStrings}</sst>` }),
  };
  for (const { name, xml } of relations) if (xml !== undefined) parts[`xl/${name}`] = xml;
  for (const [at, sheet] of sheets.entries()) {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet);
    if (sheet.parts === undefined) continue;
    parts[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = relationsXml(
      sheet.parts.map(({ type, name }, index) => ({ id: `p${index + 1}`, type, target: `../${name}` })),
    );
    for (const { name, xml } of sheet.parts) parts[`xl/${name}`] = xml;
  }
  return { ...parts, ...made.others };
}

function sheetXml({ rows = [], rowAttributes = {}, before = '', behind = '' }: MadeSheet): string {
  const cells = (row: readonly MadeCell[], at: number): string =>
    row
      .map((cell, index) => {
        const place = `r="${letters(index)}${at + 1}"`;
        if (cell === null) return '';
        if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
        if (typeof cell === 'string')
          return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
        return cell.xml.replace(/^<c/, `<c ${place}`);
      })
      .join('');
  const data = rows
    .map((row, at) => {
      const inside = cells(row, at);
      const how = rowAttributes[at + 1] ?? '';
      return inside === '' && how === '' ? '' : `<row r="${at + 1}" ${how}>${inside}</row>`;
    })
    .join('');
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${before}<sheetData>${data}</sheetData>${behind}</worksheet>`;
}

function stylesXml(formats: readonly string[]): string {
  const codes = formats
    .map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`)
    .join('');
  const styles = formats
    .map(
      (_, at) =>
        `<xf numFmtId="${164 + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    )
    .join('');
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${codes}</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${styles}</cellXfs></styleSheet>`;
}

function contentTypes({ sheets, sharedStrings }: MadeWorkbook): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${sheets
    .map(
      (_, at) =>
        `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
    )
    .join('')}<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${
    sharedStrings === undefined
      ? ''
      : `<Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/>`
  }</Types>`;
}

function relationsXml(
  relations: readonly { readonly id: string; readonly type: string; readonly target: string }[],
): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations
    .map(
      ({ id, type, target }) =>
        `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${escaped(target)}"/>`,
    )
    .join('')}</Relationships>`;
}

function letters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : `${letters(Math.floor(index / 26) - 1)}${letters(index % 26)}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
