import { titleFrom } from '../../evidence/item.js';
import type { Bundle, ListedEntry } from '../bundle.js';
import { note, type Finding } from './finding.js';
import { isShown } from './names-stops.js';

const NAMED = 3;

/** An item begins with its file's name as its title: where that was never changed the name leaves with the index. */
export function fileNameTitles(
  { purpose }: Pick<Bundle, 'purpose'>,
  entries: readonly ListedEntry[],
): Finding[] {
  const titles = entries
    .filter((entry) => isShown(entry) && entry.title === titleFrom(entry.name))
    .map(({ title }) => `“${title}”`);
  if (purpose === 'internal' || titles.length === 0) return [];
  const rest = titles.length - NAMED;
  const named = titles.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  const what =
    titles.length === 1
      ? `A title in the index is still the name of its file: ${named}.`
      : `${titles.length} titles in the index are still the names of their files: ${named}.`;
  return [note(null, `${what} Where that should not leave, give the document a title of its own.`)];
}
