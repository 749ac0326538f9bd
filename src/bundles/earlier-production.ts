import type { IndexRow } from '../pdf/assembly.js';
import { formatBates } from './building/bates.js';
import type { BatesStart } from './building/bates.js';
import { note, stop } from './findings/finding.js';
import type { Finding } from './findings/finding.js';
import { paperDate } from './building/paper-date.js';
import type { Spec, SpecDocument } from './building/spec.js';

type Continued = NonNullable<Spec['continues']>;

/** Where a document lands whose Bates numbers tell whether it is new or stands for an earlier one. */
export interface Numbered {
  readonly document: SpecDocument;
  readonly title: string;
  readonly date: string | null;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly bates: readonly string[] | null;
}

/** A Bates number of this prefix taken apart: `NFLX000012R2` is number 12, replaced twice. Null for any other. */
function partsOf(bates: BatesStart, text: string): { number: number; replacements: number } | null {
  const rest = text.startsWith(bates.prefix) ? text.slice(bates.prefix.length) : '';
  const found = /^(\d+)(?:(R)([2-9]|[1-9]\d)?)?$/.exec(rest);
  const [, digits = '', suffix, times] = found ?? [];
  if (digits.length !== bates.digits) return null;
  return { number: Number(digits), replacements: suffix === undefined ? 0 : Number(times ?? '1') };
}

/** The number behind a Bates number of this prefix, or null: `NFLX000012` is 12, and so is `NFLX000012R`. */
export function numberOf(bates: BatesStart, text: string): number | null {
  return partsOf(bates, text)?.number ?? null;
}

/** Pages that replace earlier ones keep their numbers, with a suffix: ABC000123R, and ABC000123R2 for the next. */
export function replacementNumbers(bates: BatesStart, replaces: string, count: number): string[] {
  const { number: first, replacements } = partsOf(bates, replaces) ?? { number: 0, replacements: 0 };
  const suffix = replacements === 0 ? 'R' : `R${replacements + 1}`;
  return Array.from(
    { length: count },
    (_, i) => `${formatBates(bates.prefix, first + i, bates.digits)}${suffix}`,
  );
}

/** True for a number that a page got because it took the place of an earlier one. */
export function isReplacement(bates: string): boolean {
  return /\dR\d*$/.test(bates);
}

/** Rows of the page that says what came to an earlier production, and what took another's place. */
export function changeRows(continued: Continued, placed: readonly Numbered[]): IndexRow[] {
  const isReplacing = ({ document }: Numbered) => document.replaces !== undefined;
  const groups = [
    ['Added', placed.filter((one) => !isReplacing(one))],
    ['Replaced', placed.filter(isReplacing)],
  ] as const;
  return groups.flatMap(([title, rows]): IndexRow[] => {
    const [first] = rows;
    if (first === undefined) return [];
    return [
      { kind: 'section', title, page: first.firstPage },
      ...rows.map((row): IndexRow => ({
        kind: 'document',
        exhibit: null,
        date: row.date,
        title:
          row.document.replaces === undefined
            ? row.title
            : `${row.title}${insteadOf(continued, row.document.replaces)}`,
        firstPage: row.firstPage,
        lastPage: row.lastPage,
        bates: endsOf(row.bates),
      })),
    ];
  });
}

