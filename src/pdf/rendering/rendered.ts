import type { Paper } from '../blocks.js';

/** What is asked for when something is made into pages. */
export interface RenderInput {
  readonly path: string;
  readonly mediaType: string;
  readonly out: string;
  readonly paper: Paper;
  readonly title: string;
  /** The only date in the file, as YYYY-MM-DD. */
  readonly date: string;
  /** Printed under the title: what the file is, in the words of whoever asks. */
  readonly caption?: string;
  /** The title is not printed at the head of the pages. */
  readonly isUntitled?: boolean;
}

export interface Rendered {
  readonly pages: number;
  /** What the pages do not show as the file has it, each a sentence. */
  readonly notes: readonly string[];
}
