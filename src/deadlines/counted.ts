import { receiptNotes } from './counting/after-hours.js';
import { businessCalendar } from './counting/business-calendar.js';
import { computeDeadline } from './counting/computation.js';
import type { Counted } from './deadline.js';
import type { DeadlineInput } from './counting/deadline-input.js';
import { READINGS_VERSION, readingsOf, type LetterFacts, type LimitWords } from './counting/readings.js';

/** What a letter's words come to: every reading with the working of the usual one, or null where a decision is asked for. */
export function countedFromWords(words: LimitWords, facts: LetterFacts): Counted | null {
  const { decision, readings, earliest } = readingsOf(words, facts);
  const [usual] = readings;
  if (decision || !usual || earliest === null) return null;
  const result = computeDeadline(usual.input);
  const notes = [...receiptNotes(words, facts), ...result.notes];
  return {
    input: usual.input,
    result: { ...result, notes, readings, earliest, reader: READINGS_VERSION },
  };
}

/** A count under one rule. Throws DeadlineInputError. */
export function countedFromInput(input: DeadlineInput): Counted {
  return { input, result: computeDeadline(input) };
}

/** The earliest day that the words of a letter nobody has reviewed could mean: found, and not yet counted day by day. */
export function countedAsFound(on: string, zone: string, time: string | null = null): Counted {
  const { input, result } = countedFromInput({
    ...(time === null ? {} : { cutOff: time }),
    ...{ rule: 'CUSTOM', trigger: on, count: 0, unit: 'fixed_date', zone },
    workingDays: businessCalendar('private', zone),
    custom: {
      name: 'The earliest day these words could mean',
      authority:
        'A search of a letter nobody has reviewed. Review the letter: each reading of the words is then counted day by day.',
      first: 'included',
      roll: 'none',
      calendar: null,
    },
  });
  return { input, result: { ...result, reader: READINGS_VERSION } };
}

/** A day that is simply named: by an order, by the words of a letter, by us. `time` like `17:00` in the zone. */
export function countedOn(on: string, zone: string, time: string | null = null): Counted {
  const workingDays = businessCalendar('private', zone);
  const input = { rule: 'DEMAND_FIXED_DATE', trigger: on, count: 0, unit: 'fixed_date', zone, workingDays };
  return countedFromInput(time === null ? input : { ...input, cutOff: time });
}
