import { pagesText } from './inspection-notes.js';

/** Something a person must know about a bundle: a stop keeps it from leaving, a note is to be read. */
export interface Finding {
  readonly level: 'stop' | 'note';
  /** The document as the SPEC names it, or null for the whole bundle. */
  readonly document: string | null;
  /** Page of the bundle, from 1, or null. */
  readonly page: number | null;
  readonly what: string;
  /** The volume whose page that is; absent where the bundle is one file. */
  readonly volume?: number;
  /** Pages of the document itself, from 1, where it was found in their contents and painting them anew may end it. */
  readonly sourcePages?: readonly number[];
  /** Painting the pages as pictures takes away what was found. */
  readonly endsWhenPainted?: boolean;
}

export function stop(document: string | null, what: string, page: number | null = null): Finding {
  return { level: 'stop', document, page, what };
}

export function note(document: string | null, what: string, page: number | null = null): Finding {
  return { level: 'note', document, page, what };
}

/** What was said of a document, as notes. */
export function notes(document: string, said: readonly string[]): Finding[] {
  return said.map((what) => note(document, what));
}

export function stopsOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ level }) => level === 'stop');
}

/** The same sentence about several pages of a document becomes one finding that names the pages. */
export function onePerSentence(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.level, finding.document, finding.what]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const pages = group.flatMap(({ page }) => page ?? []);
    if (first === undefined || pages.length < 2) return group.slice(0, 1);
    const sourcePages = [...new Set(group.flatMap((finding) => finding.sourcePages ?? []))];
    const merged = sourcePages.length === 0 ? first : { ...first, sourcePages };
    return [{ ...merged, what: `${first.what.replace(/\.$/, '')} (${pagesText([...new Set(pages)])}).` }];
  });
}

/** One line for a person: stop or note, where, what. */
export function findingText({ level, document, page, what }: Finding): string {
  const where = [document, page === null ? null : `page ${page}`].filter((part) => part !== null).join(', ');
  return where === '' ? `${level}: ${what}` : `${level}: ${where}: ${what}`;
}
