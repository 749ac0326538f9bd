import { z } from 'zod';
import {
  checkbox,
  oneOf,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  versionField,
  wholeNumber,
} from '../web/form.js';
import { citeFields, rows } from './cite-list.js';
import { unprintableIn } from './unprintable.js';
import { countsBack } from '../deadlines/counting/find-back-limit.js';
import {
  DIRECTIONS,
  ENDINGS,
  HOLDS_BACK,
  KINDS,
  LIMIT_STARTS,
  LIMIT_UNITS,
  LIMITS,
  STANCES,
  ON_GROUNDS,
} from './demand.js';

const offset = z
  .string()
  .regex(/^\d{1,9}$/, 'Take the words from the letter again')
  .transform(Number)
  .optional()
  .transform((value) => value ?? null);

const demandFields = {
  quote: text('Enter their exact words', 8_000).refine((words) => unprintableIn(words) === null, {
    error: ({ input }) => unprintableIn(String(input)) ?? undefined,
  }),
  page: offset,
  start: offset,
  end: offset,
  asPrinted: checkbox(),
  askedTwice: checkbox(),
  kind: oneOf(keys(KINDS), 'Choose what is asked for'),
  limit: oneOf(keys(LIMITS), 'Choose whether a time is named'),
  limitWords: optionalText(500),
  limitCount: wholeNumber('Enter how many', { min: 1, max: 3650 }).optional(),
  limitUnit: oneOf(keys(LIMIT_UNITS), 'Choose days, hours, weeks…').optional(),
  limitFrom: oneOf(keys(LIMIT_STARTS), 'Choose where the time starts').optional(),
  limitDirection: oneOf(keys(DIRECTIONS), 'Choose which way the count runs').optional(),
  limitEventOn: optionalPlainDate(),
  limitOn: optionalPlainDate(),
  limitTime: z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter the hour like 17:00')
    .optional()
    .transform((value) => value ?? null),
  sharedWith: optionalText(40),
} as const;

type Limited = z.infer<z.ZodObject<typeof demandFields>>;

export const demandForm = z.preprocess(
  withChosenLimit,
  z.strictObject(demandFields).superRefine(limitIsWhole),
);
export const demandEditForm = z.preprocess(
  withChosenLimit,
  z.strictObject({ ...demandFields, version: versionField }).superRefine(limitIsWhole),
);

/** A response: for an objection or an answer in part, grounds and whether anything is held back on each. */
export const responseForm = z
  .strictObject({
    stance: oneOf(keys(STANCES), 'Choose how we respond'),
    // Side by side: a ground of the library and '', 'yes' or 'no' for what is held back on it.
    objection: rows,
    objectionHolds: rows,
    ...citeFields,
    grounds: optionalText(4_000),
    holdsBack: oneOf(keys(HOLDS_BACK), 'Say whether anything is held back').optional(),
    words: text('Write the words of the response', 20_000),
    promiseWords: optionalText(500),
    promisedOn: optionalPlainDate(),
    version: versionField.optional(),
    demandVersion: versionField,
    /** Where to go afterwards. */
    then: z.literal('next').optional(),
  })
  .superRefine((response, context) => {
    const add = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    const taken = response.objectionHolds.filter((holds) => holds !== '');
    const objects = ON_GROUNDS.includes(response.stance);
    if (objects && response.grounds === '' && taken.length === 0)
      add('grounds', 'Say on what grounds, or choose one of the library');
    if (objects && response.holdsBack === undefined && (taken.length === 0 || response.grounds !== ''))
      add('holdsBack', 'Say whether anything is held back on these grounds');
    if (!objects && taken.length > 0)
      add('stance', 'A ground is chosen: object, decline or comply in part, or take the ground back');
    if (taken.some((holds) => holds !== 'yes' && holds !== 'no'))
      add('objection', 'Say of each ground whether anything is held back on it');
    if (response.promisedOn !== null && response.promiseWords === '')
      add('promiseWords', 'Write what is promised, like “the test will end on 16 June”');
    if (response.promisedOn === null && response.promiseWords !== '')
      add('promisedOn', 'Enter the date of the promise, or leave out its words');
  });

/** Which page of the linked items to show next, with everything typed kept; nothing is saved then. */
export const citesGo = z.object({
  go: z
    .string()
    .regex(/^(find|all|none|[1-9]\d{0,5})$/, 'Choose a page of the items by its number')
    .optional(),
});

export const endingForm = z.strictObject({
  ending: oneOf(keys(ENDINGS), 'Choose how it ended'),
  reason: text('Say why', 2_000),
  version: versionField,
});

