import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Block } from '../../pdf/blocks.js';
import { picturesWithin } from '../blocks-of.js';
import type { ReadMail } from '../read-mail.js';
import { readPicture } from '../read-picture.js';
import { UnreadableDocument } from '../reading.js';

/** Files that do not go out wherever they came, by hash, and what stands in the place of one; null for no trace. */
export interface HeldBackPictures {
  readonly hashes: readonly string[];
  readonly says: string | null;
}

interface Picture {
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly path: string;
}

/** As senders name the type beside its registered name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
};
/** A picture of a dot or two shows nothing: it counts who opened the message. */
const SHOWS_NOTHING = 2;
const MOST_IN_HTML = 100;
const IN_HTML =
  /<img\b[^>]*?\bsrc\s*=\s*["']?data:(?<type>image\/[a-z+.-]+)[^,"'>]*;base64,(?<data>[A-Za-z0-9+/=\s]+)/gi;
const FROM_ELSEWHERE = /<img\b[^>]*?\bsrc\s*=\s*["']?(?<address>https?:[^"'\s>]+)/gi;

/**
 * The pictures that a message shows among its words, each once, to be set behind them; and what is to be known of those
 * that are not. Its parts are in `folder` by their hashes, where pictures written into its HTML are put as well.
 */
export async function picturesOfMail(
  { facts, html }: Pick<ReadMail, 'facts' | 'html'>,
  folder: string,
  heldBack: HeldBackPictures | null,
): Promise<{ readonly blocks: readonly Block[]; readonly notes: readonly string[] }> {
  const blocks: Block[] = [];
  const notes: string[] = [];
  const parts = picturesWithin(facts).map((part) => ({ ...part, path: join(folder, part.sha256) }));
  const pictures = new Map(
    [...parts, ...(await writtenInto(html, folder))].map((picture) => [picture.sha256, picture]),
  );
  for (const picture of pictures.values()) {
    if (heldBack?.hashes.includes(picture.sha256)) {
      if (heldBack.says !== null) blocks.push(paragraph(heldBack.says));
      continue;
    }
    const problem = await problemOf(picture);
    if (problem === null) blocks.push({ kind: 'image', path: picture.path, caption: picture.name });
    else if (problem !== '') {
      blocks.push(paragraph(`[picture “${picture.name}”: it cannot be shown]`));
      notes.push(`The picture “${picture.name}” within the message cannot be shown: ${problem}`);
    }
  }
  const elsewhere = new Set([...html.matchAll(FROM_ELSEWHERE)].map(({ groups }) => groups?.['address']));
  if (elsewhere.size > 0)
    notes.push(
      `It shows ${elsewhere.size === 1 ? 'a picture' : `${elsewhere.size} pictures`} from the internet that did not come with it and ${elsewhere.size === 1 ? 'was' : 'were'} never loaded.`,
    );
  const heading = { kind: 'heading', level: 3, text: 'Pictures within the message' } as const;
  return { blocks: blocks.length === 0 ? [] : [{ kind: 'rule' }, heading, ...blocks], notes };
}

/** Pictures that stand in the HTML itself, each put into a file of its own. */
async function writtenInto(html: string, folder: string): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const { groups } of [...html.matchAll(IN_HTML)].slice(0, MOST_IN_HTML)) {
    const bytes = Buffer.from(groups?.['data'] ?? '', 'base64');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = join(folder, sha256);
    await writeFile(path, bytes);
    const name = `picture ${pictures.length + 1} of its HTML`;
    pictures.push({ name, mediaType: groups?.['type']?.toLowerCase() ?? '', sha256, path });
  }
  return pictures;
}

/** Why a picture cannot be shown, as a sentence; '' where there is nothing to see on it, null where it can. */
async function problemOf({ path, mediaType }: Picture): Promise<string | null> {
  try {
    const { width, height } = await readPicture(path, OTHER_NAMES[mediaType] ?? mediaType);
    return width <= SHOWS_NOTHING && height <= SHOWS_NOTHING ? '' : null;
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.message;
    throw error;
  }
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', runs: [{ text }] };
}
