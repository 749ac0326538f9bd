/** Something a person must know about a bundle: a stop keeps it from leaving, a note is to be read. */
export interface Finding {
  readonly level: 'stop' | 'note';
  /** The document as the SPEC names it, or null for the whole bundle. */
  readonly document: string | null;
  /** Page of the bundle, from 1, or null. */
  readonly page: number | null;
  readonly what: string;
}

export function stop(document: string | null, what: string, page: number | null = null): Finding {
  return { level: 'stop', document, page, what };
}

export function note(document: string | null, what: string, page: number | null = null): Finding {
  return { level: 'note', document, page, what };
}

export function stopsOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ level }) => level === 'stop');
}

/** One line for a person: stop or note, where, what. */
export function findingText({ level, document, page, what }: Finding): string {
  const where = [document, page === null ? null : `page ${page}`].filter((part) => part !== null).join(', ');
  return where === '' ? `${level}: ${what}` : `${level}: ${where}: ${what}`;
}