export const reopeningForm = z.strictObject({ reason: text('Say why', 2_000), version: versionField });

export const performanceForm = z.strictObject({
  doneOn: plainDate('Enter the day it was done, like 2014-06-16'),
  words: text('Say what was done', 4_000),
});

/** By ground, what was said of it, as a response's form came, so that a form that did not pass keeps it. */
export function groundsSent(body: unknown): ReadonlyMap<string, string> {
  const values = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const list = (name: string): string[] => {
    const value = values[name];
    return (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? one : ''));
  };
  const [grounds, holds] = [list('objection'), list('objectionHolds')];
  return new Map(grounds.map((id, at) => [id, holds[at] ?? '']));
}

/** A promise read in our words, confirmed as a date of our own. */
export const promiseForm = z.strictObject({
  words: text('Take the words of the promise', 1_000),
  on: plainDate('Enter the day of the promise, like 2014-06-16'),
  version: versionField,
});

export type PromiseRequest = z.infer<typeof promiseForm>;
export type DemandRequest = z.infer<typeof demandForm>;
export type ResponseRequest = z.infer<typeof responseForm>;
export type EndingRequest = z.infer<typeof endingForm>;
export type PerformanceRequest = z.infer<typeof performanceForm>;

/** Which boxes belong to which kind of limit; what is left in the others does not count, and does not stand in the way. */
const BOXES_OF: Readonly<Record<string, readonly string[]>> = {
  count: ['limitCount', 'limitUnit', 'limitFrom', 'limitDirection', 'limitEventOn', 'limitTime'],
  date: ['limitOn', 'limitTime'],
  shared: ['sharedWith'],
};

function withChosenLimit(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const chosen = (body as Readonly<Record<string, unknown>>)['limit'];
  const own = (typeof chosen === 'string' && Object.hasOwn(BOXES_OF, chosen) ? BOXES_OF[chosen] : null) ?? [];
  const others = Object.entries(BOXES_OF)
    .flatMap(([limit, boxes]) => (limit === chosen ? [] : boxes))
    .filter((box) => !own.includes(box));
  return Object.fromEntries(Object.entries(body).filter(([name]) => !others.includes(name)));
}

const COUNTS_ON =
  /\b(?:after|following|of\s+receipt|from\s+(?:the\s+date|receipt|service)|of\s+the\s+date\s+of)\b/i;

function limitIsWhole(demand: Limited, context: z.RefinementCtx): void {
  const need = (path: keyof Limited, isThere: boolean, message: string): void => {
    if (!isThere) context.addIssue({ code: 'custom', path: [path], message });
  };
  if (demand.limit === 'none') return;
  if (demand.limit === 'shared')
    return need('sharedWith', demand.sharedWith !== '', 'Choose the demand whose limit it shares');
  need('limitWords', demand.limitWords !== '', 'Enter the exact words of the time limit');
  if (demand.limit === 'count') {
    need('limitCount', demand.limitCount !== undefined, 'Enter how many days, hours or weeks');
    need('limitUnit', demand.limitUnit !== undefined, 'Choose days, hours, weeks…');
    const isBack = demand.limitDirection === 'before';
    const isEventSet = demand.limitEventOn !== null;
    need('limitEventOn', isEventSet || !isBack, 'Enter the day of the event it is counted back from');
    need(
      'limitEventOn',
      isEventSet || isBack || demand.limitFrom !== 'event',
      'Enter the day of the event it runs from',
    );
    need(
      'limitFrom',
      !isBack || demand.limitFrom === undefined || demand.limitFrom === 'event',
      'A count back runs from an event: choose “an event”',
    );
    need(
      'limitDirection',
      isBack || !countsBack(demand.limitWords),
      'These words count back from an event, like “five days before the hearing”: choose “Back, before the event”, or quote only the words of the limit that is counted',
    );
    need(
      'limitDirection',
      !isBack || countsBack(demand.limitWords) || !COUNTS_ON.test(demand.limitWords),
      'These words count on from their start: choose “On, after its start”',
    );
  }
  if (demand.limit === 'date') need('limitOn', demand.limitOn !== null, 'Enter the date named');
}

function keys<T extends Readonly<Record<string, string>>>(
  words: T,
): [keyof T & string, ...(keyof T & string)[]] {
  const [first, ...rest] = Object.keys(words) as (keyof T & string)[];
  if (first === undefined) throw new Error('There is nothing to choose from.');
  return [first, ...rest];
}
