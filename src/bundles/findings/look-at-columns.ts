import { detectType } from '../../documents/detect-type.js';
import { readOfficeParts } from '../../documents/office-parts.js';
import { UnreadableDocument } from '../../documents/reading.js';
import { isRejected, readTable } from '../../tabular/read-table.js';
import { firstBytes, sniffEncoding } from '../../tabular/table-format.js';
import { workbookHeadings } from '../../tabular/workbook/describe-workbook.js';
import { WorkbookProblem } from '../../tabular/workbook/workbook-problem.js';
import { detectReading } from '../../tabular/table-reading.js';
import iconv from 'iconv-lite';

export interface ColumnsLook {
  /** As the file names them; empty where it is no table. */
  readonly columns: readonly string[];
  /** Why nobody could look inside; null where that was possible. */
  readonly reason: string | null;
}

/** A workbook with macros, a template and a binary one are archives too, each with a media type of its own. */
const ZIP = Buffer.from('PK\x03\x04');
const RECORD_BYTES = 16 * 1024 * 1024;
const LOOKED_RECORDS = 1_000;
/** A sheet may have a title above its heads. */
const LOOKED_SHEET_ROWS = 10;
const LONGEST_HEAD = 40;
const DEEPEST_RECORD = 5;
const LOOSE_NAME = /"([^"\\\n]{1,40})"\s*:/g;

/** The names of the columns of a file, where it is a table of any kind. Never fails over a bad file. */
export async function lookAtColumnsOf({
  path,
  name,
}: {
  readonly path: string;
  readonly name: string;
}): Promise<ColumnsLook> {
  const { mediaType } = await detectType(path, name);
  try {
    switch (mediaType) {
      case 'text/csv':
      case 'text/tab-separated-values':
        return found((await detectReading(path)).names);
      case 'text/plain':
        return found(await headsOfText(path));
      case 'application/x-ndjson':
      case 'application/json':
        return found(await namesInRecords(path));
      default:
        return (await firstBytes(path, ZIP.length)).equals(ZIP)
          ? found(await headsOfSheets(path))
          : found([]);
    }
  } catch (error) {
    if (error instanceof UnreadableDocument) return { columns: [], reason: error.message };
    throw error;
  }
}

function found(columns: readonly string[]): ColumnsLook {
  return { columns, reason: null };
}

/** A table may be called .txt; a letter is none: its first two lines are not cut alike into short pieces. */
async function headsOfText(path: string): Promise<readonly string[]> {
  const { names, ...reading } = await detectReading(path);
  if (names.length < 2 || !reading.hasHeader || names.some((one) => one.length > LONGEST_HEAD)) return [];
  const widths: number[] = [];
  for await (const row of readTable(path, reading)) {
    widths.push(isRejected(row) ? 0 : row.cells.length);
    if (widths.length === 2) break;
  }
  return widths.length === 2 && widths.every((width) => width === names.length) ? names : [];
}

async function namesInRecords(path: string): Promise<readonly string[]> {
  const text = iconv.decode(await firstBytes(path, RECORD_BYTES), await sniffEncoding(path));
  const whole = parsedJson(text);
  const records =
    whole === undefined ? text.split(/\r?\n/).slice(0, LOOKED_RECORDS).map(parsedJson) : [whole];
  const names = new Set(records.flatMap((one) => namesWithin(one, DEEPEST_RECORD)));
  // What is cut off in the middle, or is broken, cannot be parsed: then every name in it counts.
  const loose = names.size > 0 ? [] : [...text.matchAll(LOOSE_NAME)].map(([, name = '']) => name);
  return [...names, ...new Set(loose)];
}

/** The names of the fields of an object and of those within it, as of {"rows":[{"account":…}]}. */
function namesWithin(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  if (Array.isArray(value))
    return (value as unknown[]).slice(0, LOOKED_RECORDS).flatMap((one) => namesWithin(one, depth - 1));
  return Object.entries(value).flatMap(([name, within]) => [name, ...namesWithin(within, depth - 1)]);
}

/** Undefined for what is no JSON: a line may be cut or broken. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What stands in the first rows of each sheet, hidden ones too. */
async function headsOfSheets(path: string): Promise<readonly string[]> {
  try {
    return await workbookHeadings(path);
  } catch (error) {
    // What is no sound workbook is gone through for whatever looks like a sheet in it.
    if (error instanceof WorkbookProblem) return headsOfParts(path);
    throw error;
  }
}

async function headsOfParts(path: string): Promise<readonly string[]> {
  const { names, texts } = await readOfficeParts(path, (part) =>
    /^xl\/(sharedStrings|worksheets\/[^/]+)\.xml$/.test(part),
  );
  if (names.some((part) => /^xl\/(workbook|worksheets\/[^/]+)\.bin$/.test(part)))
    throw new UnreadableDocument('unsupported', 'It is a binary workbook (XLSB), which is not read here.');
  // An empty string keeps its place: cells name theirs by number.
  const strings = /<(?:\w+:)?si\b[^>]*?(?:\/>|>(.*?)<\/(?:\w+:)?si>)/gs;
  const shared = [...(texts.get('xl/sharedStrings.xml') ?? '').matchAll(strings)].map(([, inside = '']) =>
    wordsIn(inside),
  );
  const sheets = [...texts].filter(([part]) => part !== 'xl/sharedStrings.xml').map(([, text]) => text);
  return sheets.flatMap((sheet) =>
    [...sheet.matchAll(/<(?:\w+:)?row\b[^>]*(?<!\/)>(.*?)<\/(?:\w+:)?row>/gs)]
      .slice(0, LOOKED_SHEET_ROWS)
      .flatMap(([, row = '']) => [...row.matchAll(/<(?:\w+:)?c\b([^>]*)(?<!\/)>(.*?)<\/(?:\w+:)?c>/gs)])
      .map(([, how = '', inside = '']) =>
        /\bt="s"/.test(how)
          ? (shared[Number(/<(?:\w+:)?v>(\d+)</.exec(inside)?.[1] ?? '-1')] ?? '')
          : wordsIn(inside),
      )
      .filter((words) => words !== '' && words.length <= LONGEST_HEAD && !/\S+@\S+/.test(words)),
  );
}

function wordsIn(xml: string): string {
  return [...xml.matchAll(/<(?:\w+:)?t\b[^>]*>([^<]*)</g)]
    .map(([, words = '']) => words)
    .join('')
    .trim();
}
