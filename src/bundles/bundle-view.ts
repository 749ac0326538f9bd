import { dayText, instantText } from '../platform/plain-date.js';
import type { Job } from '../platform/job-store.js';
import { sizeText } from '../web/upload.js';
import {
  bundleNumber,
  bySections,
  buildState,
  exhibitMarks,
  inBundleOrder,
  PURPOSE_WORDS,
  STATE_WORDS,
  TREATMENT_WORDS,
  twiceIn,
} from './bundle.js';
import type { Build, Bundle, BuildState, ListedEntry, Treatment } from './bundle.js';
import type { AttachedFile } from './attached-view.js';
import type { ListedBundle } from './bundle-store.js';
import type { Volume } from './volume-store.js';
import { COURT_PROFILES, volumeLimits } from './building/court-profiles.js';
import { exhibitName } from './building/place-entries.js';
import { itemNumber } from '../evidence/item.js';

type ChipKind = '' | 'ok' | 'due' | 'warn' | 'plain';

const STATE_CHIPS: Record<Bundle['state'], ChipKind> = {
  open: 'plain',
  approved: 'ok',
  sent: 'ok',
  superseded: 'plain',
  voided: 'plain',
};
const TREATMENT_CHIPS: Record<Treatment, { readonly text: string; readonly kind: ChipKind }> = {
  include: { text: 'included', kind: 'plain' },
  withhold: { text: 'held back', kind: 'warn' },
  'slip-sheet': { text: 'slip sheet', kind: 'plain' },
  native: { text: 'native file', kind: 'plain' },
  'leave-out': { text: 'left out', kind: 'plain' },
  undecided: { text: 'to be decided', kind: 'due' },
};
const OPENED_CHIPS = {
  password: { text: 'opened with its password', kind: 'plain' },
  repaired: { text: 'repaired', kind: 'plain' },
} as const;
const BUILD_CHIPS: Record<BuildState, { readonly text: string; readonly kind: ChipKind }> = {
  waiting: { text: 'waiting', kind: 'plain' },
  building: { text: 'building', kind: 'plain' },
  built: { text: 'built', kind: 'ok' },
  failed: { text: 'failed', kind: 'due' },
};

/** The courts whose limits are known, as a form offers them, each with what it takes. */
export const COURTS = COURT_PROFILES.map(({ id, name, paper, megabytes, pages }) => ({
  value: id,
  text: [
    name,
    [
      paper === 'a4' ? 'A4' : 'US Letter',
      ...(megabytes === null ? [] : [`${megabytes} MB`]),
      ...(pages === null ? [] : [`${pages} pages`]),
    ].join(', '),
  ].join(': '),
}));

/** What a page shows of a bundle, in words. */
export function bundleView(bundle: Bundle) {
  return {
    id: bundle.id,
    number: bundleNumber(bundle.number),
    title: bundle.title,
    purpose: PURPOSE_WORDS[bundle.purpose],
    isProduction: bundle.purpose === 'production',
    continues: bundle.continuesId,
    isOpen: bundle.state === 'open',
    state: { text: STATE_WORDS[bundle.state], kind: STATE_CHIPS[bundle.state] },
    stateReason: bundle.stateReason,
    dated: dayText(bundle.datedOn),
    version: bundle.version,
    hasLetter: bundle.replyId !== null,
    replyId: bundle.replyId,
  };
}

export function listedBundleView(bundle: ListedBundle) {
  return { ...bundleView(bundle), entries: bundle.entries, pages: bundle.pages };
}

/** The facts of a bundle as its page lists them. */
export function bundleFacts(bundle: Bundle): { term: string; text: string; note?: string }[] {
  const bates =
    bundle.batesPrefix === null
      ? null
      : `${bundle.batesPrefix}, ${bundle.batesDigits ?? 6} digits${bundle.batesStart === null ? '' : `, from ${bundle.batesStart}`}`;
  return [
    { term: 'Purpose', text: PURPOSE_WORDS[bundle.purpose] },
    { term: 'Date on it', text: dayText(bundle.datedOn) },
    { term: 'Paper', text: bundle.paper === 'letter' ? 'US Letter' : 'A4' },
    ...(bundle.purpose === 'production'
      ? []
      : [{ term: 'Exhibit marks', text: bundle.exhibitStyle === 'letters' ? 'A, B, C …' : '1, 2, 3 …' }]),
    ...(bundle.purpose === 'production' || bundle.exhibitPages === 0
      ? []
      : [{ term: 'On each exhibit', text: 'Its own pages are counted, like “Ex. A, p. 1 of 3”' }]),
    ...(bundle.roomForNumber === 0
      ? []
      : [{ term: 'Foot of a page', text: 'Pages are made smaller where the number has no room' }]),
    ...(bundle.legend === null ? [] : [{ term: 'Legend on every page', text: bundle.legend }]),
    ...courtFacts(bundle),
    ...(bates === null
      ? []
      : [{ term: 'Bates numbers', text: bates, note: 'allotted when the file is approved' }]),
  ];
}

