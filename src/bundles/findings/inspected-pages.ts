import type { OwnBookmark } from '../../pdf/inspection.js';
import { inspectPdf } from '../../pdf/questions.js';
import type { Asker } from '../../platform/ask.js';
import { inspectionNotes } from './inspection-notes.js';

const MS_A_PAGE = 20;
const PAINTED_MS_A_PAGE = 200;
const BASE_MS = 20_000;
const BYTES_A_PAGE = 10_000;

/** The pages of a PDF that may go into a bundle: an original, or its rendition. */
export interface Pages {
  readonly path: string;
  readonly pageCount: number;
  readonly footBaselines: readonly number[];
  /** Up to which height nothing is drawn over each foot line; only where it was asked for. */
  readonly footRooms?: readonly number[];
  /** Displayed width of each page, in points. */
  readonly widths: readonly number[];
  /** Bookmarks that the PDF brings along. */
  readonly bookmarks: readonly OwnBookmark[];
  /** What turning it into pages changed. */
  readonly changed: readonly string[];
  /** What a person should know of it. */
  readonly notes: readonly string[];
}

/** A document that cannot become pages; the message is the reason. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';
}

/** Opens a PDF once and says what its pages are, and on request what room their feet have. Throws `UnreadableError`. */
export async function inspectedPages(
  asker: Asker,
  path: string,
  bytes: number,
  said: readonly string[],
  withFootRoom = false,
): Promise<Pages> {
  const timeoutMs = BASE_MS + (bytes / BYTES_A_PAGE) * (withFootRoom ? PAINTED_MS_A_PAGE : MS_A_PAGE);
  const inspection = await asker.ask(inspectPdf, { path, withFootRoom }, { timeoutMs });
  if (inspection.status !== 'readable')
    throw new UnreadableError(inspection.reason ?? 'It cannot be shown as pages.');
  return {
    path,
    pageCount: inspection.pages.length,
    footBaselines: inspection.pages.map((page) => page.footBaseline),
    ...(withFootRoom && { footRooms: inspection.pages.map((page) => page.footRoom ?? 0) }),
    widths: inspection.pages.map((page) => page.width),
    bookmarks: inspection.bookmarks.kept,
    changed: said,
    notes: [...said, ...inspectionNotes(inspection)],
  };
}

export function withNotes(more: readonly string[], pages: Pages): Pages {
  return { ...pages, notes: [...more, ...pages.notes] };
}
