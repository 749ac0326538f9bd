import type { Regime } from './rule.js';

/** A time limit as a letter words it. */
export interface LimitWords {
  readonly text: string;
  readonly count: number | null;
  readonly unit: LimitUnit | null;
  /** Where the letter says the time starts; null where it does not say. */
  readonly from: LimitStart | null;
  /** `before`: the count runs back from the event, as in “five days before the hearing”. */
  readonly direction?: 'after' | 'before';
  /** The date named, for “by 17 July 2015”. */
  readonly fixedOn?: string | null;
  /** `17:00`, for “by 5 p.m. on …”. */
  readonly time?: string | null;
  /** The zone the words name beside the hour, where they do. */
  readonly zone?: string | null;
}

export type LimitUnit =
  | 'hour'
  | 'day'
  | 'calendar-day'
  | 'business-day'
  | 'court-day'
  | 'clear-day'
  | 'week'
  | 'month'
  | 'year'
  | 'date'
  | 'immediate';

export type LimitStart = 'letter-date' | 'receipt' | 'service' | 'event';

/** The three facts of a letter's arrival, each `2014-06-05` or with the hour, `2014-06-05T09:00`, local in the zone. */
export interface LetterFacts {
  readonly letterDate: string | null;
  /** The other day that the letter's date may be, where the weekday beside it does not fit. */
  readonly alsoDated?: string | null;
  readonly receivedOn: string | null;
  readonly sentOn?: string | null;
  /** How it came: `post`, `email`, as a letter's facts name it. */
  readonly method?: string | null;
  /** The date of the event or service that the words run from, when they name one. */
  readonly eventOn?: string | null;
  readonly zone: string;
  readonly regime: Regime;
}
