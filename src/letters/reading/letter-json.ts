import type { LetterReading, Limit, Passage } from './proposal.js';

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
    ...(limit.eventOn === null ? {} : { event: limit.eventOn }),
    ...(limit.time === null ? {} : { time: limit.time }),
  };
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
