import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Progress } from '../platform/ask.js';
import type { Block, Paper } from '../pdf/blocks.js';
import { renderSource } from '../pdf/rendering/render-source.js';
import { typeset } from '../pdf/typesetting/typeset.js';
import { blocksOfMail, blocksOfPages, blocksOfText } from './blocks-of.js';
import { partHtml } from './mail/hidden-words.js';
import { picturesOfMail, type HeldBackPictures } from './mail/mail-pictures.js';
import { isWorkbook } from './media-types.js';
import { readMail, textOfHtml } from './read-mail.js';
import { readOutlook } from './read-outlook.js';
import { readPicture } from './read-picture.js';
import { readRtf } from './read-rtf.js';
import { readText } from './read-text.js';
import { readWord } from './read-word.js';
import { whyNotShown } from './why-not-shown.js';
import { renderWorkbook } from './workbook/render-workbook.js';

export interface RenderInput {
  readonly path: string;
  readonly name: string;
  /** As reading found it, never as the name says. */
  readonly mediaType: string;
  readonly out: string;
  readonly paper: Paper;
  readonly title: string;
  /** The only date in the file, as YYYY-MM-DD: the same inputs give the same bytes. */
  readonly date: string;
  /** Of a mail in a bundle: where each file that came attached stands, in words for outside. */
  readonly attachments?: readonly string[];
  /** Of a mail in a bundle: the pictures that do not go out, wherever they stand. */
  readonly heldBack?: HeldBackPictures;
  /** Of a workbook: what becomes of hidden sheets, rows, columns and cells; left out where nothing is said. */
  readonly hidden?: 'show' | 'drop';
  /** Of a workbook: what becomes of the comments at its cells; left out where nothing is said. */
  readonly marks?: 'show' | 'drop';
  /** Of a workbook: prints under each sheet the SHA-256 of the cells that are shown. */
  readonly withChecksum?: boolean;
  /** The title is not printed at the head of the pages. */
  readonly isUntitled?: boolean;
}

export interface RenderedDocument {
  /** The original is a PDF: use it as it stands, nothing was written. */
  readonly asIs: boolean;
  readonly pages: number | null;
  /** What the paper does not show that the original has, in sentences for the internal record. */
  readonly notes: readonly string[];
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * Writes an original as a PDF. Throws an Error with one sentence, fit for a slip sheet, when it cannot be shown
 * on paper.
 */
export async function renderDocument(input: RenderInput, progress: Progress): Promise<RenderedDocument> {
  const { mediaType, path } = input;
  if (mediaType === 'application/pdf') return { asIs: true, pages: null, notes: [] };
  if (mediaType === 'message/rfc822') return fromMail(input, readMail, progress);
  if (mediaType === 'application/vnd.ms-outlook') return fromMail(input, readOutlook, progress);
  if (mediaType === WORD) return fromWord(input, progress);
  if (mediaType === 'text/html') {
    const { text, isCut, note } = await readText(path, true);
    const letters = note === null ? [] : [note];
    const notes = ['A web page: its words are set without its layout.', ...letters, ...cutNote(isCut)];
    return setBlocks(input, blocksOfText(await textOfHtml(partHtml(text).seen)), notes, progress);
  }
  if (mediaType === 'application/rtf') {
    const { pages, notes } = await readRtf(path);
    return setBlocks(input, blocksOfPages(pages), notes, progress);
  }
  if (isWorkbook(mediaType)) return renderWorkbook(input, progress);
  const reason = whyNotShown(mediaType);
  if (reason !== null) throw new Error(reason);
  if (mediaType.startsWith('image/')) await readPicture(path, mediaType);
  const asText = mediaType === 'application/x-ndjson' || mediaType === 'application/xml';
  const rendered = await renderSource(asText ? { ...input, mediaType: 'text/plain' } : input, progress);
  return { asIs: false, pages: rendered.pages, notes: rendered.notes };
}

async function fromMail(
  input: RenderInput,
  read: typeof readMail | typeof readOutlook,
  progress: Progress,
): Promise<RenderedDocument> {
  const parts = await mkdtemp(join(dirname(input.out), 'parts-'));
  try {
    const mail = await read({ path: input.path, name: input.name, attachmentsTo: parts });
    const pictures = await picturesOfMail(mail, parts, input.heldBack ?? null);
    const blocks = blocksOfMail(mail, input.attachments, pictures.blocks);
    return await setBlocks(input, blocks, [...mail.facts.notes, ...pictures.notes], progress);
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
}

async function fromWord(input: RenderInput, progress: Progress): Promise<RenderedDocument> {
  const images = await mkdtemp(join(dirname(input.out), 'pictures-'));
  try {
    const { blocks, notes } = await readWord(input.path, images);
    return await setBlocks(
      input,
      blocks,
      ['Set from the Word file anew; its own page breaks may differ.', ...notes],
      progress,
    );
  } finally {
    await rm(images, { recursive: true, force: true });
  }
}

async function setBlocks(
  input: RenderInput,
  blocks: readonly Block[],
  notes: readonly string[],
  progress: Progress,
): Promise<RenderedDocument> {
  const { paper, out, date, title } = input;
  const set = await typeset({ blocks, paper, out, date, title, style: 'record' }, progress);
  return { asIs: false, pages: set.pages, notes: [...notes, ...set.notes] };
}

function cutNote(isCut: boolean): readonly string[] {
  return isCut ? ['Only the first 8 MB are shown.'] : [];
}