/** What is wrong between a supplement and what it continues. */
export function continuedFindings(spec: Spec, placed: readonly Numbered[]): Finding[] {
  const { bates, continues } = spec;
  const replacing = placed.filter(({ document }) => document.replaces !== undefined);
  if (bates === null || continues === undefined)
    return replacing.map(({ document }) =>
      stop(
        document.file,
        'It replaces an earlier document; give the production it continues, and Bates numbers.',
      ),
    );
  const last = numberOf(bates, continues.batesLast);
  const earlier = `“${continues.title}” of ${paperDate(continues.date, spec.paper)}, which ends at ${continues.batesLast}`;
  const first = formatBates(bates.prefix, bates.start, bates.digits);
  if (last === null) return otherSeries(bates, first, continues.batesLast, earlier, replacing);
  if (bates.start <= last) return [stop(null, `${first} was given in ${earlier}; start at ${last + 1}.`)];
  return replacing.flatMap(({ document, bates: numbers }) => {
    const replaced = continues.documents.find(({ batesFirst }) => batesFirst === document.replaces);
    if (replaced === undefined)
      return [
        stop(
          document.file,
          `It replaces ${document.replaces ?? ''}, where no document of “${continues.title}” begins.`,
        ),
      ];
    const again = numbers?.[0];
    if (again !== undefined && continues.documents.some(({ batesFirst }) => batesFirst === again))
      return [
        stop(
          document.file,
          `${replaced.batesFirst} was replaced before, by ${again}; replace ${again} instead.`,
        ),
      ];
    const room = (numberOf(bates, replaced.batesLast) ?? 0) - (numberOf(bates, replaced.batesFirst) ?? 0) + 1;
    const pages = numbers?.length ?? 0;
    return pages <= room
      ? []
      : [
          stop(
            document.file,
            `It has ${pages} pages and replaces ${room}; give the further pages as a document of their own.`,
          ),
        ];
  });
}

/** Numbers of another prefix are a series of their own: nothing is lost, but no earlier page can be replaced under them. */
function otherSeries(
  bates: BatesStart,
  first: string,
  batesLast: string,
  earlier: string,
  replacing: readonly Numbered[],
): Finding[] {
  const [, prefix = '', digits = ''] = /^([^0-9]+)(\d+)/.exec(batesLast) ?? [];
  const goOn = `go on with ${prefix}:${Number(digits) + 1}:${digits.length}`;
  if (prefix === bates.prefix)
    return [
      stop(
        null,
        `${first} has ${bates.digits} digits; ${prefix} has ${digits.length} since ${earlier}: ${goOn}, or take another prefix.`,
      ),
    ];
  return replacing.map(({ document }) =>
    stop(
      document.file,
      `It replaces ${document.replaces ?? ''} and cannot keep that number: this production begins with ${first}. To replace pages of ${earlier}, ${goOn}.`,
    ),
  );
}

/** Numbers that a first number leaves out are told: ranges and gaps belong in the letter that goes with a production. */
export function gapNotes(bates: BatesStart, next: number): Finding[] {
  if (bates.start <= next) return [];
  const printed = (number: number) => formatBates(bates.prefix, number, bates.digits);
  const [from, to] = [printed(next), printed(bates.start - 1)];
  const gap = from === to ? `${from} is` : `${from} to ${to} are`;
  return [note(null, `${gap} left out by the first number of this bundle; the letter with it says so.`)];
}

/** The same for a production that continues one, where nothing else is known of the numbers given before. */
export function continuedNotes({ bates, continues }: Pick<Spec, 'bates' | 'continues'>): Finding[] {
  if (bates === null || continues === undefined) return [];
  const last = numberOf(bates, continues.batesLast);
  if (last !== null) return gapNotes(bates, last + 1);
  const first = formatBates(bates.prefix, bates.start, bates.digits);
  return [
    note(
      null,
      `It continues “${continues.title}”, which ends at ${continues.batesLast}, and begins a series of its own at ${first}.`,
    ),
  ];
}

function insteadOf(continued: Continued, replaces: string): string {
  const replaced = continued.documents.find(({ batesFirst }) => batesFirst === replaces);
  if (replaced === undefined) return '';
  const numbers =
    replaced.batesFirst === replaced.batesLast
      ? replaced.batesFirst
      : `${replaced.batesFirst} to ${replaced.batesLast}`;
  return ` (in place of ${numbers})`;
}

function endsOf(bates: readonly string[] | null): { first: string; last: string } | null {
  const [first, last] = [bates?.[0], bates?.at(-1)];
  return first === undefined || last === undefined ? null : { first, last };
}
