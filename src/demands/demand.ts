import type { Selectable } from 'kysely';
import { zoneIn } from '../deadlines/counting/clock-words.js';
import { daysAdded } from '../deadlines/counting/amounts-said.js';
import { saidBesides } from '../deadlines/counting/said-besides.js';
import type { LetterFacts, LimitStart, LimitUnit, LimitWords } from '../deadlines/counting/readings.js';
import type { DemandTable, PerformanceTable, ResponseTable } from '../migrations/schema.js';
import type { Db } from '../platform/database.js';
import { dayText } from '../platform/plain-date.js';
import { withPromise } from './add-promise.js';

export type Demand = Selectable<DemandTable>;
export type Response = Selectable<ResponseTable>;
export type Performance = Selectable<PerformanceTable>;
export type DemandState = Demand['state'];
export type Stance = Response['stance'];
export type HoldsBack = Response['holdsBack'];

/** The letter that makes a demand, as far as a demand needs it; handed in by the letters, which come after. */
export interface DemandingLetter {
  readonly id: string;
  readonly number: string;
  readonly sender: string | null;
  /** For a form about the letter itself. */
  readonly version: number;
  /** Whether its dates have been confirmed: before that no date can be counted from it. */
  readonly isReviewed: boolean;
  /** Whether a named person has confirmed that its list of demands is complete. */
  readonly isComplete: boolean;
  /** Asked again inside a transaction: someone may have confirmed the list since the page was read. */
  readonly listNow: (db: Db) => Promise<{ readonly isReviewed: boolean; readonly isComplete: boolean }>;
  readonly facts: LetterFacts;
  readonly pages: readonly { readonly page: number; readonly text: string }[];
}

export const KINDS = {
  cease: 'cease',
  'provide-evidence': 'provide evidence',
  'provide-list': 'provide a list',
  preserve: 'preserve',
  pay: 'pay',
  'retract-or-correct': 'retract or correct',
  remove: 'remove',
  'sign-undertaking': 'sign an undertaking',
  'respond-or-confirm': 'respond or confirm',
  other: 'something else',
} as const;

export type Kind = keyof typeof KINDS;

export const STANCES = {
  'will-comply': 'Will comply',
  'in-part': 'Complies in part',
  objects: 'Objects',
  declines: 'Declines',
  'nothing-held': 'Nothing held',
  'more-time': 'Asks for more time',
} as const satisfies Record<Stance, string>;

/** The kinds of response that rest on grounds, and have to say whether anything is held back on them. */
export const ON_GROUNDS: readonly string[] = ['in-part', 'objects', 'declines'] satisfies readonly Stance[];

export const HOLDS_BACK = {
  yes: 'Yes, something is held back on these grounds',
  no: 'No, nothing is held back',
  'not-said': 'Not said',
} as const satisfies Record<HoldsBack, string>;

export const STATES = {
  open: 'no response yet',
  responded: 'responded to',
  withdrawn: 'withdrawn by them',
  resolved: 'resolved',
  'no-response': 'no response, by decision',
  voided: 'voided',
} as const satisfies Record<DemandState, string>;

/** Ways a demand ends without a response from us; each by a named person, with a reason. */
export const ENDINGS = {
  withdrawn: 'They withdrew it',
  resolved: 'It is resolved',
  'no-response': 'No response, by decision',
  voided: 'It was entered in error',
} as const;

export const LIMIT_UNITS = {
  day: 'days',
  'calendar-day': 'calendar days',
  'business-day': 'business days',
  'court-day': 'court days',
  'clear-day': 'clear days',
  hour: 'hours',
  week: 'weeks',
  month: 'months',
  year: 'years',
} as const satisfies Record<Exclude<LimitUnit, 'date' | 'immediate'>, string>;

export const LIMIT_STARTS = {
  'letter-date': 'the date on the letter',
  receipt: 'receipt',
  service: 'service',
  event: 'an event',
} as const satisfies Record<LimitStart, string>;

/** Which way a count runs. */
export const DIRECTIONS = {
  after: 'On, after its start',
  before: 'Back, before the event',
} as const;

/** The unit of a limit whose words could not be read, as long as it is a proposal. */
export const UNREAD = 'unread';
export const UNREAD_LIMIT = 'a limit was found that could not be read: set it';

/** How a letter may limit the time of a demand. */
export const LIMITS = {
  none: 'No time is named',
  count: 'A count, like “within five days”',
  date: 'A date, like “by 17 July 2015”',
  immediately: '“Immediately”, “forthwith”, “at once”',
  shared: 'The same limit as another demand',
} as const;

export type Limit = keyof typeof LIMITS;

/** A time limit as it stands in a demand's row. */
export type LimitColumns = Pick<
  Demand,
  | 'limitWords'
  | 'limitCount'
  | 'limitUnit'
  | 'limitFrom'
  | 'limitOn'
  | 'limitTime'
  | 'limitEventOn'
  | 'limitDirection'
  | 'limitSharedWith'
>;

