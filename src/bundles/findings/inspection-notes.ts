import type { Inspection } from '../../pdf/inspection.js';

/** What a person should know before the pages of this PDF leave, one sentence each. */
export function inspectionNotes(inspection: Inspection): string[] {
  const { dropped } = inspection.bookmarks;
  const cases: readonly [applies: boolean, sentence: string][] = [
    [inspection.wasEncrypted, 'It is protected by an owner password; the copy is not.'],
    [
      inspection.isSigned,
      'It is digitally signed; the copy shows the page, the signature does not come along.',
    ],
    [inspection.hasAttachments, 'Files are attached inside it; they do not come along.'],
    [inspection.hasActiveContent, 'It has scripts or actions; they do not come along.'],
    [inspection.hasOptionalContent, 'It has layers; only what they show by default comes along.'],
    [
      dropped > 0,
      dropped === 1
        ? 'One of its own bookmarks says what its page does not; it does not come along.'
        : `${dropped} of its own bookmarks say what their pages do not; they do not come along.`,
    ],
  ];
  return cases.flatMap(([applies, sentence]) => (applies ? [sentence] : []));
}

/** "page 3" or "pages 3, 5–7": runs are drawn together. */
export function pagesText(pages: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last !== undefined && page === last[1] + 1) last[1] = page;
    else runs.push([page, page]);
  }
  const words = runs.map(([first, last]) => (first === last ? String(first) : `${first}–${last}`)).join(', ');
  return pages.length === 1 ? `page ${words}` : `pages ${words}`;
}
