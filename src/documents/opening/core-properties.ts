import { decode } from 'html-entities';
import { readOfficeParts } from '../office-parts.js';
import { UnreadableDocument } from '../reading.js';

const CORE_PROPERTIES = 'docProps/core.xml';

/** What an Office file says of itself in its own data. */
export interface CoreProperties {
  readonly title: string | null;
  readonly author: string | null;
}

/** Title and author in the data of an Office file (ECMA-376 part 2, 11.1), as its program wrote them. */
export async function coreProperties(path: string): Promise<CoreProperties> {
  try {
    const { texts } = await readOfficeParts(path, (name) => name === CORE_PROPERTIES);
    const xml = texts.get(CORE_PROPERTIES) ?? '';
    return { title: wordsOf(xml, 'title'), author: wordsOf(xml, 'creator') };
  } catch (error) {
    // Data that is not fit to be read says nothing; the document itself was read before.
    if (error instanceof UnreadableDocument) return { title: null, author: null };
    throw error;
  }
}

function wordsOf(xml: string, name: string): string | null {
  const inner = new RegExp(`<(?:\\w{1,20}:)?${name}(?:\\s[^>]{0,500})?>([^<]{1,2000})</`).exec(xml)?.[1];
  const words = decode(inner ?? '').replace(/[\p{C}\s]+/gu, ' ');
  return words.trim() || null;
}
