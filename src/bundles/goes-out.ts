import { dayText } from '../platform/plain-date.js';
import { exhibitName } from './building/place-entries.js';
import { parseSpec, type SpecDocument } from './building/spec.js';
import type { BundleRecord, DocumentRecord } from './building/bundle-record.js';
import type { Build } from './bundle.js';

/** A document of a file, as a person who approves it reads the list. */
interface DocumentOut {
  readonly mark: string | null;
  readonly title: string;
  /** Its day, its pages where not all go, what stands for it. */
  readonly about: string;
  /** What came attached to it and goes in behind it, each as one line. */
  readonly behind: readonly string[];
}

/** What one built file has in it and what stays here, by its own SPEC and record and not by what the bundle says now. */
export interface GoesOut {
  readonly sections: readonly { readonly title: string; readonly documents: readonly DocumentOut[] }[];
  readonly count: number;
  /** Files that go in behind the mails they came attached to. */
  readonly attachedCount: number;
  readonly stays: readonly { readonly title: string; readonly why: string }[];
}

/** Null where the file was never built. `records` are those of its volumes. */
export function goesOutOf(
  { spec, state }: Pick<Build, 'spec' | 'state'>,
  records: readonly Pick<BundleRecord, 'documents'>[],
): GoesOut | null {
  const read = state === 'built' ? parseSpec(JSON.parse(spec)) : null;
  if (read === null || !read.ok) return null;
  const isQuiet = read.spec.purpose === 'enclosures';
  const staysAway = (document: SpecDocument): boolean =>
    document.treatment === 'leave-out' || (isQuiet && document.withhold !== null);
  const attached = records.flatMap(({ documents }) => documents).flatMap(attachedOf);
  const goingOf = (document: SpecDocument): DocumentOut => {
    const behind = attachedBelow(document.file, attached).filter(({ record }) => record.firstPage !== null);
    return documentOut(document, behind);
  };
  const sections = read.spec.sections
    .map(({ title, documents }) => ({
      title,
      documents: documents.filter((document) => !staysAway(document)).map(goingOf),
    }))
    .filter(({ documents }) => documents.length > 0);
  return {
    sections,
    count: sections.reduce((sum, { documents }) => sum + documents.length, 0),
    attachedCount: attached.filter(({ record }) => record.firstPage !== null).length,
    stays: read.spec.sections
      .flatMap(({ documents }) => documents)
      .flatMap((document) => [
        ...(staysAway(document) ? [stayingOf(document)] : []),
        ...attachedBelow(document.file, attached)
          .filter(({ record }) => record.firstPage === null)
          .map(({ name, record }) => ({
            title: `${name}, attached to ${calledIn(document)}`,
            why: [record.status === 'withheld' ? 'held back' : 'left out', record.reason]
              .filter((word) => word !== null)
              .join(': '),
          })),
      ]),
  };
}

const STANDS_FOR = {
  include: null,
  'slip-sheet': 'a slip sheet stands for it',
  native: 'a slip sheet, and the file itself goes along',
  'leave-out': null,
} as const satisfies Record<SpecDocument['treatment'], string | null>;

function stayingOf({ title, withhold }: SpecDocument): GoesOut['stays'][number] {
  return {
    title,
    why: withhold === null ? 'left out' : `held back: ${withhold.ground || 'no ground stated'}`,
  };
}

interface AttachedRecord {
  readonly record: DocumentRecord;
  readonly to: string;
  /** Its own name, without that of its mail. */
  readonly name: string;
}

function attachedOf(record: DocumentRecord): AttachedRecord[] {
  if (record.attached === undefined) return [];
  const { to, number } = record.attached;
  const before = `${to}, attachment ${number}: `;
  const name = record.file.startsWith(before) ? record.file.slice(before.length) : record.title;
  return [{ record, to, name }];
}

/** What came attached to a document, each followed by what came attached to that. */
function attachedBelow(file: string, all: readonly AttachedRecord[]): AttachedRecord[] {
  return all.filter(({ to }) => to === file).flatMap((one) => [one, ...attachedBelow(one.record.file, all)]);
}

function calledIn({ exhibit, title }: SpecDocument): string {
  return exhibit === null ? `“${title}”` : exhibitName(exhibit);
}

function documentOut(document: SpecDocument, behind: readonly AttachedRecord[]): DocumentOut {
  const { exhibit, title, date, pages, treatment, withhold, redactions, replaces } = document;
  const { custodian, author, recipients } = document;
  // A native goes along only whole and without boxes.
  const goesAsIs = treatment !== 'native' || (redactions === undefined && pages === null);
  return {
    mark: exhibit === null ? null : exhibitName(exhibit),
    title,
    behind: behind.map(({ name, record }) =>
      [
        name,
        `attached to ${calledIn(document)}`,
        record.status === 'included' ? 'behind it' : 'behind it as a slip sheet',
      ].join(', '),
    ),
    about: [
      date === null ? null : dayText(date),
      pages === null ? null : `pages ${pages}`,
      withhold === null
        ? STANDS_FOR[goesAsIs ? treatment : 'slip-sheet']
        : `held back behind a slip sheet: ${withhold.ground}`,
      redactions === undefined || treatment === 'native' ? null : 'with redactions',
      custodian === undefined ? null : `custodian ${custodian}`,
      author === undefined ? null : `author ${author}`,
      recipients === undefined ? null : `recipients ${recipients}`,
      replaces === undefined ? null : `replaces ${replaces}`,
    ]
      .filter(Boolean)
      .join(' · '),
  };
}
