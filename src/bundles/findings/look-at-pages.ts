import type { Looked } from '../../pdf/findings/look-at-pdf.js';
import { lookAtPdf } from '../../pdf/questions.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Asker } from '../../platform/ask.js';

const BASE_MS = 30_000;
const MS_A_PAGE = 500;

/** What was found in the pages of an original before, by its hash. */
export interface LookCache {
  readonly find: (sha256: string) => Promise<Looked | null>;
  readonly keep: (sha256: string, looked: Looked) => Promise<void>;
}

/**
 * What a person must know of the pages of a PDF, or the sentence why they could not be gone through. Only what is found
 * without its notes and marks is kept.
 */
export async function lookedOf(
  asker: Asker,
  pages: {
    readonly path: string;
    readonly pages: number;
    readonly sha256: string;
    readonly withMarks?: boolean;
  },
  kept: LookCache | null,
): Promise<Looked | string> {
  const withMarks = pages.withMarks ?? false;
  const cache = withMarks ? null : kept;
  const known = (await cache?.find(pages.sha256)) ?? null;
  if (known !== null) return known;
  try {
    const timeoutMs = BASE_MS + pages.pages * MS_A_PAGE;
    const looked = await asker.ask(lookAtPdf, { path: pages.path, withMarks }, { timeoutMs });
    await cache?.keep(pages.sha256, looked);
    return looked;
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return `Its pages could not be gone through for words that do not show: ${error.message}`;
  }
}
