import { open } from 'node:fs/promises';
import { readOfficeParts } from '../../documents/office-parts.js';
import { UnreadableDocument } from '../../documents/reading.js';

export interface NativeLook {
  readonly changes: number;
  readonly comments: number;
  /** Hidden sheets, rows or columns, and words set as hidden. */
  readonly hidden: number;
  /** Lines of a mail that say who was copied in without the others knowing. */
  readonly blindCopies: number;
  /** Why nobody could look inside; null where that was possible. */
  readonly reason: string | null;
}

const NOTHING: NativeLook = { changes: 0, comments: 0, hidden: 0, blindCopies: 0, reason: null };
const PARTS =
  /^(word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|xl\/(workbook|comments\d*|revisions\/[^/]+|threadedComments\/[^/]+|worksheets\/[^/]+)(\.xml)?|ppt\/comments\/[^/]+)$/;
const CHANGES = /<w:(ins|del|moveFrom|moveTo|rPrChange|pPrChange)[\s>]|<r(rc|cc|m) [^>]*sId=/g;
const COMMENTS = /<w:comment [^>]*w:id=|<comment [^>]*ref=|<threadedComment |<p:cm /g;
const HIDDEN = /<sheet [^>]*state="(hidden|veryHidden)"|<(row|col) [^>]*hidden="1"|<w:vanish\s*\/>/g;
const BLIND_COPY = /^bcc:[ \t]*\S/gim;
/** The heads of a mail and of those attached to it; more is read of no file that is not Office. */
const MOST_HEAD_BYTES = 1 << 20;
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** Looks inside a Word, Excel or PowerPoint file, and at the head of a mail; other files hold none of this. Never fails over a bad file. */
export async function lookAtNativeFile({ path }: { readonly path: string }): Promise<NativeLook> {
  const head = await headOf(path);
  if (head.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE))
    return { ...NOTHING, reason: 'It is in an old Office format that cannot be gone through.' };
  if (head.toString('latin1', 0, 2) !== 'PK')
    return { ...NOTHING, blindCopies: head.toString('latin1').match(BLIND_COPY)?.length ?? 0 };
  try {
    const { texts } = await readOfficeParts(path, (name) => PARTS.test(name));
    const count = (pattern: RegExp): number =>
      [...texts.values()].reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
    return {
      ...NOTHING,
      changes: count(CHANGES),
      comments: count(COMMENTS),
      hidden: count(HIDDEN),
    };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { ...NOTHING, reason: error.message };
    throw error;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(MOST_HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
