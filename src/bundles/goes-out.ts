import { dayText } from '../platform/plain-date.js';
import { exhibitName } from './building/place-entries.js';
import { parseSpec, type SpecDocument } from './building/spec.js';
import type { Build } from './bundle.js';

/** A document of a file, as a person who approves it reads the list. */
interface DocumentOut {
  readonly mark: string | null;
  readonly title: string;
  /** Its day, its pages where not all go, what stands for it. */
  readonly about: string;
}

/** What one built file has in it and what stays here, by its own SPEC and not by what the bundle says now. */
export interface GoesOut {
  readonly sections: readonly { readonly title: string; readonly documents: readonly DocumentOut[] }[];
  readonly count: number;
  readonly stays: readonly { readonly title: string; readonly why: string }[];
}

/** Null where the file was never built. */
export function goesOutOf({ spec, state }: Pick<Build, 'spec' | 'state'>): GoesOut | null {
  const read = state === 'built' ? parseSpec(JSON.parse(spec)) : null;
  if (read === null || !read.ok) return null;
  const isQuiet = read.spec.purpose === 'enclosures';
  const staysAway = (document: SpecDocument): boolean =>
    document.treatment === 'leave-out' || (isQuiet && document.withhold !== null);
  const sections = read.spec.sections
    .map(({ title, documents }) => ({
      title,
      documents: documents.filter((document) => !staysAway(document)).map(documentOut),
    }))
    .filter(({ documents }) => documents.length > 0);
  return {
    sections,
    count: sections.reduce((sum, { documents }) => sum + documents.length, 0),
    stays: read.spec.sections
      .flatMap(({ documents }) => documents)
      .filter(staysAway)
      .map(({ title, withhold }) => ({
        title,
        why: withhold === null ? 'left out' : `held back: ${withhold.ground || 'no ground stated'}`,
      })),
  };
}

const STANDS_FOR = {
  include: null,
  'slip-sheet': 'a slip sheet stands for it',
  native: 'a slip sheet, and the file itself goes along',
  'leave-out': null,
} as const satisfies Record<SpecDocument['treatment'], string | null>;

function documentOut(document: SpecDocument): DocumentOut {
  const { exhibit, title, date, pages, treatment, withhold, redactions, replaces } = document;
  return {
    mark: exhibit === null ? null : exhibitName(exhibit),
    title,
    about: [
      date === null ? null : dayText(date),
      pages === null ? null : `pages ${pages}`,
      withhold === null ? STANDS_FOR[treatment] : `held back behind a slip sheet: ${withhold.ground}`,
      redactions === undefined ? null : 'with redactions',
      replaces === undefined ? null : `replaces ${replaces}`,
    ]
      .filter(Boolean)
      .join(' · '),
  };
}
