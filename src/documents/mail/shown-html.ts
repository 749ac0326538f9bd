import { text } from 'node:stream/consumers';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deps } from '../../platform/deps.js';
import { DocumentChildError } from '../../platform/ask.js';
import { NotFoundError } from '../../platform/errors.js';
import { findRendition, type Document } from '../document-store.js';
import { askSafeHtml } from '../questions.js';
import type { DocumentFacts } from '../reading.js';
import { keepRendition } from '../shown-pages.js';
import { removalText } from './safe-html.js';
import type { KeptHtml } from './write-safe-html.js';

/** Raised whenever what is let through changes: what was cleaned by older rules is then made anew. */
const RULES_VERSION = 3;
const TIME_MS = 20_000;

/** True for a document that has an HTML form to be looked at. */
export function hasHtmlForm(document: Document): boolean {
  if (document.state !== 'readable') return false;
  if (document.mediaType === 'text/html') return true;
  return (JSON.parse(document.facts) as DocumentFacts).hasHtml === true; // our own words, written by readKept
}

/**
 * The cleaned HTML of a mail or page, made once in the document child and kept. Throws `NotFoundError` where there is
 * none, `DocumentChildError` with one sentence where it cannot be cleaned.
 */
export async function htmlOf(deps: Deps, document: Document): Promise<KeptHtml> {
  if (!hasHtmlForm(document)) throw new NotFoundError('HTML form of this document');
  const kind = `html-${RULES_VERSION}`;
  const kept = await findRendition(deps.db, document.id, kind);
  if (kept) return parsed(await text(await deps.files.read(kept.sha256)));
  const { mediaType, name } = document;
  const path = await deps.files.localPath(document.sha256);
  const folder = await deps.files.workFolder();
  try {
    const out = join(folder, 'message.json');
    await deps.asker.ask(askSafeHtml, { path, name, mediaType, out }, { timeoutMs: TIME_MS });
    const { sha256 } = await keepRendition(deps, document.id, kind, out);
    return parsed(await text(await deps.files.read(sha256)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The HTML form of a document for a page of ours: where its frame leads, what was left out, or why it is not shown. */
export interface ShownHtml {
  readonly path: string;
  readonly removed: readonly string[];
  readonly problem: string | null;
}

/** Null for a document without an HTML form. Never fails over a bad one. */
export async function shownHtml(deps: Deps, document: Document): Promise<ShownHtml | null> {
  if (!hasHtmlForm(document)) return null;
  const path = `/documents/${document.id}/html`;
  try {
    const { removed } = await htmlOf(deps, document);
    return { path, removed: removed.map(removalText), problem: null };
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return { path, removed: [], problem: error.message };
  }
}

/** The page a frame shows: the cleaned message on white paper, with nothing that loads or runs. */
export function framedHtml(html: string): string {
  return `<!doctype html><html lang="und"><head><meta charset="utf-8"><title>The message</title><style>${LOOK}</style></head><body>${html}</body></html>`;
}

/** Stricter than our own pages: nothing runs, nothing loads; pictures only as they came inside the message. */
export const FRAME_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox";

const LOOK =
  'html{background:#fff;color:#111;color-scheme:light}body{margin:1rem;font:1rem/1.5 "Noto Sans",Arial,sans-serif;overflow-wrap:anywhere}' +
  'img{max-width:100%;height:auto}table{max-width:100%}.link{text-decoration:underline}' +
  '.link::after{content:" \\2039" attr(title) "\\203a";font-size:.8em;color:#555}.not-shown{color:#555;font-style:italic}' +
  '.hidden-words{font-size:1rem;line-height:1.5;color:#111;background:#fde68a;border:2px dashed #92400e;padding:0 .2em}' +
  '.hidden-words::before{content:"hidden: ";font-style:italic}';

function parsed(json: string): KeptHtml {
  return JSON.parse(json) as KeptHtml; // our own words, written by writeSafeHtml
}
