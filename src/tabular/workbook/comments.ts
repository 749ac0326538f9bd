import { scanXml, unescaped } from './scan-xml.js';
import { wordsReader } from './shared-strings.js';
import type { WorkbookParts } from './workbook-parts.js';

/** A note or comment at a cell. */
export interface CellComment {
  /** Like `B4`. */
  readonly cell: string;
  /** As the file names whoever wrote it; '' where it does not. */
  readonly author: string;
  readonly words: string;
}

const MOST_COMMENTS = 20_000;

/** Notes in the order of the file. */
export async function readNotes(parts: WorkbookParts, part: string): Promise<readonly CellComment[]> {
  if (!parts.has(part)) return [];
  const authors: string[] = [];
  const found: CellComment[] = [];
  const words = wordsReader();
  let author: string | null = null;
  let comment: { cell: string; author: string } | null = null;
  await scanXml(
    parts.stream(part),
    {
      open: (name, attributes) => {
        if (name === 'author') author = '';
        else if (name === 'comment') {
          comment = { cell: attributes['ref'] ?? '', author: authors[Number(attributes['authorId'])] ?? '' };
          words.begin();
        } else words.open(name);
      },
      text: (text) => {
        if (author !== null) author = (author + text).slice(0, 200);
        else words.text(text);
      },
      close: (name) => {
        if (name === 'author') {
          authors.push(author ?? '');
          author = null;
        } else if (name === 'comment' && comment !== null) {
          if (found.length < MOST_COMMENTS) found.push({ ...comment, words: words.words() });
          comment = null;
        } else words.close(name);
      },
    },
    part,
  );
  return found;
}

/** Comments that are answered in threads, in the order of the file; `persons` names their writers by id. */
export async function readThreads(
  parts: WorkbookParts,
  part: string,
  persons: ReadonlyMap<string, string>,
): Promise<readonly CellComment[]> {
  if (!parts.has(part)) return [];
  const found: CellComment[] = [];
  let comment: { cell: string; author: string; words: string } | null = null;
  let isInText = false;
  await scanXml(
    parts.stream(part),
    {
      open: (name, attributes) => {
        if (name === 'threadedComment')
          comment = {
            cell: attributes['ref'] ?? '',
            author: persons.get(attributes['personId'] ?? '') ?? '',
            words: '',
          };
        isInText = name === 'text';
      },
      text: (text) => {
        if (comment !== null && isInText && comment.words.length < 32_767) comment.words += text;
      },
      close: (name) => {
        if (name === 'text') isInText = false;
        if (name !== 'threadedComment' || comment === null) return;
        if (found.length < MOST_COMMENTS) found.push({ ...comment, words: unescaped(comment.words) });
        comment = null;
      },
    },
    part,
  );
  return found;
}

/** The names of those who write comments, by their id in the workbook. */
export async function readPersons(
  parts: WorkbookParts,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const persons = new Map<string, string>();
  for (const part of names.filter((name) => parts.has(name)))
    await scanXml(
      parts.stream(part),
      {
        open: (name, { id = '', displayName = '' }) => {
          if (name === 'person') persons.set(id, displayName.slice(0, 200));
        },
      },
      part,
    );
  return persons;
}
