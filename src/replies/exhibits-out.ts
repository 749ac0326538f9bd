import { exhibitMarks, inBundleOrder, type Bundle, type ListedEntry } from '../bundles/bundle.js';
import { readPageRange } from '../bundles/building/page-range.js';
import type { CitableExhibit } from './paper/cited-runs.js';

/** What goes out with a bundle, in order, with its marks; `marks` overrides them when a build has fixed them. */
export function exhibitsOf(
  bundle: Bundle,
  entries: readonly ListedEntry[],
  marks?: ReadonlyMap<string, string>,
): CitableExhibit[] {
  const planned = exhibitMarks(bundle, entries);
  return inBundleOrder(entries).flatMap((entry) => {
    const mark = marks === undefined ? planned.get(entry.id) : marks.get(entry.itemId);
    if (mark === undefined) return [];
    return [
      {
        itemId: entry.itemId,
        itemNumber: entry.itemNumber,
        mark,
        title: entry.title,
        datedOn: entry.datedOn,
        pages: pagesOf(entry),
        slip: slipText(entry.treatment),
      },
    ];
  });
}

/** As the index of the bundle says it. */
function slipText(treatment: ListedEntry['treatment']): string | null {
  if (treatment === 'slip-sheet') return 'slip sheet: not reproduced';
  return treatment === 'native' ? 'slip sheet: provided in native form' : null;
}

/** A slip sheet is one page; a choice of pages counts those; else what the original has, where that is known. */
function pagesOf(entry: ListedEntry): number | null {
  if (entry.treatment !== 'include' && entry.treatment !== 'undecided') return 1;
  if (entry.pages === null) return entry.documentPages;
  const range = readPageRange(entry.pages);
  const last = range.ok ? (range.last ?? entry.documentPages) : null;
  return range.ok && last !== null ? last - range.first + 1 : null;
}
