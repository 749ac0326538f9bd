import type { Deps } from '../platform/deps.js';
import { fieldError, type FormErrors } from '../web/form.js';
import type { Bundle, ListedEntry } from './bundle.js';
import { earlierProductions, replaceable } from './continued-bundle.js';
import type { EarlierDocument } from './continued-bundle.js';

/** What an entry may take the place of: documents of the production that is continued which no other entry replaces. */
export async function replaceableIn(
  deps: Deps,
  bundle: Bundle,
  entries: readonly ListedEntry[],
  entryId: string | null,
): Promise<EarlierDocument[]> {
  const taken = new Set(entries.filter(({ id }) => id !== entryId).map(({ replaces }) => replaces));
  const earlier = await earlierProductions(deps, bundle);
  return replaceable(earlier, bundle).filter(({ batesFirst }) => !taken.has(batesFirst));
}

/** As a form lists them. */
export function replaceableView(documents: readonly EarlierDocument[]) {
  return documents.map(({ batesFirst, batesLast, title, bundle }) => ({
    value: batesFirst,
    text: `${batesFirst === batesLast ? batesFirst : `${batesFirst} to ${batesLast}`}: ${title} (${bundle})`,
  }));
}

/** Why an entry may not take the place of that document; null where it may. */
export async function replacesProblem(
  deps: Deps,
  bundle: Bundle,
  entries: readonly ListedEntry[],
  replaces: string | null,
  entryId: string | null,
): Promise<FormErrors | null> {
  if (replaces === null) return null;
  if (bundle.continuesId === null)
    return fieldError(
      'replaces',
      'Only a supplement replaces a document: continue the earlier production first',
    );
  const isThere = (await replaceableIn(deps, bundle, entries, entryId)).some(
    ({ batesFirst }) => batesFirst === replaces,
  );
  return isThere
    ? null
    : fieldError('replaces', `${replaces} is not the first page of a document that can be replaced here`);
}
