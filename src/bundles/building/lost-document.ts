import { DocumentChildError } from '../../platform/ask.js';
import type { Entry } from './bundle-entry.js';
import type { Plan } from './plan-bundle.js';

/** Copying this document failed or ended its reader: it costs the document its pages, never the bundle. */
export class LostDocumentError extends Error {
  override name = 'LostDocumentError';
  readonly entry: Entry;
  constructor(entry: Entry, reason: string) {
    super(reason);
    this.entry = entry;
  }
}

/**
 * The error to throw when no answer came while the document at `page` of the plan was copied: of that document
 * where there is one, as it is otherwise. A full disk is no document's fault.
 */
export function lostAt(plan: Plan, page: number, error: unknown): unknown {
  const lost = plan.placed.find(({ firstPage, lastPage }) => page >= firstPage && page <= lastPage);
  return lost === undefined ? error : lostBy(lost.entry, error);
}

export function lostBy(entry: Entry, error: unknown): unknown {
  const isItsFault =
    error instanceof DocumentChildError &&
    !/^E[A-Z]+\b/.test(error.message) &&
    entry.becomes.kind === 'pages';
  return isItsFault ? new LostDocumentError(entry, error.message) : error;
}
