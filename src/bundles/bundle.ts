import type { Selectable } from 'kysely';
import type {
  ApprovalTable,
  BatesRangeTable,
  BundleBuildTable,
  BundleEntryTable,
  BundleFindingTable,
  BundleTable,
} from '../migrations/schema.js';
import type { Job } from '../platform/job-store.js';
import { freeMarks } from './building/exhibit-marks.js';
import { sharePages } from './building/page-range.js';

export type Bundle = Selectable<BundleTable>;
export type BundleEntry = Selectable<BundleEntryTable>;
export type Build = Selectable<BundleBuildTable>;
export type StoredFinding = Selectable<BundleFindingTable>;
export type Approval = Selectable<ApprovalTable>;
export type BatesAllotted = Selectable<BatesRangeTable>;
export type Treatment = BundleEntry['treatment'];

/** An entry with the item and the original behind it. */
export interface ListedEntry extends BundleEntry {
  readonly itemNumber: number;
  readonly isPrivileged: 0 | 1;
  readonly itemState: 'in-file' | 'withdrawn';
  readonly itemLegend: string;
  readonly itemCustodian: string;
  readonly sha256: string;
  readonly name: string;
  readonly label: string;
  readonly documentState: 'unread' | 'readable' | 'needs-password' | 'damaged' | 'unsupported' | 'empty';
  readonly documentReason: string | null;
  readonly documentPages: number | null;
}

/** Where items go until a person says otherwise. */
export const FIRST_SECTION = 'Documents';

export const PURPOSE_WORDS = {
  enclosures: 'Enclosures to a letter',
  production: 'Production',
  court: 'Court bundle',
  internal: 'Internal bundle',
} as const satisfies Record<Bundle['purpose'], string>;

export const PURPOSE_HINTS = {
  enclosures:
    'One PDF: the letter or a cover, the index, then the exhibits. What is held back leaves no trace.',
  production:
    'Bates numbers on every page, slip sheets, a privilege log, one file for each document and load files.',
  court: 'Numbered for a court; papers without prejudice stay out unless a reason is given.',
  internal: 'For your own side. It does not leave.',
} as const satisfies Record<Bundle['purpose'], string>;

export const TREATMENT_WORDS = {
  include: 'Include its pages',
  withhold: 'Hold it back, on a ground',
  'slip-sheet': 'A slip sheet stands for it',
  native: 'A slip sheet, and the file itself goes along',
  'leave-out': 'Leave it out',
  undecided: 'Not decided yet',
} as const satisfies Record<Treatment, string>;

export const STATE_WORDS = {
  open: 'in preparation',
  approved: 'approved',
  sent: 'sent',
  superseded: 'superseded',
  voided: 'voided',
} as const satisfies Record<Bundle['state'], string>;

/** `B-0003`: the number of a bundle in its matter. */
export function bundleNumber(number: number): string {
  return `B-${String(number).padStart(4, '0')}`;
}

/** Whether an entry shows outside what its item is marked to keep back: a slip sheet still carries the title. */
export function showsPrivileged({
  isPrivileged,
  treatment,
}: Pick<ListedEntry, 'isPrivileged' | 'treatment'>): boolean {
  return (
    isPrivileged === 1 && treatment !== 'withhold' && treatment !== 'leave-out' && treatment !== 'undecided'
  );
}

/** Whether anything stands in the paper for an entry: its pages or a slip sheet. */
function takesPages(bundle: Pick<Bundle, 'purpose'>, { treatment }: Pick<BundleEntry, 'treatment'>): boolean {
  if (treatment === 'leave-out') return false;
  return treatment !== 'withhold' || bundle.purpose !== 'enclosures';
}

/** The mark of each entry in bundle order: only what takes pages has one, so that no gap tells of what stays away. */
export function exhibitMarks(
  bundle: Pick<Bundle, 'purpose' | 'exhibitStyle'>,
  entries: readonly Pick<BundleEntry, 'id' | 'treatment' | 'section'>[],
): ReadonlyMap<string, string> {
  const free = freeMarks(bundle.exhibitStyle, new Set());
  if (bundle.purpose === 'production') return new Map();
  return new Map(
    inBundleOrder(entries)
      .filter((entry) => takesPages(bundle, entry))
      .map(({ id }) => [id, free.next().value]),
  );
}

