import { itemNumber } from '../evidence/item.js';
import { bySections, exhibitMarks } from './bundle.js';
import type { Bundle, ListedEntry } from './bundle.js';
import { rasterisedPages, redactionsOf } from './painting/entry-painting.js';
import type { Spec, SpecDocument } from './building/spec.js';

/** A letter set for this bundle: the reply with its citations in the marks of this bundle. */
export interface WrittenLetter {
  readonly title: string;
  /** The date on it, as YYYY-MM-DD. */
  readonly date: string;
  readonly citations: NonNullable<NonNullable<Spec['letter']>['citations']>;
}

export interface StoredSpec {
  readonly spec: Spec;
  /** The stored file behind each name in the SPEC, the letter apart. */
  readonly hashes: ReadonlyMap<string, string>;
}

export const LETTER_FILE = 'letter.pdf';

/** The canonical SPEC of a stored bundle: the same bundle says the same on any machine and either database. */
export function storedSpec(
  bundle: Bundle,
  matterTitle: string,
  entries: readonly ListedEntry[],
  letter: WrittenLetter | null,
  batesStart: number,
): StoredSpec {
  const marks = exhibitMarks(bundle, entries);
  const { batesPrefix: prefix, batesDigits: digits } = bundle;
  const spec: Spec = {
    title: bundle.title,
    matter: matterTitle,
    purpose: bundle.purpose,
    paper: bundle.paper,
    bates: prefix === null || digits === null ? null : { prefix, start: batesStart, digits },
    legend: bundle.legend,
    date: bundle.datedOn,
    letter: letter === null ? null : { file: LETTER_FILE, ...letter },
    sections: bySections(entries).map(({ title, entries: own }) => ({
      title: title === '' ? 'Documents' : title,
      documents: own.map((entry) => documentOf(entry, marks.get(entry.id) ?? null)),
    })),
  };
  return { spec, hashes: new Map(entries.map((entry) => [fileOf(entry), entry.sha256])) };
}

/** How an original is named in the SPEC and on the internal record: its file number, then its own name. */
export function fileOf({ itemNumber: number, name }: Pick<ListedEntry, 'itemNumber' | 'name'>): string {
  const last = name.split('/').at(-1) ?? name;
  return `${itemNumber(number)} ${last}`;
}

/** Which pages go in as pictures, and the boxes on them; nothing where there are none. */
function paintingOf(entry: ListedEntry): Pick<SpecDocument, 'rasterise' | 'redactions'> {
  const [rasterise, redactions] = [rasterisedPages(entry), redactionsOf(entry)];
  return {
    ...(rasterise.length > 0 ? { rasterise } : {}),
    ...(redactions.length > 0 ? { redactions } : {}),
  };
}

function documentOf(entry: ListedEntry, exhibit: string | null): SpecDocument {
  const { treatment, ground, description } = entry;
  return {
    file: fileOf(entry),
    title: entry.title,
    date: entry.datedOn,
    exhibit,
    withhold:
      treatment === 'withhold'
        ? { ground, description, author: entry.author || null, recipients: entry.recipients || null }
        : null,
    pages: entry.pages,
    treatment: treatment === 'withhold' || treatment === 'undecided' ? 'include' : treatment,
    reason: null,
    settlement: null,
    ...paintingOf(entry),
  };
}
