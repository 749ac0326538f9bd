import { basename, join } from 'node:path';
import { askSeenAtTop } from '../../documents/questions.js';
import type { SeenAtTop } from '../../documents/opening/seen-at-top.js';
import { proposeByContents } from '../../evidence/propose-fields.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Asker } from '../../platform/ask.js';
import { titleFromFileName } from '../packaging/file-names.js';
import type { FolderIndexRow } from './folder-index.js';
import { inParallel } from './in-parallel.js';

/** Title and date of a document of a folder, with what of them its contents gave, as a sentence; null where that is nothing. */
export interface FolderTitle {
  readonly title: string;
  readonly date: string | null;
  readonly said: string | null;
}

const AT_ONCE = 2;
const READ_MS = 60_000;

/** What a reader sees at the top of each of these files of a folder, by the file's name there. */
export async function seenInFolder(
  asker: Asker,
  folder: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, SeenAtTop>> {
  const seen = await inParallel(files, AT_ONCE, async (file): Promise<[string, SeenAtTop]> => {
    const question = { path: join(folder, file), name: basename(file) };
    try {
      return [file, await asker.ask(askSeenAtTop, question, { timeoutMs: READ_MS })];
    } catch (error) {
      // It is opened again for its pages, and what is wrong with it is said there.
      if (error instanceof DocumentChildError) return [file, {}];
      throw error;
    }
  });
  return new Map(seen);
}

/**
 * A row of index.csv goes first, then the date in the file's name; then what its contents say. A name that numbers or dates
 * the file was given by a person for the index, and stands but for the subject of a mail.
 */
export function titleInFolder(
  name: string,
  row: Pick<FolderIndexRow, 'title' | 'date'> | undefined,
  seen: SeenAtTop | undefined,
): FolderTitle {
  const named = titleFromFileName(name);
  const stem = basename(name).replace(/\.[A-Za-z][A-Za-z0-9]{0,5}$/, '');
  const isMeant = named.date !== null || /^\d{1,4}[\s.)_-]/.test(stem);
  const { fields, from } = proposeByContents(seen ?? {});
  const isMail = (seen?.subject ?? '').trim() !== '';
  const title = row?.title == null && (isMail || !isMeant) ? (fields.title ?? null) : null;
  const date = row?.date == null && named.date === null ? (fields.datedOn ?? null) : null;
  const said = [
    ...(title === null ? [] : [`its title “${title}” is from ${from.title ?? 'the file'}`]),
    ...(date === null ? [] : [`its date ${date} is from ${from.datedOn ?? 'the file'}`]),
  ].join('; ');
  return {
    title: row?.title ?? title ?? named.title,
    date: row?.date ?? named.date ?? date,
    said:
      said === ''
        ? null
        : `Proposed by the file and in the index: ${said}. Where that is wrong, a row of index.csv gives another.`,
  };
}
