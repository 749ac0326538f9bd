import { trailingClock } from './found-limit.js';
import { datesIn, type FoundDate } from './find-date.js';
import { relativeDay } from './relative-day.js';
import { isShortDay } from './short-day.js';

/** The event a count runs from or back from, at the start of some text: “the hearing on January 26, 2027”. */
export interface FoundEvent {
  /** Characters of the event with its date; the hour of the event is in them, an hour to act by is not. */
  readonly length: number;
  readonly dates: readonly string[];
  readonly isYearInferred: boolean;
  /** `09:30`, where the words say when the event begins. */
  readonly time: string | null;
}

/** What a “before” looks forward to; “before the court on 5 May” names no time to act by. */
export const EVENTS =
  /\b(?:hearing|trial|conference|deposition|mediation|arbitration|meeting|closing|completion|deadline|inspection|examination|launch|expiry|expiration|event|date|vote|auction|sale|release|renewal|appointment|session|call|argument|disclosure|exchange|start|end|commencement|submission|tender)\b/iu;
const LONGEST = 160;
const LONGEST_NAME = 80;
/** Where a date belongs to what stands before it: nothing but these may follow a comma. */
const STOP =
  /[;:?!](?=\s|$)|(?<!\b[ap]\.?m|\bv|\bno|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun))\.(?=\s|$)|\)(?!\s+(?:hearing|trial))|\n\s*\n|,(?!\s+(?:(?:which|that|now|currently|presently|set|scheduled|listed|fixed|calendared|noticed|due|on|dated|to\s+be\s+held|taking\s+place)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}\b))/iu;
const VERBS =
  /\b(?:you|we|i|they|he|she|please|must|shall|should|will|may\s+not|provide|produce|serve|send|deliver|confirm|pay|remove|file|give|disclose|identify|preserve|and\s+(?:to\s+)?(?:provide|produce|serve|send|confirm|pay|remove|file)|which\s+(?:we|you)|because|so\s+that|in\s+order|failing|otherwise|unless|if|while|when)\b/iu;
const WORD_START = /(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu;

/** The event with which the text starts, with its date where one is named, or null where the words name none. */
export function eventIn(text: string, letterDate: string | null): FoundEvent | null {
  const rest = text.slice(0, LONGEST);
  const lead = /^(?:on\s+)?(?:the\s+)?/iu.exec(rest)?.[0].length ?? 0;
  const named = dateAt(rest, lead, letterDate) ?? dateAt(rest, 0, letterDate);
  if (named) return withHour(rest, named);
  const stop = STOP.exec(rest)?.index ?? rest.length;
  const words = rest.slice(0, Math.min(stop, LONGEST_NAME + 40));
  const verb = VERBS.exec(words)?.index ?? words.length;
  if (verb === 0) return null;
  for (const { index } of words.slice(0, verb).matchAll(WORD_START)) {
    if (index > LONGEST_NAME) break;
    const found = datesIn(rest.slice(index), letterDate, isShortDay(rest, index));
    if (found) return withHour(rest, { ...found, length: index + found.length });
  }
  const name =
    /^(?:[\p{L}\p{N}’'()&/.-]+\s*){1,8}/u
      .exec(words.slice(0, verb))?.[0]
      .replace(/(?:\s+(?:and|or|to|in|on|at|by|of))*\s*$/iu, '') ?? '';
  return /\p{L}{3}/u.test(name)
    ? { length: name.length, dates: [], isYearInferred: false, time: null }
    : null;
}

function dateAt(rest: string, at: number, letterDate: string | null): FoundDate | null {
  const found =
    datesIn(rest.slice(at), letterDate, isShortDay(rest, at)) ?? relativeDay(rest.slice(at), letterDate);
  return found && { ...found, length: at + found.length };
}

/** “… on 26 January 2027 at 9:30 a.m.”: the hour of the event. */
function withHour(rest: string, { length, dates, isYearInferred }: FoundDate): FoundEvent {
  const noun = /^\s+(?:hearing|trial|conference|deposition|mediation|meeting|deadline)\b/iu.exec(
    rest.slice(length),
  );
  const end = length + (noun?.[0].length ?? 0);
  const hour = trailingClock(rest.slice(end));
  const ofEvent = hour.lead === 'at' ? hour.clock : null;
  return {
    length: ofEvent === null ? end : end + hour.length,
    dates,
    isYearInferred,
    time: ofEvent?.time ?? null,
  };
}
