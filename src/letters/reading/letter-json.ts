import { daysWritten } from '../../deadlines/counting/days-written.js';
import { saidTwice } from '../../deadlines/counting/said-twice.js';
import type { CountedLimit, LetterReading, Limit, Passage } from './proposal.js';

/** A time limit as it is written for machines: a count with its start, or a date. */
export function limitJson(limit: Limit): Record<string, unknown> {
  if ('isUnread' in limit) return { text: limit.text, unread: true };
  if ('date' in limit)
    return {
      text: limit.text,
      date: limit.date,
      ...(limit.time === null ? {} : { time: limit.time }),
      ...(limit.yearInferred ? { year_inferred: true } : {}),
      ...(limit.alternatives.length === 0 ? {} : { or: limit.alternatives }),
    };
  return {
    text: limit.text,
    count: limit.count,
    unit: limit.unit,
    from: limit.from,
    from_stated: limit.fromStated,
    ...(limit.direction === 'before' ? { direction: 'before' } : {}),
    ...otherCount(limit),
    ...(limit.eventOn === null ? {} : { event: limit.eventOn, ...otherEvents(limit.text, limit.eventOn) }),
    ...(limit.time === null ? {} : { time: limit.time }),
  };
}

/** “fourteen (15) days”: the numbers beside the one that was read. */
function otherCount({ text, count }: Pick<CountedLimit, 'text' | 'count'>): Record<string, unknown> {
  const other = saidTwice(text, count);
  return other === null ? {} : { or: other.counts };
}

function otherEvents(text: string, eventOn: string): Record<string, unknown> {
  const [, ...others] = daysOfEvent(text, eventOn);
  return others.length === 0 ? {} : { event_or: others };
}

/** “before the hearing on 03/04/2026”: the day that was read, then the other that it may be. */
export function daysOfEvent(text: string, eventOn: string): string[] {
  const days = daysWritten(text, eventOn, null)?.days ?? [];
  return [eventOn, ...days.flatMap(({ on }) => (on === eventOn ? [] : [on]))];
}

/** A reading for machines: the fields that measuring needs first, then what explains them. */
export function readingJson(reading: LetterReading): Record<string, unknown> {
  return {
    letterDate: reading.letterDate,
    sender: reading.sender,
    recipient: reading.recipient,
    subject: reading.subject,
    demands: reading.demands.map((demand) => ({
      quote: demand.quote,
      page: demand.page,
      kind: demand.kind,
      deadline: demand.limit === null ? null : limitJson(demand.limit),
      deadlineRule: demand.limitRule,
      start: demand.start,
      end: demand.end,
      rule: demand.rule,
      stem: demand.stem?.quote ?? null,
      alsoAt: demand.alsoAt.map(passageJson),
      implied: demand.isImplied,
      conditional: demand.isConditional,
      vagueTime: demand.vagueTime,
    })),
    counsel: reading.counsel,
    reference: reading.reference,
    delivery: reading.delivery,
    threats: reading.threats.map((one) => ({ ...passageJson(one), rule: one.rule })),
    ourWords: reading.ourWords.map((one) => ({ ...passageJson(one), rule: one.rule })),
  };
}

function passageJson({ quote, page, start, end }: Passage) {
  return { quote, page, start, end };
}
