import type { Progress } from '../../platform/ask.js';
import { renderCsv } from './render-csv.js';
import { renderImage } from './render-image.js';
import { renderJson, renderText } from './render-text.js';
import type { Rendered, RenderInput } from './rendered.js';

/** Makes a PDF of an image, a text, a table or JSON. Throws for other kinds and for files that cannot be read. */
export async function renderSource(input: RenderInput, progress: Progress): Promise<Rendered> {
  const kind = input.mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (kind.startsWith('image/')) return renderImage(input, progress);
  if (kind === 'text/csv' || kind === 'text/tab-separated-values') return renderCsv(input, progress);
  if (kind === 'application/json') return renderJson(input, progress);
  if (kind.startsWith('text/')) return renderText(input, progress);
  throw new Error(`A file of the kind ${input.mediaType} cannot be made into pages here.`);
}
