import { createHash } from 'node:crypto';
import { canonicalJson } from '../../platform/canonical-json.js';
import type { Entry } from './bundle-entry.js';
import type { Gathered } from './gather-entries.js';
import { sharePages } from './page-range.js';
import { countedOn, numberedSections } from './section-pages.js';
import { specHash } from './spec.js';
import type { Spec } from './spec.js';

/** The most one volume may have; null where that does not matter. */
export interface VolumeLimits {
  readonly pages: number | null;
  /** Of 1,000,000 bytes. */
  readonly megabytes: number | null;
}

export interface Volume {
  readonly spec: Spec;
  readonly gathered: Gathered;
}

/** A document by itself is more than a volume holds; the message names it. */
export class VolumeError extends Error {
  override name = 'VolumeError';
}

/** A cover, an index and a sheet before each exhibit come to the pages of the documents. */
const FRONT_PAGES = 2;
const ROWS_A_PAGE = 20;
/** What stamps, and streams that are packed anew, may add to the bytes of a file. */
const ROOM = 1.03;
const BYTES_A_STAMP = 1_500;

/**
 * Documents in bundle order, cut into volumes that are each complete in themselves: own cover and index, pages from 1,
 * Bates numbers going on. The letter goes first in the first one. `bytesOf` is what a document adds to a file.
 * Throws `VolumeError`.
 */
export function splitVolumes(
  spec: Spec,
  gathered: Gathered,
  limits: VolumeLimits,
  bytesOf: (entry: Entry) => number,
): Volume[] {
  const groups = groupsOf(gathered, limits, bytesOf);
  let start = spec.bates?.start ?? 1;
  let sections =
    groups.length > 1
      ? numberedSections(spec, (section) => pagesInSection(gathered.entries, section) > 0)
      : spec.sections;
  return groups.map((entries, at) => {
    const count = groups.length;
    const volume = specOf({ ...spec, sections }, entries, at, count, start);
    sections = countedOn(sections, (section) => pagesInSection(entries, section));
    start += entries.reduce(
      (all, entry) => all + (entry.document.replaces === undefined ? pagesOf(entry) : 0),
      0,
    );
    return { spec: volume, gathered: gatheredOf(gathered, entries, at) };
  });
}

/** `Production, volume 2 of 3`; the title itself where there is one file. `at` counts from 0. */
export function volumeTitle(title: string, at: number, count: number): string {
  return count === 1 ? title : `${title}, volume ${at + 1} of ${count}`;
}

/** The `volume 2 of 3` at the end of a title; null where there is none. */
export function volumeInTitle(title: string): { readonly number: number; readonly of: number } | null {
  const [, number, of] = /, volume ([1-9]\d{0,5}) of ([1-9]\d{0,5})$/.exec(title) ?? [];
  return number === undefined || of === undefined ? null : { number: Number(number), of: Number(of) };
}

/** One hash for volumes made together: of what is in each of them and of the bytes it comes from. */
export function hashOfSet(volumes: readonly Volume[]): string {
  const inputs = volumes.map(({ spec, gathered }) => [
    specHash(spec),
    ...gathered.sources.map(({ sha256 }) => sha256),
  ]);
  return createHash('sha256').update(canonicalJson(inputs)).digest('hex');
}

/**
 * One file in two volumes with pages in common is a mistake, as it is within one. Throws `VolumeError` naming it and the
 * volumes.
 */
export function expectNotTwice(volumes: readonly Volume[]): void {
  const all = volumes.flatMap(({ gathered }, at) =>
    gathered.entries
      .filter(({ becomes }) => becomes.kind !== 'absent')
      .map(({ document }) => ({ document, volume: at + 1 })),
  );
  for (const [i, { document, volume }] of all.entries()) {
    const twin = all
      .slice(0, i)
      .find(
        (one) =>
          one.volume !== volume && one.document.file === document.file && sharePages(one.document, document),
      );
    if (twin !== undefined)
      throw new VolumeError(
        `“${document.file}” is in volume ${twin.volume} and again in volume ${volume}; take one out, or give each its own pages.`,
      );
  }
}

