import type { Kind } from '../../demands/demand.js';
import type { Place } from './source.js';

/** Words of the letter with where they stand: exact offsets in the letter's text, and in its page's. */
export interface Passage extends Place {
  readonly quote: string;
  /** Offsets in the whole letter, its pages joined by form feeds. */
  readonly from: number;
  readonly to: number;
}

/** A time limit as the letter words it: a count with its start, a date, or words that could not be read. */
export type Limit = CountedLimit | DatedLimit | UnreadLimit;

export interface CountedLimit {
  readonly text: string;
  readonly count: number;
  readonly unit:
    'hour' | 'day' | 'calendar-day' | 'business-day' | 'court-day' | 'clear-day' | 'week' | 'month';
  readonly from: 'letter-date' | 'receipt' | 'service' | 'event';
  /** Whether the letter says where the count starts. */
  readonly fromStated: boolean;
  /** `before`: the count runs back from the event. */
  readonly direction: 'after' | 'before';
  /** The day of the event, where the words name it. */
  readonly eventOn: string | null;
  readonly time: string | null;
}

/** Words that limit a time and whose meaning a person has to set: no date is guessed from them. */
export interface UnreadLimit {
  readonly text: string;
  readonly isUnread: true;
}

export interface DatedLimit {
  readonly text: string;
  readonly date: string;
  /** Further days the words may name, where day and month could be either way round. */
  readonly alternatives: readonly string[];
  readonly time: string | null;
  readonly yearInferred: boolean;
}

/** A demand as the words propose it, with the rule that found it. Nobody has confirmed it. */
export interface ProposedDemand extends Passage {
  readonly kind: Kind;
  readonly limit: Limit | null;
  /** Where the limit stands when it is not in the demand's own words: the rule that gave it. */
  readonly limitRule: string | null;
  readonly rule: string;
  /** The sentence a list item hangs on. */
  readonly stem: Passage | null;
  /** Other places where the letter makes the same demand. */
  readonly alsoAt: readonly Passage[];
  /** Made only through a threat. */
  readonly isImplied: boolean;
  /** Holds only in a case it names. */
  readonly isConditional: boolean;
  /** “prompt”, “as soon as possible”: noted, never a limit. */
  readonly vagueTime: string | null;
}

/** A sentence found for what it is: a threat, a reserved right, what they say we said. */
export interface FoundPassage extends Passage {
  readonly rule: string;
}

/** How a letter says it was sent. */
export type Delivery = 'email' | 'courier' | 'hand' | 'fax' | 'post';

export interface LetterHead {
  readonly letterDate: string | null;
  readonly sender: string | null;
  readonly counsel: string | null;
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly reference: string | null;
  /** The first of the ways below; null where it names none. */
  readonly delivery: Delivery | null;
  /** Every way it says it was sent: “By email and by courier”. */
  readonly deliveries: readonly Delivery[];
}

export interface LetterReading extends LetterHead {
  readonly demands: readonly ProposedDemand[];
  readonly threats: readonly FoundPassage[];
  readonly ourWords: readonly FoundPassage[];
}
