import { ConflictError } from '../../platform/errors.js';
import type { Assembly } from '../../pdf/assembly.js';
import { pageRange } from '../../pdf/page-names.js';
import type { Asker } from '../../platform/ask.js';
import type { Entry } from './bundle-entry.js';
import { renderedPages } from './document-pages.js';
import { rangeWithin } from './page-range.js';
import { batesEnds } from './plan-bundle.js';
import { exhibitName } from './place-entries.js';
import type { Plan } from './plan-bundle.js';
import type { Placed } from './place-entries.js';
import type { Spec } from './spec.js';

/**
 * Sets every mail anew with the pages on which its attachments stand in this plan; one that says so already is the same
 * entry as before.
 */
export async function setMails(
  asker: Asker,
  spec: Spec,
  entries: readonly Entry[],
  plan: Plan,
): Promise<readonly Entry[]> {
  const set: Entry[] = [];
  for (const entry of entries) {
    const places = entry.mail?.attachments.map((file) => placeOf(plan, file)) ?? [];
    const isSaid = entry.mail === undefined || places.join('\n') === entry.mail.said?.join('\n');
    set.push(isSaid ? entry : await setMail(asker, spec, entry, places));
  }
  return set;
}

async function setMail(asker: Asker, spec: Spec, entry: Entry, places: readonly string[]): Promise<Entry> {
  const { becomes, document, mail } = entry;
  if (becomes.kind !== 'pages' || mail === undefined) return entry;
  const { path, mediaType } = mail;
  const pages = await renderedPages(asker, spec, {
    path,
    name: document.file,
    mediaType,
    title: document.title,
    out: becomes.path,
    attachments: places,
  });
  const taken = rangeWithin(document.pages, pages.pageCount);
  if (!taken.ok) throw new ConflictError(`“${document.file}”: ${taken.problem}`);
  const { first, last } = taken.range;
  return {
    ...entry,
    becomes: {
      ...becomes,
      sourcePage: first,
      pageCount: last - first + 1,
      ...(last - first + 1 < pages.pageCount && { excerptOf: pages.pageCount }),
      footBaselines: pages.footBaselines.slice(first - 1, last),
    },
    mail: { ...mail, said: places },
  };
}

/** Where a document stands, in words for outside. */
function placeOf({ placed, assembly }: Plan, file: string): string {
  const found = placed.find(({ entry }) => entry.document.file === file);
  if (found === undefined) return 'not enclosed';
  const { becomes, document } = found.entry;
  const exhibit = document.exhibit === null ? '' : `${exhibitName(document.exhibit)}, `;
  return `${exhibit}${becomes.kind === 'slip' ? 'slip sheet, ' : ''}${numbersOf(found, assembly.pageRuns)}`;
}

/** Bates numbers where there are some: page numbers mean nothing on a page that is looked at alone. */
function numbersOf({ firstPage, lastPage, bates }: Placed, runs: Assembly['pageRuns']): string {
  const ends = batesEnds(bates);
  if (ends !== null) return ends.first === ends.last ? ends.first : `${ends.first}–${ends.last}`;
  return `${firstPage === lastPage ? 'page' : 'pages'} ${pageRange(runs, firstPage, lastPage)}`;
}
