import { DocumentChildError } from '../platform/ask.js';
import type { Deps } from '../platform/deps.js';
import { dayText } from '../platform/plain-date.js';
import { askTableRows } from '../tabular/questions.js';
import { askSheetRows } from './questions.js';
import type { SheetRows } from './workbook/read-workbook.js';
import { aboutSheet } from './workbook/workbook-words.js';
import type { TableProfile } from '../tabular/profile-table.js';
import type { WorkbookProfile } from '../tabular/workbook/describe-workbook.js';
import { listPageText } from './document-store.js';
import type { Document } from './document-store.js';
import type { DocumentFacts } from './reading.js';
import { shownHtml, type ShownHtml } from './mail/shown-html.js';
import { pdfOf } from './shown-pages.js';

export type StoredFacts = DocumentFacts & {
  readonly table?: TableProfile | null;
  readonly workbook?: WorkbookProfile;
};

/** What a page shows of a document: for `views/documents/_preview`. */
export type Preview = {
  readonly notes: readonly string[];
  readonly header: readonly { readonly term: string; readonly text: string }[];
} & (
  | { readonly kind: 'pages'; readonly pages: readonly { readonly number: number }[]; readonly total: number }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly isCut: boolean;
      readonly html: ShownHtml | null;
    }
  | ({ readonly kind: 'table'; readonly format: string; readonly rowCount: number } & Pick<
      TableProfile,
      'columns' | 'rejected' | 'rejectedCount'
    > & { readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[] })
  | {
      readonly kind: 'workbook';
      readonly sheetCount: number;
      readonly sheets: readonly PreviewedSheet[];
    }
  | { readonly kind: 'none'; readonly title: string; readonly reason: string }
);

export interface PreviewedSheet extends SheetRows {
  /** `62 rows, 7 columns; very hidden`, what there is on it. */
  readonly about: string;
}

const PAGES_SHOWN = 20;
const ROWS_SHOWN = 50;
const SHEETS_SHOWN = 10;
const WORDS_SHOWN = 200_000;

/** What was read of a document, as stored. */
export function factsOf(document: Pick<Document, 'facts'>): StoredFacts {
  const facts = JSON.parse(document.facts) as Partial<StoredFacts>; // our own words, written by readKept
  return { ...facts, notes: facts.notes ?? [] };
}

/** What there is to see of a document, in the form that suits it. Never fails over a bad document. */
export async function previewOf(deps: Deps, document: Document): Promise<Preview> {
  const facts = factsOf(document);
  const common = { notes: facts.notes, header: mailHeader(facts) };
  if (document.state === 'unread')
    return {
      ...common,
      kind: 'none',
      title: 'Not yet read',
      reason: 'It is kept; reload the page in a moment.',
    };
  if (document.state !== 'readable')
    return {
      ...common,
      kind: 'none',
      title: 'Kept, not shown',
      reason: document.reason ?? 'It cannot be shown.',
    };
  try {
    if (facts.table) return { ...common, ...(await tablePreview(deps, document, facts.table)) };
    if (facts.workbook) return { ...common, ...(await workbookPreview(deps, document, facts.workbook)) };
    if (isShownAsText(document.mediaType)) return { ...common, ...(await textPreview(deps, document)) };
    const { pages: total } = await pdfOf(deps, document);
    const pages = Array.from({ length: Math.min(total, PAGES_SHOWN) }, (_, i) => ({ number: i + 1 }));
    return { ...common, kind: 'pages', pages, total };
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return { ...common, kind: 'none', title: 'Kept, not shown', reason: error.message };
  }
}

function isShownAsText(mediaType: string): boolean {
  return !/^(application\/pdf|image\/|application\/vnd\.openxmlformats)/.test(mediaType);
}

async function textPreview(
  deps: Deps,
  document: Document,
): Promise<
  Extract<Preview, { kind: 'text' }> | Omit<Extract<Preview, { kind: 'text' }>, 'notes' | 'header'>
> {
  const text = (await listPageText(deps.db, document.id)).map((page) => page.text).join('\n\n');
  return {
    kind: 'text',
    text: text.slice(0, WORDS_SHOWN),
    isCut: text.length > WORDS_SHOWN,
    html: await shownHtml(deps, document),
  };
}

async function tablePreview(
  deps: Deps,
  document: Document,
  table: TableProfile,
): Promise<Omit<Extract<Preview, { kind: 'table' }>, 'notes' | 'header'>> {
  const path = await deps.files.localPath(document.sha256);
  const { encoding, delimiter, columns, rejected, rejectedCount } = table;
  const { rows } = await deps.asker.ask(askTableRows, { path, count: ROWS_SHOWN, encoding });
  const marks = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;
  const format = `${encoding}, cells parted by ${marks[delimiter]}${table.hasHeader ? '' : ', no header row'}`;
  return { kind: 'table', format, rowCount: table.rows, columns, rejected, rejectedCount, rows };
}

async function workbookPreview(
  deps: Deps,
  document: Document,
  { sheets }: WorkbookProfile,
): Promise<Omit<Extract<Preview, { kind: 'workbook' }>, 'notes' | 'header'>> {
  const path = await deps.files.localPath(document.sha256);
  const first = await deps.asker.ask(askSheetRows, { path, sheets: SHEETS_SHOWN, count: ROWS_SHOWN });
  const about = sheets.map(aboutSheet);
  return {
    kind: 'workbook',
    sheetCount: sheets.length,
    sheets: first.map((sheet, at) => ({ ...sheet, about: about[at] ?? '' })),
  };
}

function mailHeader(facts: StoredFacts): { term: string; text: string }[] {
  const sent =
    facts.dateOn && facts.dateTime
      ? `${dayText(facts.dateOn)}, ${facts.dateTime} ${facts.dateZone ? `UTC${facts.dateZone}` : 'UTC'} (as the sender's clock had it, unverified)`
      : '';
  return [
    ['From', facts.from ?? ''],
    ['Sent', sent],
    ['To', (facts.to ?? []).join('; ')],
    ['Cc', (facts.cc ?? []).join('; ')],
    ['Subject', facts.subject ?? ''],
    [
      'Attached',
      (facts.attachments ?? [])
        .filter((file) => !file.isInline)
        .map((file) => file.name)
        .join('; '),
    ],
  ].flatMap(([term = '', text = '']) => (text === '' ? [] : [{ term, text }]));
}
