import type { Entry, EntrySlip } from './bundle-entry.js';
import { note, stop } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import type { SpecDocument } from './spec.js';

/** What an unreadable document does: keep the bundle from leaving, or become a slip sheet, with a note or with a decision to make. */
export type OnUnreadable = 'stop' | 'slip' | 'ask';

/** Of a document for which a sheet was chosen, or nothing else is left. */
export const NOT_REPRODUCED = 'This document is not reproduced here.';

/** One page that stands for a document, in words meant for outside. */
export function slipFor(document: SpecDocument, says: string): EntrySlip {
  return { kind: 'slip', status: 'slip-sheet', title: document.title, says };
}

/** A document that cannot become pages; `reason` stays on the internal record. */
export function unreadableEntry(
  document: SpecDocument,
  section: number,
  sha256: string | null,
  reason: string,
): Entry {
  return {
    document,
    section,
    isNative: false,
    changed: [],
    becomes: slipFor(document, 'This document could not be opened and is not reproduced here.'),
    sha256,
    reason,
  };
}

/** What a person is told of it: a note where a slip sheet was asked for, otherwise a stop. */
export function unreadableFinding(
  { file }: SpecDocument,
  onUnreadable: OnUnreadable,
  reason: string,
  verb: 'opened' | 'copied' = 'opened',
): Finding {
  return onUnreadable === 'slip'
    ? note(file, `It could not be ${verb}; a slip sheet stands for it. ${reason}`)
    : stop(
        file,
        `It could not be ${verb} and waits for a decision: slip sheet, native or leave out. ${reason}`,
      );
}