function groupsOf(
  { entries, letter }: Gathered,
  limits: VolumeLimits,
  bytesOf: (entry: Entry) => number,
): Entry[][] {
  const most = { pages: limits.pages ?? Infinity, bytes: (limits.megabytes ?? Infinity) * 1_000_000 };
  const groups: Entry[][] = [];
  let [pages, bytes] = [0, 0];
  for (const family of familiesOf(entries)) {
    const [entry] = family;
    if (entry === undefined) continue;
    const familyPages = family.reduce((all, one) => all + pagesOf(one), 0);
    const own = {
      pages: familyPages + (hasSheet(entry) ? 1 : 0),
      bytes: family.reduce((all, one) => all + bytesOf(one), 0) * ROOM + familyPages * BYTES_A_STAMP,
    };
    const front = FRONT_PAGES + (groups.length < 2 ? (letter?.pageCount ?? 0) : 0);
    if (own.pages + front > most.pages || own.bytes > most.bytes)
      throw new VolumeError(tooLarge(entry, own, limits));
    const group = groups.at(-1);
    const rows = Math.ceil((group?.length ?? 0) / ROWS_A_PAGE);
    if (
      group !== undefined &&
      pages + own.pages + front + rows <= most.pages &&
      bytes + own.bytes <= most.bytes
    ) {
      group.push(...family);
      [pages, bytes] = [pages + own.pages, bytes + own.bytes];
    } else {
      groups.push([...family]);
      [pages, bytes] = [own.pages, own.bytes];
    }
  }
  return groups;
}

/** What came attached stays with its mail. */
function familiesOf(entries: readonly Entry[]): Entry[][] {
  const families: Entry[][] = [];
  for (const entry of entries)
    if (entry.attached === undefined) families.push([entry]);
    else families.at(-1)?.push(entry);
  return families;
}

function specOf(spec: Spec, entries: readonly Entry[], at: number, count: number, start: number): Spec {
  const own = new Set(entries.map(({ document }) => document));
  return {
    ...spec,
    title: volumeTitle(spec.title, at, count),
    bates: spec.bates === null ? null : { ...spec.bates, start },
    letter: at === 0 ? spec.letter : null,
    sections: spec.sections.map((section) => ({
      ...section,
      documents: section.documents.filter((document) => own.has(document)),
    })),
  };
}

function pagesInSection(entries: readonly Entry[], section: number): number {
  const own = entries.filter((entry) => entry.section === section);
  return own.reduce((all, entry) => all + pagesOf(entry) + (hasSheet(entry) ? 1 : 0), 0);
}

function hasSheet({ becomes, document }: Entry): boolean {
  return becomes.kind === 'pages' && document.exhibit !== null;
}

function gatheredOf(gathered: Gathered, entries: readonly Entry[], at: number): Gathered {
  const files = new Set(entries.map(({ document }) => document.file));
  const letterFile = gathered.letterFile;
  const isOwn = (file: string | null): boolean =>
    file === null || file === letterFile ? at === 0 : files.has(file);
  const others = gathered.entries.filter((entry) => !entries.includes(entry));
  return {
    ...gathered,
    elsewhere: new Set(others.flatMap(({ document: { exhibit } }) => exhibit?.toUpperCase() ?? [])),
    entries,
    letter: at === 0 ? gathered.letter : null,
    sources: gathered.sources.filter(({ file }) => isOwn(file)),
    findings: gathered.findings.filter(({ document }) => isOwn(document)),
  };
}

function pagesOf({ becomes }: Entry): number {
  return becomes.kind === 'absent' ? 0 : becomes.kind === 'pages' ? becomes.pageCount : 1;
}

/** Its share of its own file: pages taken of the pages there are is not known here, so the whole of it. */
export function wholeFile(gathered: Gathered): (entry: Entry) => number {
  const bytes = new Map(gathered.sources.map((source) => [source.file, source.bytes]));
  return ({ becomes, document }) =>
    becomes.kind === 'absent' ? 0 : becomes.kind === 'pages' ? (bytes.get(document.file) ?? 0) : 10_000;
}

function tooLarge({ document }: Entry, own: { pages: number; bytes: number }, limits: VolumeLimits): string {
  const has =
    limits.pages !== null && own.pages > limits.pages - FRONT_PAGES
      ? `has ${own.pages} pages; a volume holds ${limits.pages} with its cover and index`
      : `has ${(own.bytes / 1_000_000).toFixed(1)} MB; a volume holds ${limits.megabytes ?? ''} MB`;
  return `“${document.file}” ${has}. Take it in parts with page ranges, or allow more.`;
}
