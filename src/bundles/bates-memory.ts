import type { Db } from '../platform/database.js';
import { ConflictError } from '../platform/errors.js';
import type { FormErrors } from '../web/form.js';
import { formatBates } from './building/bates.js';
import { listBatesRanges } from './bates-store.js';
import { bundleNumber } from './bundle.js';
import type { Bundle } from './bundle.js';
import { gapNotes } from './earlier-production.js';
import type { Finding } from './findings/finding.js';

/** A prefix as it was used in a matter: how wide its numbers are, and which comes next. */
export interface UsedPrefix {
  readonly prefix: string;
  readonly digits: number;
  readonly next: number;
  /** Numbers in their printed form, the earliest first, each with the bundle that carries them. */
  readonly ranges: readonly { readonly first: string; readonly last: string; readonly bundle: string }[];
}

/** Every prefix that numbers were allotted under, the one used last first. */
export async function usedPrefixes(db: Db, matterId: string): Promise<UsedPrefix[]> {
  const used = new Map<string, UsedPrefix & { readonly at: string }>();
  for (const range of await listBatesRanges(db, matterId)) {
    const { prefix, firstNumber, lastNumber, allottedAt } = range;
    const known = used.get(prefix);
    const digits = known?.digits ?? range.digits;
    const shown = {
      first: formatBates(prefix, firstNumber, digits),
      last: formatBates(prefix, lastNumber, digits),
      bundle: `${bundleNumber(range.bundleNumber)} “${range.title}”`,
    };
    used.set(prefix, {
      prefix,
      digits,
      next: Math.max(known?.next ?? 1, lastNumber + 1),
      ranges: [...(known?.ranges ?? []), shown],
      at: known !== undefined && known.at > allottedAt ? known.at : allottedAt,
    });
  }
  return [...used.values()]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ at: _at, ...rest }) => rest);
}

export interface BatesWanted {
  readonly batesPrefix: string | null;
  readonly batesDigits: number | null;
  readonly batesStart: number | null;
}

/**
 * Whether the numbers wanted go with those given before: a prefix keeps its digits (FTC production guide: consistent
 * digits), and a number is never given twice. By field, naming the earlier production and its numbers.
 */
export function batesMemoryProblems(used: readonly UsedPrefix[], wanted: BatesWanted): FormErrors {
  const { batesPrefix, batesDigits, batesStart } = wanted;
  const known = used.find(({ prefix }) => prefix === batesPrefix);
  const last = known?.ranges.at(-1);
  if (known === undefined || last === undefined) return {};
  if (batesDigits !== null && batesDigits !== known.digits)
    return {
      batesDigits: [
        `${known.prefix} has ${known.digits} digits since ${last.bundle} (${last.first} to ${last.last}); keep them, or take another prefix`,
      ],
    };
  if (batesStart === null || batesStart >= known.next) return {};
  return { batesStart: [`${takenText(known, batesStart)}; start at ${known.next}, or leave the number out`] };
}

/** `NFLX000003 was given in B-0001 “First production”, NFLX000001 to NFLX000005`. */
export function takenText({ prefix, digits, ranges }: UsedPrefix, number: number): string {
  const printed = formatBates(prefix, number, digits);
  const range = ranges.find(({ last }) => last >= printed) ?? ranges.at(-1);
  if (range === undefined) return `${printed} was given before`;
  const isInside = range.first <= printed;
  return isInside
    ? `${printed} was given in ${range.bundle}, ${range.first} to ${range.last}`
    : `${printed} runs into ${range.bundle}, ${range.first} to ${range.last}`;
}

type Numbered = Pick<Bundle, 'matterId' | 'batesPrefix' | 'batesStart'>;

/** The number a person asked for, or the one that is next under the prefix. Throws `ConflictError` for one given before. */
export async function firstNumber(db: Db, bundle: Numbered): Promise<number> {
  const { batesStart: start } = bundle;
  const known = await knownPrefix(db, bundle);
  if (known === undefined) return start ?? 1;
  if (start !== null && start < known.next)
    throw new ConflictError(`${takenText(known, start)}; start at ${known.next}.`);
  return start ?? known.next;
}

/** The gap that the first number of a bundle leaves behind all that were given in the matter. */
export async function gapNotesOf(db: Db, bundle: Numbered): Promise<Finding[]> {
  const known = await knownPrefix(db, bundle);
  if (known === undefined || bundle.batesStart === null) return [];
  return gapNotes({ prefix: known.prefix, digits: known.digits, start: bundle.batesStart }, known.next);
}

async function knownPrefix(db: Db, { matterId, batesPrefix }: Numbered): Promise<UsedPrefix | undefined> {
  if (batesPrefix === null) return undefined;
  return (await usedPrefixes(db, matterId)).find(({ prefix }) => prefix === batesPrefix);
}
