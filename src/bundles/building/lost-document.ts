import { DocumentChildError } from '../../platform/ask.js';
import type { Entry } from './bundle-entry.js';
import type { Finding } from '../findings/finding.js';
import { stopsOf } from '../findings/finding.js';
import type { Plan } from './plan-bundle.js';

/** Copying this document failed, ended its reader or came out wrong: it costs the document its pages, never the bundle. */
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

/** The documents whose pages are not as planned in the finished file, each with the first sentence that says so. */
export function lostInCheck({ placed }: Plan, checked: readonly Finding[]): LostDocumentError[] {
  return placed.flatMap(({ entry, firstPage, lastPage }) => {
    if (entry.becomes.kind !== 'pages') return [];
    const wrong = stopsOf(checked).find(({ page }) => page !== null && page >= firstPage && page <= lastPage);
    return wrong === undefined ? [] : [new LostDocumentError(entry, wrong.what)];
  });
}

/** Several at once. */
export class LostDocumentsError extends Error {
  override name = 'LostDocumentsError';
  readonly lost: readonly LostDocumentError[];
  constructor(lost: readonly LostDocumentError[]) {
    super(lost.map(({ message }) => message).join(' '));
    this.lost = lost;
  }
}
