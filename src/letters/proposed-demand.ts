import type { Selectable } from 'kysely';
import { z } from 'zod';
import { NO_LIMIT, UNREAD, type Kind, type LimitColumns } from '../demands/demand.js';
import type { ProposedDemandTable } from '../migrations/schema.js';
import type { Limit, ProposedDemand as Proposal } from './reading/proposal.js';

/** A demand as the words of the letter propose it, and what a person made of it. */
export type ProposedDemand = Selectable<ProposedDemandTable>;

/** Raised when the rules change: proposals of an older reader can be told apart when accuracy is measured. */
export const READER_VERSION = 1;

const places = z.array(z.object({ quote: z.string(), page: z.number(), start: z.number(), end: z.number() }));
export type OtherPlace = z.infer<typeof places>[number];

/** Where the letter makes the same demand again. */
export function otherPlaces({ alsoAt }: Pick<ProposedDemand, 'alsoAt'>): OtherPlace[] {
  return places.parse(JSON.parse(alsoAt));
}

/** A limit in the columns of a demand; “immediately” has a unit of its own there. */
export function limitColumns(limit: Limit | null): Omit<LimitColumns, 'limitSharedWith'> {
  const { limitSharedWith: _shared, ...none } = NO_LIMIT;
  if (limit === null) return none;
  if ('isUnread' in limit) return { ...none, limitWords: limit.text, limitUnit: UNREAD };
  if ('date' in limit)
    return { ...none, limitWords: limit.text, limitUnit: 'date', limitOn: limit.date, limitTime: limit.time };
  const isAtOnce = limit.count === 0;
  return {
    ...none,
    limitWords: limit.text,
    limitCount: limit.count,
    limitUnit: isAtOnce ? 'immediate' : limit.unit,
    limitFrom: limit.fromStated && !isAtOnce ? limit.from : null,
    limitTime: limit.time,
    limitEventOn: limit.eventOn,
    limitDirection: limit.direction === 'before' ? 'before' : null,
  };
}

/** The row of a proposal, without its id; `pageOf` gives the letter's number of a page that was read. */
export function rowOf(
  proposal: Proposal,
  {
    letterId,
    position,
    at,
    pageOf,
  }: { letterId: string; position: number; at: string; pageOf: (page: number) => number },
) {
  const { quote, kind, rule, limitRule, stem, alsoAt, isImplied, isConditional } = proposal;
  return {
    ...{ letterId, position, quote, kind, rule, limitRule },
    page: pageOf(proposal.page),
    quoteStart: proposal.start,
    quoteEnd: proposal.end,
    ...limitColumns(proposal.limit),
    stem: stem?.quote ?? null,
    alsoAt: JSON.stringify(
      alsoAt.map((one) => ({ quote: one.quote, page: pageOf(one.page), start: one.start, end: one.end })),
    ),
    isImplied: Number(isImplied),
    isConditional: Number(isConditional),
    readerVersion: READER_VERSION,
    proposedAt: at,
  };
}

/** What the demand form starts with for a proposal. */
export function formValues(proposal: ProposedDemand): Record<string, string> {
  return {
    ...{ proposal: proposal.id, quote: proposal.quote, kind: proposal.kind },
    ...{ page: String(proposal.page), start: String(proposal.quoteStart), end: String(proposal.quoteEnd) },
    ...limitValues(proposal),
  };
}

/** A limit as the fields of the demand form. */
export function limitValues(
  proposal: Pick<
    LimitColumns,
    | 'limitWords'
    | 'limitCount'
    | 'limitUnit'
    | 'limitFrom'
    | 'limitOn'
    | 'limitTime'
    | 'limitEventOn'
    | 'limitDirection'
  >,
): Record<string, string> {
  const { limitUnit: unit } = proposal;
  // What could not be read is neither a count nor a date yet: nothing is chosen until a person chooses.
  if (unit === UNREAD) return { limit: '', limitWords: proposal.limitWords ?? '' };
  const isCount = unit !== null && unit !== 'immediate' && unit !== 'date';
  return {
    limit: unit === null ? 'none' : unit === 'immediate' ? 'immediately' : unit === 'date' ? 'date' : 'count',
    limitWords: proposal.limitWords ?? '',
    limitCount: unit === 'immediate' || proposal.limitCount === null ? '' : String(proposal.limitCount),
    limitUnit: unit === null || unit === 'immediate' || unit === 'date' ? '' : unit,
    limitFrom: proposal.limitFrom ?? '',
    limitOn: proposal.limitOn ?? '',
    limitTime: proposal.limitTime ?? '',
    limitEventOn: proposal.limitEventOn ?? '',
    limitDirection: isCount ? (proposal.limitDirection ?? 'after') : '',
  };
}

/** Where a quotation may be cut in two: after a comma or semicolon, before “and”; offsets in it, with the words that follow. */
export function splitPlaces(text: string): readonly { readonly at: number; readonly words: string }[] {
  return [...text.matchAll(/[,;:.](?=\s)|\s(?=(?:and|or|as\s+well\s+as)\s)/gi)]
    .map((match) => match.index + (/\s/.test(match[0]) ? 0 : 1))
    .filter((at) => at > 8 && at < text.length - 8)
    .map((at) => ({ at, words: text.slice(at).replace(/\s+/g, ' ').trim() }))
    .map(({ at, words }) => ({ at, words: words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words }));
}

/** Whether an entered demand took over its words. */
export function isTakenBy(
  proposal: ProposedDemand,
  demand: {
    readonly page: number | null;
    readonly quoteStart: number | null;
    readonly quoteEnd: number | null;
  },
): boolean {
  if (demand.quoteStart === null || demand.quoteEnd === null || demand.page !== proposal.page) return false;
  const both =
    Math.min(demand.quoteEnd, proposal.quoteEnd) - Math.max(demand.quoteStart, proposal.quoteStart);
  const shorter = Math.min(demand.quoteEnd - demand.quoteStart, proposal.quoteEnd - proposal.quoteStart);
  return both > 0 && both >= shorter / 2;
}

type SameName = Exclude<keyof LimitColumns, 'limitWords' | 'limitSharedWith'>;

/** Whether a demand was entered as it was proposed. */
export function isAsProposed(
  proposal: ProposedDemand,
  demand: LimitColumns & { readonly quote: string; readonly kind: string },
): boolean {
  const isSame = (name: SameName): boolean => (proposal[name] ?? null) === (demand[name] ?? null);
  return (
    proposal.quote === demand.quote &&
    proposal.kind === demand.kind &&
    isSame('limitCount') &&
    isSame('limitUnit') &&
    isSame('limitFrom') &&
    isSame('limitOn') &&
    isSame('limitTime') &&
    isSame('limitEventOn') &&
    isSame('limitDirection')
  );
}

/** The kind a form starts with for words taken by hand; null where they say nothing. */
export function kindOrNone(kind: Kind): Kind | '' {
  return kind === 'other' ? '' : kind;
}