export const NO_LIMIT: LimitColumns = {
  limitWords: null,
  limitCount: null,
  limitUnit: null,
  limitFrom: null,
  limitOn: null,
  limitTime: null,
  limitEventOn: null,
  limitDirection: null,
  limitSharedWith: null,
};

/** A demand's time limit for the day counter; null where the letter names no time. */
export function limitOf(demand: LimitColumns): LimitWords | null {
  if (demand.limitUnit === null || demand.limitWords === null) return null;
  return {
    text: demand.limitWords,
    count: demand.limitCount,
    unit: isUnit(demand.limitUnit) ? demand.limitUnit : null,
    from: isStart(demand.limitFrom) ? demand.limitFrom : null,
    ...(demand.limitDirection === 'before' ? { direction: 'before' } : {}),
    fixedOn: demand.limitOn,
    time: demand.limitTime,
    zone: demand.limitTime === null ? null : zoneIn(demand.limitWords),
  };
}

/** Which of the form's choices a stored limit is. */
export function limitChoice(demand: LimitColumns): Limit {
  if (demand.limitSharedWith !== null) return 'shared';
  if (demand.limitUnit === null) return 'none';
  if (demand.limitUnit === 'immediate') return 'immediately';
  return demand.limitUnit === 'date' ? 'date' : 'count';
}

/** `5 days from the date on the letter`, `5 court days before Mon 28 Dec 2026`: how a limit was read, in our words. */
export function limitText(demand: LimitColumns): string {
  if (demand.limitUnit === UNREAD) return UNREAD_LIMIT;
  const limit = limitOf(demand);
  if (limit === null) return 'no time named';
  if (limit.unit === 'immediate') return 'at once: a decision, not a date';
  const besides = saidBesides(limit);
  const more = [limit.time ? `, ${limit.time}` : '', ...besides.map((one) => `; ${one}`)].join('');
  if (limit.unit === 'date') return `by ${limit.fixedOn ? dayText(limit.fixedOn) : 'a date'}${more}`;
  const amount = amountText(limit, limit.unit === null ? 'days' : LIMIT_UNITS[limit.unit]);
  const event = demand.limitEventOn === null ? null : dayText(demand.limitEventOn);
  if (limit.direction === 'before')
    return `${amount} before ${event ?? 'an event, its day to be set'}${more}`;
  const from =
    limit.from === null
      ? 'start not said'
      : `from ${(limit.from === 'event' ? event : null) ?? LIMIT_STARTS[limit.from]}`;
  return `${amount}, ${from}${more}`;
}

/** `5 days`, `1 month and 1 day`. */
function amountText({ text, count, unit }: LimitWords, units: string): string {
  const said = (number: number, words: string): string =>
    `${number} ${number === 1 ? words.replace(/s$/, '') : words}`;
  const days = unit === null ? 0 : (daysAdded(text, count ?? 0, unit).input.extension?.count ?? 0);
  return days === 0 ? said(count ?? 0, units) : `${said(count ?? 0, units)} and ${said(days, 'days')}`;
}

/** `provide evidence`: also for a kind that an older version wrote. */
export function kindText(kind: string): string {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as Kind] : kind;
}

/** `page 1, lines 25–31`; what is known of where the words stand. */
export function placeText(demand: Pick<Demand, 'page' | 'lineFrom' | 'lineTo'>): string {
  if (demand.page === null) return '';
  if (demand.lineFrom === null || demand.lineTo === null) return `page ${demand.page}`;
  return demand.lineFrom === demand.lineTo
    ? `page ${demand.page}, line ${demand.lineFrom}`
    : `page ${demand.page}, lines ${demand.lineFrom}–${demand.lineTo}`;
}

/**
 * The place of each demand in its letter, from 1, by its number: what the other side can count too. Numbers run over the
 * whole matter and stay with a demand that was entered in error, which the other side never sees.
 */
export function placesInLetter(
  ofLetter: readonly Pick<Demand, 'number' | 'state'>[],
): ReadonlyMap<number, number> {
  const standing = ofLetter.filter(({ state }) => state !== 'voided');
  return new Map(standing.map(({ number }, index) => [number, index + 1]));
}

/** Words to stand inside double quotation marks: the double ones among them become single, as print has it. */
export function quotedInside(words: string): string {
  return words.replace(/“([^“”]*)”/g, '‘$1’').replace(/"([^"]*)"/g, '‘$1’');
}

/** The words of a response as a letter carries them: what we promise is added where they do not say it themselves. */
export function wordsOfResponse({ words, promiseWords }: Pick<Response, 'words' | 'promiseWords'>): string {
  return promiseWords === null ? words : withPromise(words, promiseWords);
}

/** `Respond to demand 2: provide evidence`: the name of the date that a demand sets. */
export function deadlineTitle(demand: Pick<Demand, 'number' | 'kind'>): string {
  return `Respond to demand ${demand.number}: ${kindText(demand.kind)}`;
}

function isUnit(text: string): text is LimitUnit {
  return text === 'date' || text === 'immediate' || Object.hasOwn(LIMIT_UNITS, text);
}

function isStart(text: string | null): text is LimitStart {
  return text !== null && Object.hasOwn(LIMIT_STARTS, text);
}
