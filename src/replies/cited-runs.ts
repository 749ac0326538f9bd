import { itemNumber } from '../evidence/item.js';
import type { Run } from '../pdf/blocks.js';

/** An item as it stands in what goes out with a letter. */
export interface CitableExhibit {
  readonly itemId: string;
  readonly itemNumber: number;
  readonly mark: string;
  readonly title: string;
  readonly datedOn: string | null;
  /** Of what goes in; null before its pages are known. */
  readonly pages: number | null;
}

export interface CitedRuns {
  readonly runs: readonly Run[];
  /** Marks of the exhibits that the words point at. */
  readonly cited: readonly string[];
  /** What points at nothing that goes out, in sentences. */
  readonly broken: readonly string[];
}

/** `[R-0003]`, `[R-0003, page 2]`, `Exhibit B`, `Ex. B, p. 3`. */
const REFERENCE =
  /\[R-?0*(\d{1,9})(?:,?\s+(?:p\.|page)\s*(\d{1,5}))?\]|\b(?:Exhibit|Ex\.)\s+([A-Z]{1,3}|\d{1,3})\b(?:,?\s+(?:p\.|page)\s*(\d{1,5})\b)?/g;

/** Words with each reference to the evidence as a citation of an exhibit; the rest stays as it was typed. */
export function citedRuns(words: string, exhibits: readonly CitableExhibit[]): CitedRuns {
  const runs: Run[] = [];
  const cited: string[] = [];
  const broken: string[] = [];
  let end = 0;
  for (const found of words.matchAll(REFERENCE)) {
    const [typed, item, itemPage, mark, markPage] = found;
    if (found.index > end) runs.push({ text: words.slice(end, found.index) });
    end = found.index + typed.length;
    const pageText = itemPage ?? markPage;
    const page = pageText === undefined ? null : Number(pageText);
    const exhibit = exhibits.find((one) =>
      item === undefined ? one.mark === mark : one.itemNumber === Number(item),
    );
    const problem = problemOf(typed, item, exhibit, page);
    if (problem !== null) broken.push(problem);
    // A reference to nothing stays a citation, so that the bundle finds it broken too.
    const name = exhibit?.mark ?? mark ?? itemNumber(Number(item));
    const citation = { exhibit: name, page };
    if (exhibit === undefined || problem !== null) runs.push({ text: typed, bold: true, citation });
    else {
      cited.push(exhibit.mark);
      runs.push({ text: citationText(exhibit.mark, page), citation });
    }
  }
  if (end < words.length) runs.push({ text: words.slice(end) });
  return { runs, cited, broken };
}

/** `Exhibit B, page 3`. */
export function citationText(mark: string, page: number | null): string {
  return page === null ? `Exhibit ${mark}` : `Exhibit ${mark}, page ${page}`;
}

function problemOf(
  typed: string,
  item: string | undefined,
  exhibit: CitableExhibit | undefined,
  page: number | null,
): string | null {
  if (exhibit === undefined)
    return item === undefined
      ? `“${typed}” is not in what goes out.`
      : `${itemNumber(Number(item))} is cited and is not in what goes out.`;
  if (page === null) return null;
  if (page === 0 || (exhibit.pages !== null && page > exhibit.pages))
    return `“${typed}” points at page ${page}; Exhibit ${exhibit.mark} has ${exhibit.pages ?? 'no such page'}${exhibit.pages === null ? '' : exhibit.pages === 1 ? ' page' : ' pages'}.`;
  return null;
}
