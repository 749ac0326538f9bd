import { join } from 'node:path';
import { askRenderDocument } from '../../documents/questions.js';
import type { ReadDocument } from '../../documents/reading.js';
import { MOST_PAGES, pagesOfPicture, recogniseScan } from '../../documents/scans/recognise-scan.js';
import { DocumentChildError, type Asker } from '../../platform/ask.js';

/** The words of a document, and which of its pages a machine read. */
export interface MachineWords {
  readonly pages: readonly string[];
  /** Pages from 1 with how sure the machine is of their words, per cent. */
  readonly byMachine: readonly { readonly page: number; readonly confidence: number }[];
  /** Pages without words that were not read, and the sentence that says why; null where all were. */
  readonly unread: string | null;
}

/** Where a document lies, and a folder for what is made of it on the way. */
export interface Place {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
}

const RENDER_TIME_MS = 60_000;
const PAPER_DATE = '2000-01-01';

/** The words of a document page by page; a page that is a picture is read by machine (OCR) in the child. */
export async function wordsByMachine(
  asker: Asker,
  document: ReadDocument,
  place: Place,
): Promise<MachineWords> {
  const own = document.pageText.map((page) => page.text);
  const frames = pagesOfPicture(document.mediaType, document.facts);
  const isPdf = document.mediaType === 'application/pdf';
  const all = isPdf ? Math.max(own.length, document.pages ?? 0) : Math.max(own.length, frames);
  const pages = Array.from({ length: all }, (_, index) => own[index] ?? '');
  const blank = pages.flatMap((text, index) => (text.trim() === '' ? [index + 1] : []));
  if (document.state !== 'readable' || blank.length === 0 || (!isPdf && frames === 0))
    return { pages, byMachine: [], unread: null };
  const byMachine: { page: number; confidence: number }[] = [];
  try {
    const path = isPdf ? place.path : await asPdf(asker, document, place);
    for (const page of blank.slice(0, MOST_PAGES)) {
      const { read } = await recogniseScan(asker, { path, page, folder: place.folder });
      if (read.text.trim() === '') continue;
      pages[page - 1] = read.text;
      byMachine.push({ page, confidence: read.confidence });
    }
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    const left = blank.filter((page) => pages[page - 1]?.trim() === '');
    return { pages, byMachine, unread: `${pageList(left)} could not be read by machine: ${error.message}` };
  }
  const left = blank.slice(MOST_PAGES);
  const unread =
    left.length === 0
      ? null
      : `${pageList(left)} were not read: a machine reads ${MOST_PAGES} pages at most. Split the file.`;
  return { pages, byMachine, unread };
}

/** “Page 3”, “Pages 1–4, 7”. */
export function pageList(pages: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of pages) {
    const run = runs.at(-1);
    if (run?.[1] === page - 1) run[1] = page;
    else runs.push([page, page]);
  }
  const said = runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
  return `${pages.length === 1 ? 'Page' : 'Pages'} ${said}`;
}

async function asPdf(
  asker: Asker,
  { mediaType }: ReadDocument,
  { path, name, folder }: Place,
): Promise<string> {
  const out = join(folder, 'picture.pdf');
  const input = { path, name, mediaType, out, paper: 'letter', title: name, date: PAPER_DATE } as const;
  await asker.ask(askRenderDocument, input, { timeoutMs: RENDER_TIME_MS });
  return out;
}
