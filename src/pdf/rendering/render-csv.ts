import { CsvError, parse } from 'csv-parse/sync';
import type { Progress } from '../../platform/ask.js';
import { paperSize } from '../typesetting/paper.js';
import type { Rendered, RenderInput } from './rendered.js';
import { openingBlocks, readText, renderText, unshownNotes } from './render-text.js';
import { setDocument } from '../typesetting/set-document.js';
import { RECORD_STYLE } from '../typesetting/text-boxes.js';

const MOST_ROWS = 50_000;
const SEPARATORS = [',', ';', '\t', '|'] as const;

/** A table of every row and column; a file that is no table after all is shown as text. */
export async function renderCsv(input: RenderInput, progress: Progress): Promise<Rendered> {
  progress(0, 1, input.title);
  const { text, notes } = await readText(input.path);
  const rows = rowsOf(text, input.mediaType);
  const [columns, ...body] = rows ?? [];
  if (!rows || !columns) {
    const shown = await renderText(input, progress);
    return {
      ...shown,
      notes: [...shown.notes, 'The table could not be read row by row and is shown as text.'],
    };
  }
  if (body.length > MOST_ROWS) {
    throw new Error(
      `The table has ${body.length.toLocaleString('en-US')} rows, more than ${MOST_ROWS.toLocaleString('en-US')}; it can go along as a file.`,
    );
  }
  const widest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const titles = Array.from({ length: widest }, (_, index) => columns[index] ?? '');
  const ragged = body.filter((row) => row.length !== columns.length).length;
  const { pages } = await setDocument(
    [...openingBlocks(input), { kind: 'table', columns: titles, rows: body }],
    paperSize(input.paper),
    RECORD_STYLE,
    input,
    input.out,
  );
  return {
    pages,
    notes: [
      ...notes,
      ...(ragged > 0 ? [`${ragged} of ${body.length} rows have more or fewer cells than the header.`] : []),
      ...unshownNotes(text),
    ],
  };
}

/** The rows as they are, header first; null when quotes do not close. */
function rowsOf(text: string, mediaType: string): string[][] | null {
  try {
    const rows: unknown = parse(text, {
      delimiter: mediaType.includes('tab-separated') ? '\t' : separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    return Array.isArray(rows)
      ? rows.map((row: unknown) => (Array.isArray(row) ? row.map(String) : []))
      : null;
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** The separator that the first lines have most of. */
function separatorOf(text: string): string {
  const head = text.split(/\r?\n/, 6).join('\n');
  const counts = SEPARATORS.map((separator) => ({ separator, count: head.split(separator).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).separator;
}
