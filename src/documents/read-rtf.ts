import iconv from 'iconv-lite';
import { firstBytes } from '../tabular/table-format.js';
import { hiddenNote } from './mail/fuller-form.js';
import { STRUCK } from './mail/struck-words.js';
import type { HiddenWords } from './reading.js';
import { rtfWords } from './rtf-text.js';

export interface ReadRtf {
  /** Page by page, as its own page breaks part them. */
  readonly pages: readonly string[];
  readonly notes: readonly string[];
  readonly hidden: readonly HiddenWords[];
}

const MOST_BYTES = 16 * 1024 * 1024;

/** The words of a rich text file, up to 16 MB of it, in the code page it names. */
export async function readRtf(path: string): Promise<ReadRtf> {
  const bytes = await firstBytes(path, MOST_BYTES + 1);
  const rtf = bytes.toString('latin1', 0, MOST_BYTES);
  const { pages, notes, hidden } = rtfPages(rtf);
  const isCut = bytes.length > MOST_BYTES;
  return { pages, hidden, notes: isCut ? [...notes, 'Only the first 16 MB are read and shown.'] : notes };
}

/** Rich text as pages of words, with what they do not show. */
export function rtfPages(rtf: string): ReadRtf {
  const named = `windows-${/\\ansicpg(\d+)/.exec(rtf)?.[1] ?? '1252'}`;
  const page = iconv.encodingExists(named) ? named : 'windows-1252';
  const words = rtfWords(rtf, (one) => iconv.decode(Buffer.from(one), page));
  const { text, pictures, hasTrackedChanges, hasStruckWords } = words;
  const hidden = words.hidden.map((passage) => ({ words: passage.trim(), why: 'marked as hidden' }));
  const notes = ['Rich text: its words are shown without the layout.'];
  if (pictures > 0)
    notes.push(`${pictures === 1 ? 'A picture in it is' : `${pictures} pictures in it are`} not shown.`);
  if (hasTrackedChanges)
    notes.push('It has tracked changes: words marked as deleted and as inserted are both shown.');
  if (hasStruckWords) notes.push(STRUCK);
  if (hidden.length > 0) notes.push(hiddenNote('file', hidden.length));
  return { pages: text.split('\f'), notes, hidden };
}
