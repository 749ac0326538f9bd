import { DeadlineInputError } from '../deadlines/counting/deadline-input-error.js';
import { readingsOf } from '../deadlines/counting/readings.js';
import { fieldError, type FormErrors, type Parsed } from '../web/form.js';
import type { DemandRequest } from './demand-form.js';
import { limitOf, NO_LIMIT, type Demand, type DemandingLetter, type LimitColumns } from './demand.js';
import { isSameWords, locateQuote } from './locate-quote.js';

export type DemandColumns = Pick<
  Demand,
  'quote' | 'page' | 'quoteStart' | 'quoteEnd' | 'lineFrom' | 'lineTo' | 'kind'
> &
  LimitColumns;

const NOT_THERE =
  'These words are not in the letter’s text. Copy them exactly, or tick “as printed” if the text was read wrongly';

/**
 * What a form becomes in the row of a demand: its words anchored in the letter, its limit one that can be counted.
 * `others` are the demands of the same letter, for a limit that is shared.
 */
export function demandColumns(
  request: DemandRequest,
  letter: DemandingLetter,
  others: readonly Demand[],
): Parsed<DemandColumns> {
  const place = locateQuote(request.quote, letter.pages, { page: request.page, start: request.start });
  const hasText = letter.pages.some((page) => page.text.trim() !== '');
  if (place === null && hasText && !request.asPrinted)
    return { ok: false, errors: fieldError('quote', NOT_THERE) };
  const twin = others.find(
    (other) =>
      other.state !== 'voided' &&
      other.kind === request.kind &&
      isSameWords(other.quote, request.quote) &&
      (place === null || (other.page === place.page && other.quoteStart === place.start)),
  );
  if (twin && !request.askedTwice)
    return {
      ok: false,
      errors: fieldError(
        'quote',
        `Demand ${twin.number} has these words already, and asks for the same. Tick “asked twice” if the letter says it twice`,
      ),
    };

  const limit = limitColumns(request, others);
  if (!limit.ok) return limit;
  const wrong = countingError(limit.value, letter);
  if (wrong) return { ok: false, errors: wrong };
  return {
    ok: true,
    value: {
      quote: request.quote,
      page: place?.page ?? request.page,
      quoteStart: place?.start ?? null,
      quoteEnd: place?.end ?? null,
      lineFrom: place?.lineFrom ?? null,
      lineTo: place?.lineTo ?? null,
      kind: request.kind,
      ...limit.value,
    },
  };
}

function limitColumns(request: DemandRequest, others: readonly Demand[]): Parsed<LimitColumns> {
  const words = { ...NO_LIMIT, limitWords: request.limitWords };
  if (request.limit === 'none') return { ok: true, value: NO_LIMIT };
  if (request.limit === 'immediately')
    return { ok: true, value: { ...words, limitCount: 0, limitUnit: 'immediate' } };
  if (request.limit === 'date')
    return {
      ok: true,
      value: { ...words, limitUnit: 'date', limitOn: request.limitOn, limitTime: request.limitTime },
    };
  if (request.limit === 'count')
    return {
      ok: true,
      value: {
        ...words,
        limitCount: request.limitCount ?? null,
        limitUnit: request.limitUnit ?? null,
        limitFrom: request.limitDirection === 'before' ? 'event' : (request.limitFrom ?? null),
        limitEventOn: request.limitEventOn,
        limitDirection: request.limitDirection === 'before' ? 'before' : null,
        limitTime: request.limitTime,
      },
    };
  const other = others.find((demand) => demand.id === request.sharedWith);
  if (!other || other.limitUnit === null)
    return {
      ok: false,
      errors: fieldError('sharedWith', 'Choose a demand of this letter that has a time limit'),
    };
  const { limitWords, limitCount, limitUnit, limitFrom, limitOn, limitTime } = other;
  const { limitEventOn, limitDirection } = other;
  return {
    ok: true,
    value: {
      ...{ limitWords, limitCount, limitUnit, limitFrom, limitOn, limitTime, limitEventOn, limitDirection },
      limitSharedWith: other.limitSharedWith ?? other.id,
    },
  };
}

/** A limit that cannot be counted is said beside its field, before anything is saved. */
function countingError(limit: LimitColumns, letter: DemandingLetter): FormErrors | null {
  const words = limitOf(limit);
  if (words === null) return null;
  try {
    readingsOf(words, { ...letter.facts, eventOn: limit.limitEventOn });
    return null;
  } catch (error) {
    if (!(error instanceof DeadlineInputError)) throw error;
    const isDate = words.unit === 'date';
    const fields: Readonly<Record<string, string>> = {
      ...{ eventOn: 'limitEventOn', trigger: isDate ? 'limitOn' : 'limitEventOn', cutOff: 'limitTime' },
    };
    return fieldError(fields[error.field] ?? 'limitCount', error.message);
  }
}
