import { z } from 'zod';
import { zone } from '../auth/account-form.js';
import { daysBetween, dayText, isPlainDate, nowIn } from '../platform/plain-date.js';
import { matterForm } from '../matters/matter-form.js';
import {
  checkbox,
  fieldError,
  oneOf,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  versionField,
  type FormErrors,
} from '../web/form.js';
import { METHODS, type Method } from './letter.js';

const [firstMethod, ...otherMethods] = Object.keys(METHODS) as [Method, ...Method[]];

/** What a person confirms about a letter. One received before its date is not refused, but has to be confirmed. */
export const reviewForm = z
  .strictObject({
    sender: text('Enter who sent the letter', 200),
    senderCounsel: optionalText(200),
    recipient: text('Enter whom it is addressed to', 200),
    subject: text('Enter what it is about', 300),
    theirReference: optionalText(120),
    datedOn: plainDate('Enter the date on the letter, like 2014-06-05'),
    sentOn: optionalPlainDate(),
    receivedOn: plainDate('Enter the date it arrived, like 2014-06-05'),
    receivedTime: z
      .string()
      .trim()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter the hour like 16:50')
      .optional()
      .transform((value) => value ?? null),
    receivedZone: zone,
    method: oneOf([firstMethod, ...otherMethods], 'Choose how it came'),
    datesAreOdd: checkbox(),
    version: versionField,
  })
  .superRefine((letter, context) => {
    const odd = oddDates(letter);
    if (odd !== null && !letter.datesAreOdd)
      context.addIssue({ code: 'custom', path: [odd.field], message: odd.message });
  });

/** Why a letter cannot have arrived then, by the clock of the place it arrived at; null where it can. */
export function receiptToCome(
  {
    receivedOn,
    receivedTime,
    receivedZone,
  }: Pick<ReviewRequest, 'receivedOn' | 'receivedTime' | 'receivedZone'>,
  at: string,
): FormErrors | null {
  const { today, time } = nowIn(at, receivedZone);
  if (receivedOn > today)
    return fieldError(
      'receivedOn',
      `This day has not come yet: it is ${dayText(today)} in ${receivedZone}. Enter the day it arrived`,
    );
  if (receivedOn < today || receivedTime === null || receivedTime <= time) return null;
  return fieldError(
    'receivedTime',
    `This hour has not come yet: it is ${time} in ${receivedZone}. Enter the hour it arrived, or leave it empty`,
  );
}

/** What the forms on a letter's page call those of their fields that may be wrong in the same way. */
export const FIELD_NAMES = {
  datedOn: 'Date on the letter',
  sentOn: 'Sent or postmarked',
  receivedOn: 'Received',
  limitEventOn: 'Day of the event or service',
  limitOn: 'The date named',
} as const;

/** A letter that took longer bears a wrong year, or its date was mistyped. */
const LONGEST_ON_THE_WAY = 90;

/** What is strange about three dates that are each possible; null where nothing is. */
function oddDates(letter: {
  readonly datedOn: string;
  readonly sentOn: string | null;
  readonly receivedOn: string;
}): { field: 'receivedOn' | 'sentOn'; message: string } | null {
  // The order of days says nothing while one of them is none: that is said at its own box.
  const days = [letter.datedOn, letter.receivedOn, ...(letter.sentOn === null ? [] : [letter.sentOn])];
  if (!days.every(isPlainDate)) return null;
  const confirm = 'If that is what the letter shows, tick the box to confirm it';
  if (letter.receivedOn < letter.datedOn)
    return { field: 'receivedOn', message: `A letter is rarely received before its own date. ${confirm}` };
  if (daysBetween(letter.datedOn, letter.receivedOn) > LONGEST_ON_THE_WAY)
    return {
      field: 'receivedOn',
      message: `This is ${daysBetween(letter.datedOn, letter.receivedOn)} days after the date on the letter, as where a year is mistyped. ${confirm}`,
    };
  if (letter.sentOn !== null && letter.sentOn < letter.datedOn)
    return { field: 'sentOn', message: `A letter is rarely sent before its own date. ${confirm}` };
  if (letter.sentOn !== null && letter.receivedOn < letter.sentOn)
    return { field: 'receivedOn', message: `A letter is rarely received before it was sent. ${confirm}` };
  return null;
}

export const filingForm = z.strictObject({ matterId: text('Choose a matter', 40), version: versionField });
export const filingInNewMatterForm = matterForm.safeExtend({
  theirCounsel: optionalText(200),
  theirReference: optionalText(120),
  version: versionField,
});
/** `demandId`: where the list is opened again to correct one demand, which is shown next. */
export const reopenListForm = z.strictObject({
  version: versionField,
  demandId: z
    .string()
    .regex(/^[a-z0-9]{20}$/, 'The page is out of date; reload it')
    .optional(),
});
export const voidForm = z.strictObject({ reason: text('Say why', 2_000), version: versionField });

/**
 * The list of demands is complete: every sentence left over is ticked, and so is the statement itself. `boxes` are
 * what is said of a sentence that is not ticked, by the names of their boxes.
 */
export function completenessForm(boxes: ReadonlyMap<string, string>) {
  return z.strictObject({
    ...Object.fromEntries([...boxes].map(([name, error]) => [name, z.literal('on', { error })])),
    complete: z.literal('on', { error: 'Tick that this is every demand the letter makes' }),
    version: versionField,
  });
}

/** What is said of a passage that was neither entered nor ticked; it begins with its words. */
export function toDecide(words: string, where: 'plain' | 'hidden' = 'plain'): string {
  const hidden = where === 'hidden' ? ' (hidden words)' : '';
  return `“${shortened(words)}”${hidden}: enter it as a demand, or tick that it is none`;
}

/** The ticks so far, by the names of their boxes; the statement that the list is complete is not made by them. */
export function dismissalForm(boxes: readonly string[]) {
  const box = z.literal('on', { error: 'Tick it, or leave it' }).optional();
  return z
    .strictObject({
      ...Object.fromEntries(boxes.map((name) => [name, box] as const)),
      complete: box,
      version: versionField,
    })
    .transform((form) => ({
      ticked: boxes.filter((name) => (form as Record<string, unknown>)[name] === 'on'),
    }));
}

export type ReviewRequest = z.infer<typeof reviewForm>;

function shortened(words: string): string {
  return words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words;
}