/** The marks by item, for a letter that cites items. */
export function marksByItem(
  bundle: Pick<Bundle, 'purpose' | 'exhibitStyle'>,
  entries: readonly Pick<BundleEntry, 'id' | 'itemId' | 'treatment' | 'section'>[],
): ReadonlyMap<string, string> {
  const marks = exhibitMarks(bundle, entries);
  return new Map(
    entries.flatMap(({ id, itemId }) => {
      const mark = marks.get(id);
      return mark === undefined ? [] : [[itemId, mark] as const];
    }),
  );
}

/** Entries whose item is in the bundle before them with pages in common: one of the two is a mistake. */
export function twiceIn<T extends Pick<ListedEntry, 'id' | 'itemId' | 'pages' | 'treatment' | 'section'>>(
  entries: readonly T[],
): ReadonlySet<string> {
  const going = inBundleOrder(entries).filter(({ treatment }) => treatment !== 'leave-out');
  return new Set(
    going
      .filter((entry, at) =>
        going.slice(0, at).some((one) => one.itemId === entry.itemId && sharePages(one, entry)),
      )
      .map(({ id }) => id),
  );
}

/** Entries by section, sections in the order in which they first come. */
export function bySections<T extends Pick<BundleEntry, 'section'>>(
  entries: readonly T[],
): { title: string; entries: T[] }[] {
  const sections = new Map<string, T[]>();
  for (const entry of entries) {
    const own = sections.get(entry.section);
    if (own === undefined) sections.set(entry.section, [entry]);
    else own.push(entry);
  }
  return [...sections].map(([title, own]) => ({ title, entries: own }));
}

/** Entries as the paper has them: what was added to an earlier section later stands with that section. */
export function inBundleOrder<T extends Pick<BundleEntry, 'section'>>(entries: readonly T[]): T[] {
  return bySections(entries).flatMap((section) => section.entries);
}

export type BuildState = 'waiting' | 'building' | 'built' | 'failed';

/** A build whose job was stopped or interrupted has failed, whatever its own row still says. */
export function buildState(build: Pick<Build, 'state'>, job: Pick<Job, 'state'> | null): BuildState {
  if (build.state !== 'building') return build.state;
  if (job === null || job.state === 'failed' || job.state === 'stopped' || job.state === 'done')
    return 'failed';
  return job.state === 'waiting' ? 'waiting' : 'building';
}

/** What still stands between a build and its approval, in sentences; empty when a person may approve it. */
export function approvalHindrances(
  bundle: Pick<Bundle, 'state' | 'version'>,
  build: Pick<Build, 'state' | 'isDraft' | 'bundleVersion'>,
  findings: readonly Pick<StoredFinding, 'level' | 'clearedAt'>[],
  newer: Pick<Build, 'number'> | null = null,
): string[] {
  const open = (level: 'stop' | 'note') =>
    findings.filter((f) => f.level === level && f.clearedAt === null).length;
  const [stops, notes] = [open('stop'), open('note')];
  return [
    ...(bundle.state === 'open' ? [] : [`The bundle is ${STATE_WORDS[bundle.state]}.`]),
    ...(build.state === 'built' ? [] : ['There is no finished file.']),
    ...(build.isDraft === 0 ? [] : ['This is a draft; make the final file first.']),
    ...(newer === null ? [] : [`Final file ${newer.number} took its place; look at that one.`]),
    ...(build.bundleVersion === bundle.version
      ? []
      : ['The bundle was changed since this file was built; build it again.']),
    ...(stops === 0
      ? []
      : [stops === 1 ? 'One stop is to be cleared.' : `${stops} stops are to be cleared.`]),
    ...(notes === 0 ? [] : [notes === 1 ? 'One note is to be read.' : `${notes} notes are to be read.`]),
  ];
}

/** Why the files of a bundle in this state no longer leave, as a sentence, or null. */
export function leavingHindrance({ state }: Pick<Bundle, 'state'>): string | null {
  return state === 'superseded' || state === 'voided'
    ? `The bundle is ${STATE_WORDS[state]}; its files do not leave any more.`
    : null;
}

/** Below the base. */
export function bundlePath({ matterId, id }: Pick<Bundle, 'matterId' | 'id'>): string {
  return `/matters/${matterId}/bundles/${id}`;
}