function courtFacts(bundle: Bundle): { term: string; text: string; note?: string }[] {
  const court = COURT_PROFILES.find(({ id }) => id === bundle.profile);
  const limits = volumeLimits(
    { purpose: bundle.purpose, ...(bundle.profile === null ? {} : { profile: bundle.profile }) },
    { pages: bundle.maxPages, megabytes: bundle.maxMegabytes },
  );
  const most = [
    ...(limits?.pages == null ? [] : [`${limits.pages} pages`]),
    ...(limits?.megabytes == null ? [] : [`${limits.megabytes} MB`]),
  ];
  return [
    ...(court === undefined ? [] : [{ term: 'Court', text: court.name, note: court.source }]),
    ...(most.length === 0 ? [] : [{ term: 'A volume has at most', text: most.join(' and ') }]),
  ];
}

/** The plan as far as it is known before building: sections, marks and what becomes of each document. */
export function planView(
  bundle: Bundle,
  entries: readonly ListedEntry[],
  attached: ReadonlyMap<string, readonly AttachedFile[]> = new Map(),
  /** One page of them, in their order; all where it is left out. */
  page = inBundleOrder(entries),
) {
  const marks = exhibitMarks(bundle, entries);
  const twice = twiceIn(entries);
  return bySections(page).map(({ title, entries: own }) => ({
    title,
    entries: own.map((entry) => {
      const mark = marks.get(entry.id);
      return {
        id: entry.id,
        mark: mark === undefined ? null : exhibitName(mark),
        title: entry.title,
        attached: (attached.get(entry.id) ?? []).map(({ name, fate }) => ({
          name,
          to: mark === undefined ? 'it' : exhibitName(mark),
          fate,
        })),
        dated: entry.datedOn === null ? null : dayText(entry.datedOn),
        item: itemNumber(entry.itemNumber),
        itemId: entry.itemId,
        label: entry.label,
        pages: pagesText(entry),
        treatment: TREATMENT_CHIPS[entry.treatment],
        isPlain: entry.treatment === 'include',
        replaces: entry.replaces,
        opened: entry.openedHow === null ? null : OPENED_CHIPS[entry.openedHow],
        warning: twice.has(entry.id)
          ? 'The same item is in the bundle above, with pages in common: take one out, or give each its own pages.'
          : warningOf(entry),
      };
    }),
  }));
}

export function treatmentChoices(
  bundle: Pick<Bundle, 'purpose'>,
): { value: string; text: string; hint: string }[] {
  const isQuiet = bundle.purpose === 'enclosures';
  return [
    {
      value: 'include',
      text: TREATMENT_WORDS.include,
      hint: 'Rebuilt page by page; scripts, layers and hidden parts stay behind.',
    },
    {
      value: 'withhold',
      text: TREATMENT_WORDS.withhold,
      hint: isQuiet
        ? 'It leaves no trace in what goes out.'
        : 'A numbered slip sheet and a row of the privilege log; never its title.',
    },
    {
      value: 'slip-sheet',
      text: TREATMENT_WORDS['slip-sheet'],
      hint: 'One page with its title says that it is not reproduced.',
    },
    {
      value: 'native',
      text: TREATMENT_WORDS.native,
      hint: 'For what has no pages. Whatever is inside the file goes with it.',
    },
    {
      value: 'leave-out',
      text: TREATMENT_WORDS['leave-out'],
      hint: 'It leaves no trace; your own record says so.',
    },
  ];
}

export function buildView(build: Build, job: Job | null, zone: string, names: ReadonlyMap<string, string>) {
  const state = buildState(build, job);
  return {
    id: build.id,
    number: build.number,
    kind: build.isDraft === 1 ? 'Draft' : 'Final file',
    isDraft: build.isDraft === 1,
    state,
    chip: BUILD_CHIPS[state],
    pages: build.pages,
    size: build.pdfBytes === null ? null : sizeText(build.pdfBytes),
    sha256: build.pdfSha256,
    at: build.builtAt === null ? null : instantText(build.builtAt, zone),
    by: names.get(build.builtBy) ?? 'a former account',
    reason: state === 'failed' ? (build.reason ?? job?.reason ?? 'It was interrupted.') : null,
    done: job?.doneCount ?? 0,
    total: job?.totalCount ?? 0,
    note: job?.note ?? '',
  };
}

/** One volume of a build: its own file. */
export function volumeView({ number, title, pages, pdfBytes, pdfSha256, batesFirst, batesLast }: Volume) {
  return {
    number,
    title,
    pages,
    size: sizeText(pdfBytes),
    sha256: pdfSha256,
    bates:
      batesFirst === null || batesFirst === batesLast ? batesFirst : `${batesFirst} to ${batesLast ?? ''}`,
  };
}

/** The name a downloaded file gets: its title, with nothing that a file system or a court's notice stumbles over. */
export function downloadName(title: string, ending: 'pdf' | 'zip'): string {
  const plain = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ,–-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${plain.slice(0, 120) || 'Bundle'}.${ending}`;
}

function pagesText({ pages, documentPages }: ListedEntry): string {
  if (pages !== null) return `pages ${pages}`;
  if (documentPages === null) return '';
  return documentPages === 1 ? '1 page' : `${documentPages} pages`;
}

function warningOf(entry: ListedEntry): string | null {
  const goes = entry.treatment === 'include' || entry.treatment === 'native';
  if (goes && entry.isPrivileged === 1) return 'The item is marked privileged.';
  if (entry.itemState === 'withdrawn') return 'The item was withdrawn from the file.';
  if (entry.treatment === 'undecided') return entry.documentReason ?? 'It cannot be read as pages.';
  if (entry.treatment === 'withhold' && entry.ground === '') return 'No ground is stated.';
  return null;
}
