import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readMail } from '../read-mail.js';
import { readOutlook } from '../read-outlook.js';
import { readText } from '../read-text.js';
import { partHtml } from './hidden-words.js';
import type { Attachment } from '../reading.js';
import { safeHtml, type Removal } from './safe-html.js';

export interface SafeHtmlInput {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  /** Where the cleaned HTML is written, with what was left out, as JSON: see `KeptHtml`. */
  readonly out: string;
}

/** The cleaned HTML of a message or page as it is kept. */
export interface KeptHtml {
  readonly html: string;
  readonly removed: readonly Removal[];
}

const MOST_HTML = 10 * 1024 * 1024;
const MOST_PICTURE = 4 * 1024 * 1024;
const MOST_PICTURES = 16 * 1024 * 1024;
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Cleans the HTML form of a mail or of a page. Throws one sentence where there is none, or it is too large. */
export async function writeSafeHtml({ path, name, mediaType, out }: SafeHtmlInput): Promise<null> {
  const folder = await mkdtemp(join(dirname(out), 'parts-'));
  try {
    const { html, attachments } = await htmlOf({ path, name, mediaType, folder });
    if (html.trim() === '') throw new Error('The message has no HTML form.');
    if (html.length > MOST_HTML) throw new Error('Its HTML is larger than 10 MB; its plain text is shown.');
    const pictures = await picturesIn(attachments, folder);
    const { revealed, hidden } = partHtml(html);
    const safe = safeHtml(revealed, (contentId) => pictures.get(contentId) ?? null);
    const shown = hidden.length === 0 ? [] : [{ what: 'hidden', count: hidden.length } as const];
    const kept: KeptHtml = { html: safe.html, removed: [...safe.removed, ...shown] };
    await writeFile(out, JSON.stringify(kept));
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function htmlOf({
  path,
  name,
  mediaType,
  folder,
}: Omit<SafeHtmlInput, 'out'> & { folder: string }): Promise<{
  html: string;
  attachments: readonly Attachment[];
}> {
  if (mediaType === 'text/html') return { html: (await readText(path, true)).text, attachments: [] };
  const read = mediaType === 'application/vnd.ms-outlook' ? readOutlook : readMail;
  const { html, facts } = await read({ path, name, attachmentsTo: folder });
  return { html, attachments: facts.attachments ?? [] };
}

/** The pictures that came inside the message, as `data:` addresses by what its HTML calls them. */
async function picturesIn(
  attachments: readonly Attachment[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const pictures = new Map<string, string>();
  let left = MOST_PICTURES;
  for (const { contentId, mediaType, bytes, sha256 } of attachments) {
    if (!contentId || !PICTURES.has(mediaType) || bytes > MOST_PICTURE || bytes > left) continue;
    left -= bytes;
    const content = await readFile(join(folder, sha256));
    pictures.set(contentId.replace(/^<|>$/g, ''), `data:${mediaType};base64,${content.toString('base64')}`);
  }
  return pictures;
}
