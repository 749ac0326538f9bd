import type { Progress } from '../../platform/ask.js';
import type { Paper } from '../blocks.js';
import { renderCsv } from './render-csv.js';
import { renderImage } from './render-image.js';
import { renderJson, renderText } from './render-text.js';

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
}

export interface Rendered {
  readonly pages: number;
  /** What the pages do not show as the file has it, each a sentence. */
  readonly notes: readonly string[];
}

/** Makes a PDF of an image, a text, a table or JSON. Throws for other kinds and for files that cannot be read. */
export async function renderSource(input: RenderInput, progress: Progress): Promise<Rendered> {
  const kind = input.mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (kind.startsWith('image/')) return renderImage(input, progress);
  if (kind === 'text/csv' || kind === 'text/tab-separated-values') return renderCsv(input, progress);
  if (kind === 'application/json') return renderJson(input, progress);
  if (kind.startsWith('text/')) return renderText(input, progress);
  throw new Error(`A file of the kind ${input.mediaType} cannot be made into pages here.`);
}
