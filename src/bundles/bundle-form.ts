import { z } from 'zod';
import {
  list,
  oneOf,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  versionField,
  wholeNumber,
} from '../web/form.js';
import type { FormErrors } from '../web/form.js';
import { batesPrefixProblem } from './building/bates.js';
import { FIRST_SECTION } from './bundle.js';
import type { Bundle } from './bundle.js';
import { COURT_PROFILES, PROFILE_IDS } from './building/court-profiles.js';
import { SORTS, type Sort } from './entry-order.js';
import { readPageRange } from './building/page-range.js';
import { PURPOSES } from './building/spec.js';

const id = z.string().regex(/^[a-z0-9]{20}$/, 'The page is out of date; reload it');

const batesPrefix = z
  .string()
  .trim()
  .superRefine((prefix, context) => {
    const problem = batesPrefixProblem(prefix);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .optional()
  .transform((prefix) => prefix ?? null);

const batesDigits = z
  .enum(['4', '5', '6', '7', '8', '9', '10'], 'Choose 4 to 10 digits')
  .optional()
  .transform((digits) => (digits === undefined ? null : Number(digits)));

/** A whole number that may be left out. */
const optionalCount = (words: string, most: number) =>
  z
    .string()
    .trim()
    .refine((typed) => /^[1-9]\d{0,9}$/.test(typed) && Number(typed) <= most, words)
    .optional()
    .transform((typed) => (typed === undefined ? null : Number(typed)));

const profile = z
  .string()
  .refine((id) => PROFILE_IDS.includes(id), 'Choose a court of the list, or none')
  .optional()
  .transform((id) => id ?? null);

const ticked = z
  .literal('yes', 'Tick the box itself')
  .optional()
  .transform((value) => (value === undefined ? (0 as const) : (1 as const)));

const details = {
  title: text('Give the bundle a title, as it stands on the cover', 300),
  paper: oneOf(['letter', 'a4'], 'Choose the paper'),
  datedOn: plainDate('Enter the date of the bundle, like 2014-06-09'),
  legend: optionalText(120).transform((legend) => legend || null),
  exhibitStyle: oneOf(['letters', 'numbers'], 'Choose how exhibits are marked'),
  batesPrefix,
  batesDigits,
  batesStart: optionalCount(
    'The first number is a whole number like 501, or empty for the next free one',
    9_999_999_999,
  ),
  profile,
  maxPages: optionalCount('Pages of a volume are a whole number up to 20,000, like 500', 20_000),
  maxMegabytes: optionalCount('Megabytes of a volume are a whole number up to 8,000, like 35', 8_000),
  exhibitPages: ticked,
  roomForNumber: ticked,
};

interface BatesAnswers {
  readonly batesPrefix: string | null;
  readonly batesDigits: number | null;
}

/** Prefix and digits go together; a width that is not chosen is six. */
function withDigits<T extends BatesAnswers>(answers: T): T {
  return { ...answers, batesDigits: answers.batesPrefix === null ? null : (answers.batesDigits ?? 6) };
}

export const newBundleForm = z
  .strictObject({
    ...details,
    purpose: oneOf(PURPOSES, 'Choose what the bundle is for'),
    reply: id.optional().transform((reply) => reply ?? null),
    item: list(id),
    /** Of a file with too many items to tick on one page: what it begins with, and how many were proposed then. */
    begin: oneOf(['proposed', 'none'], 'Choose what the bundle begins with').optional(),
    proposed: wholeNumber('The page is out of date; reload it', { min: 0, max: 1_000_000 }).optional(),
  })
  .transform(withDigits);

export const ofLetterForm = z.strictObject({ reply: id });

export const detailsForm = z.strictObject({ version: versionField, ...details }).transform(withDigits);

/** What does not go together in the details of a bundle, by field. */
export function detailsProblems(
  purpose: Bundle['purpose'],
  details: Pick<
    Bundle,
    'batesPrefix' | 'batesDigits' | 'batesStart' | 'profile' | 'paper' | 'maxPages' | 'maxMegabytes'
  >,
): FormErrors {
  const { batesPrefix: prefix, batesStart: start, batesDigits: digits } = details;
  const court = COURT_PROFILES.find(({ id }) => id === details.profile);
  const problems: Record<string, string[]> = {};
  const say = (field: string, words: string): void =>
    void (problems[field] = [...(problems[field] ?? []), words]);
  if (purpose === 'production' && prefix === null)
    say('batesPrefix', 'A production needs a Bates prefix, like NFLX');
  if (start !== null && prefix === null)
    say('batesPrefix', 'A first number needs a prefix, like NFLX; or leave the number out');
  if (start !== null && String(start).length > (digits ?? 6))
    say('batesStart', `${start} does not fit in ${digits ?? 6} digits; choose more digits`);
  if (court !== undefined && purpose !== 'court')
    say('profile', 'A court is chosen for a court bundle only; choose no court here');
  if (court !== undefined && purpose === 'court' && court.paper !== details.paper)
    say('paper', `${court.name} takes ${court.paper === 'a4' ? 'A4' : 'US Letter'} paper`);
  for (const [field, asked, most, unit] of [
    ['maxPages', details.maxPages, court?.pages ?? null, 'pages'],
    ['maxMegabytes', details.maxMegabytes, court?.megabytes ?? null, 'MB'],
  ] as const)
    if (purpose === 'court' && asked !== null && most !== null && asked > most)
      say(field, `${court?.name ?? ''} takes at most ${most} ${unit}; allow fewer, or leave it out`);
  return problems;
}

/** The first number of a document of the earlier production. */
const replaces = z
  .string()
  .trim()
  .regex(/^[A-Z][A-Z_-]*\d{4,10}(R\d*)?$/, 'Choose a document of the earlier production')
  .optional()
  .transform((number) => number ?? null);

export const openingForm = z
  .strictObject({
    version: versionField,
    how: oneOf(['password', 'repaired'], 'Choose how it is opened'),
    password: z.string().max(1_024, 'A password has at most 1,024 characters').optional(),
  })
  .refine(({ how, password }) => how !== 'password' || (password ?? '') !== '', {
    path: ['password'],
    message: 'Enter the password that opens the document',
  });

/** `back` is the search the items were found by; with `all` everything it finds is added, whatever is ticked. */
export const itemsForm = z
  .strictObject({
    version: versionField,
    section: optionalText(200),
    item: list(id),
    replaces,
    back: optionalText(1_000),
    all: z.enum(['found', 'privileged'], 'The page is out of date; reload it').optional(),
  })
  .refine(({ item, all }) => all !== undefined || item.length > 0, {
    path: ['item'],
    message: 'Choose at least one item',
  })
  .refine(({ item, all, replaces: number }) => number === null || (all === undefined && item.length === 1), {
    path: ['replaces'],
    message: 'Choose one item alone to take the place of an earlier document',
  })
  .transform(({ section, ...rest }) => ({ ...rest, section: section || FIRST_SECTION }));

export const entryForm = z
  .strictObject({
    version: versionField,
    title: text('Give the document a title, as the other side reads it', 500),
    datedOn: optionalPlainDate(),
    section: optionalText(200).transform((section) => section || FIRST_SECTION),
    pages: z
      .string()
      .trim()
      .superRefine((range, context) => {
        const read = readPageRange(range);
        if (!read.ok) context.addIssue({ code: 'custom', message: read.problem });
      })
      .optional()
      .transform((range) => range ?? null),
    treatment: oneOf(
      ['include', 'withhold', 'slip-sheet', 'native', 'leave-out'],
      'Choose what becomes of it',
    ),
    ground: optionalText(300),
    description: optionalText(500),
    author: optionalText(300),
    recipients: optionalText(500),
    settlementReason: optionalText(500),
    replaces,
    marks: oneOf(['show', 'drop'], 'Choose what becomes of notes and marks')
      .optional()
      .transform((marks) => marks ?? 'drop'),
    hidden: oneOf(['show', 'drop'], 'Choose what becomes of what is hidden in it')
      .optional()
      .transform((hidden) => hidden ?? null),
  })
  .refine(({ treatment, ground }) => treatment !== 'withhold' || ground !== '', {
    path: ['ground'],
    message: 'Say on what ground it is held back',
  });

export const removalForm = z.strictObject({ version: versionField });

/** `entry` and `entrySection` come in the order on the page; `move` is "ID:up" or "ID:down" where a button was pressed. */
export const orderForm = z
  .strictObject({
    version: versionField,
    entry: list(id),
    entrySection: list(z.string().max(200)),
    move: z
      .string()
      .regex(/^[a-z0-9]{20}:(up|down)$/, 'The page is out of date; reload it')
      .optional(),
    page: wholeNumber('The page is out of date; reload it', { min: 1, max: 1_000 }).optional(),
  })
  .refine(({ entry, entrySection }) => entry.length === entrySection.length, {
    path: ['_form'],
    message: 'The page is out of date; reload it',
  })
  .transform(({ version, entry, entrySection, move, page }) => ({
    ...{ version, page: page ?? 1 },
    order: moved(
      entry.map((entryId, i) => ({ id: entryId, section: entrySection[i] || FIRST_SECTION })),
      move,
    ),
  }));

export const sortForm = z.strictObject({
  version: versionField,
  sort: z.enum(Object.keys(SORTS) as [Sort, ...Sort[]], 'Choose by what it is put in order'),
});
export const placeForm = z.strictObject({
  version: versionField,
  place: wholeNumber('Enter its place in the section, like 1', { min: 1, max: 100_000 }),
});

export const buildForm = z.strictObject({
  kind: oneOf(['draft', 'final'], 'Choose a draft or the final file'),
});
/** The documents whose notes were read; an empty name is the bundle as a whole. */
export const notesForm = z.strictObject({
  document: z
    .union([z.string().max(600), z.array(z.string().max(600)).min(1).max(10_000)])
    .optional()
    .transform((names) => [names ?? ''].flat().map((name) => name || null)),
});
export const stopForm = z.strictObject({ reason: text('Say why it may stay as it is', 1_000) });
export const supersedeForm = z.strictObject({ reason: text('Say why it is superseded', 1_000) });

export const approvalForm = z.strictObject({
  pdfSha256: z.string().regex(/^[0-9a-f]{64}$/, 'The page is out of date; reload it'),
  volume: list(z.string().regex(/^[0-9a-f]{64}$/, 'The page is out of date; reload it')),
  password: z
    .string()
    .max(1_024)
    .optional()
    .transform((password) => password ?? ''),
  reason: optionalText(1_000),
  readNotes: z.literal('yes', 'Tick the box itself').optional(),
});

/** One step up or down; at the edge of a section the entry goes over into the next one. */
function moved<T extends { readonly id: string; readonly section: string }>(
  order: readonly T[],
  move: string | undefined,
): T[] {
  const [moving, direction] = move?.split(':') ?? [];
  const at = order.findIndex((entry) => entry.id === moving);
  const entry = order[at];
  const next = order[direction === 'up' ? at - 1 : at + 1];
  if (entry === undefined || next === undefined) return [...order];
  const rest = order.filter((one) => one !== entry);
  if (next.section !== entry.section) {
    rest.splice(at, 0, { ...entry, section: next.section });
    return rest;
  }
  rest.splice(direction === 'up' ? at - 1 : at + 1, 0, entry);
  return rest;
}
