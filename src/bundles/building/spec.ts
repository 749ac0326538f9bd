import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../platform/canonical-json.js';
import { isPlainDate } from '../../platform/plain-date.js';
import { batesProblem } from './bates.js';
import { PROFILE_IDS } from './court-profiles.js';
import { readPageRange } from './page-range.js';
import { specProblem } from './spec-problem.js';

export const PURPOSES = ['enclosures', 'production', 'court', 'internal'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A row for each document; the same without descriptions of each; or a row for each kind of document. */
export const LOG_STYLES = ['document', 'metadata', 'category'] as const;

/** What becomes of a document that does not simply go in as its pages. */
const TREATMENTS = ['include', 'slip-sheet', 'native', 'leave-out'] as const;

const MAX_DOCUMENTS = 5000;
const MAX_TEXT = 500;
const MAX_POINTS = 15_000;
const MAX_PAGE = 5_000;
export const MAX_BOXES = 500;

const words = (what: string) =>
  z
    .string(`${what} is missing or is not text.`)
    .trim()
    .min(1, `${what} is empty.`)
    .max(MAX_TEXT, `${what} is longer than ${MAX_TEXT} characters.`);

const date = (what: string) =>
  z
    .string(`${what} is a date like 2014-06-05.`)
    .refine(isPlainDate, `${what} is a date of the calendar, like 2014-06-05.`);

const optionalText = z
  .string('Give text or null.')
  .max(MAX_TEXT, `Keep it to ${MAX_TEXT} characters.`)
  .nullable()
  .default(null);

/** Whole points: left, bottom, right, top. */
const rect = z.tuple([z.int(), z.int(), z.int(), z.int()]);

const points = (what: string) =>
  z
    .number(`${what} of a redaction box is a number of points.`)
    .min(0, `${what} of a redaction box is not below 0.`)
    .max(MAX_POINTS, `${what} of a redaction box is too large.`);

const pageNumber = z
  .int('A page is a whole number.')
  .min(1, 'Pages count from 1.')
  .max(MAX_PAGE, `No document has more than ${MAX_PAGE} pages.`);

/** Black on the displayed page of the document; points from its upper left corner. */
export const redactionSchema = z.strictObject({
  page: pageNumber,
  left: points('The left edge'),
  top: points('The upper edge'),
  width: points('The width').min(1, 'A redaction box is at least 1 point wide.'),
  height: points('The height').min(1, 'A redaction box is at least 1 point high.'),
  reason: z
    .string('A redaction box has a reason code, like PII.')
    .trim()
    .min(1, 'A redaction box has a reason code, like PII; it is printed on the box.')
    .max(40, 'Keep the reason code of a redaction to 40 characters.'),
});

const withhold = z.strictObject({
  ground: z.string('A ground is text, like “Attorney-client privilege”.').trim().max(MAX_TEXT),
  description: z.string('A description is text.').trim().max(MAX_TEXT).default(''),
  author: optionalText,
  recipients: optionalText,
});

/** What becomes of a document, and of a file that came attached to one. */
const choices = {
  withhold: withhold.nullable().default(null),
  /** Columns of a load file: whose file it was, who wrote it and to whom. A mail has the latter in its own headers. */
  custodian: words('The custodian of a document').exactOptional(),
  author: words('The author of a document').exactOptional(),
  recipients: words('The recipients of a document').exactOptional(),
  pages: z
    .string('A page range is text like 2-5, or null.')
    .superRefine((text, context) => {
      const read = readPageRange(text);
      if (!read.ok) context.addIssue({ code: 'custom', message: read.problem });
    })
    .nullable()
    .default(null),
  treatment: z.enum(TREATMENTS, `The treatment is one of ${TREATMENTS.join(', ')}.`).default('include'),
  /** Why, for the internal record; it never leaves. */
  reason: optionalText,
  /** Set for a document marked without prejudice or FRE 408: with a reason it may go in a court bundle. */
  settlement: z.strictObject({ reason: optionalText }).nullable().default(null),
  /** Set for a table that names accounts: the legal basis on which they are named to whoever receives it. */
  names: z.strictObject({ basis: words('The legal basis of names') }).exactOptional(),
  /** Pages of the document that go in as pictures of themselves, with no text under them. */
  rasterise: z
    .array(pageNumber, 'The pages to rasterise are a list, like [3, 5].')
    .max(MAX_PAGE)
    .exactOptional(),
  redactions: z
    .array(redactionSchema, 'Redactions are a list of boxes.')
    .max(MAX_BOXES, `One document takes ${MAX_BOXES} redaction boxes.`)
    .exactOptional(),
  /** Notes, highlights and stamps on its pages: made part of the page, or left out where nothing is said. */
  marks: z.enum(['show', 'drop'], 'The marks of a document are show or drop.').exactOptional(),
  /** Hidden sheets, rows, columns and cells of a workbook: shown and marked as such, or left out; undecided where nothing is said. */
  hidden: z.enum(['show', 'drop'], 'The hidden parts of a document are show or drop.').exactOptional(),
};

/** A decision about one file that came attached; those without one go in behind their mail. */
const attachment = z.strictObject({
  number: z
    .int('The number of an attachment is a whole number.')
    .min(1, 'Attachments count from 1.')
    .max(MAX_PAGE),
  title: words('The title of an attachment').exactOptional(),
  ...choices,
});

const document = z.strictObject({
  file: words('The file of a document'),
  title: words('The title of a document'),
  date: date('The date of a document').nullable().default(null),
  exhibit: z
    .string('An exhibit mark is text or null.')
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9 .-]{0,15}$/,
      'An exhibit mark has 1 to 16 letters and digits, like B or 12.',
    )
    .nullable()
    .default(null),
  ...choices,
  /** The first Bates number of the earlier document whose place this one takes. */
  replaces: words('The number of the document it replaces').exactOptional(),
  attachments: z
    .array(attachment, 'What is decided of attachments is a list.')
    .refine(
      (all) => new Set(all.map(({ number }) => number)).size === all.length,
      'An attachment is decided twice.',
    )
    .exactOptional(),
});

const section = z.strictObject({
  title: words('The title of a section'),
  /** Where pages are numbered by section: what stands before each number, and the first of them. */
  prefix: z
    .string('The prefix of a section is text, like A.')
    .regex(/^[A-Z]{1,3}$/, 'The prefix of a section has 1 to 3 capital letters, like A.')
    .exactOptional(),
  firstNumber: z
    .int('The first number of a section is a whole number.')
    .min(1, 'Pages of a section count from 1.')
    .exactOptional(),
  documents: z.array(document, 'A section has a list of documents.'),
});

const letter = z.strictObject({
  file: words('The file of the letter'),
  title: words('The title of the letter').default('Letter'),
  date: date('The date of the letter').nullable().default(null),
  /** Where the letter's own words point at exhibits; null has the finished pages searched for them. */
  citations: z
    .array(
      z.strictObject({
        citation: z.strictObject({ exhibit: z.string(), page: z.int().min(1).nullable() }),
        page: z.int().min(1),
        rect,
      }),
    )
    .nullable()
    .default(null),
});

/** A file that does not go in wherever it came attached: with a ground a sheet stands for it, otherwise nothing does. */
const heldBack = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'A file that is held back is named by its SHA-256.'),
  ground: optionalText,
});

const bates = z
  .strictObject({
    prefix: z.string('A Bates prefix is text, like NFLX.'),
    start: z.number('The first Bates number is a whole number.'),
    digits: z.number('The digits of a Bates number are a whole number from 4 to 10.'),
  })
  .superRefine((value, context) => {
    const problem = batesProblem(value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

/** The production this one continues: its numbers go on, and a page says what changed since. */
const continues = z.strictObject({
  title: words('The title of the earlier production'),
  date: date('The date of the earlier production'),
  batesLast: words('The last number of the earlier production'),
  documents: z
    .array(z.strictObject({ batesFirst: words('A Bates number'), batesLast: words('A Bates number') }))
    .max(MAX_DOCUMENTS),
});

const specSchema = z
  .strictObject({
    title: words('The title of the bundle'),
    matter: words('The matter'),
    purpose: z.enum(PURPOSES, `The purpose is one of ${PURPOSES.join(', ')}.`),
    paper: z.enum(['letter', 'a4'], 'The paper is letter or a4.'),
    bates: bates.nullable().default(null),
    legend: optionalText,
    /** The court, where the bundle is for one whose limits are known. */
    profile: z
      .string('A court profile is text, like us-sdny.')
      .refine((id) => PROFILE_IDS.includes(id), `A court profile is one of ${PROFILE_IDS.join(', ')}.`)
      .exactOptional(),
    continues: continues.exactOptional(),
    /** False keeps “Ex. A, p. 1 of 3” off the pages of exhibits. */
    exhibitPages: z.boolean('exhibitPages is true or false.').exactOptional(),
    /** True makes a page smaller where something is in the way of its foot line; otherwise that stands on white. */
    roomForNumber: z.boolean('roomForNumber is true or false.').exactOptional(),
    /** How the privilege log is kept (FRCP 26(f)(3)(D)): by document where nothing is said. */
    log: z.enum(LOG_STYLES, `The log is one of ${LOG_STYLES.join(', ')}.`).exactOptional(),
    heldBack: z.array(heldBack, 'The files held back are a list.').exactOptional(),
    date: date('The date of the bundle'),
    letter: letter.nullable().default(null),
    sections: z.array(section, 'The bundle has a list of sections.'),
  })
  .superRefine((spec, context) => {
    const say = (message: string, path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path });
    const documents = spec.sections.flatMap((s) => s.documents);
    if (documents.length === 0 && spec.letter === null)
      say('The bundle is empty: give at least one document.', ['sections']);
    if (documents.length > MAX_DOCUMENTS)
      say(`The bundle has ${documents.length} documents; one bundle holds ${MAX_DOCUMENTS}. Split it.`, [
        'sections',
      ]);
    if (spec.purpose === 'production' && spec.bates === null)
      say('A production needs Bates numbers: give prefix, start and digits.', ['bates']);
    const prefixes = new Set<string>();
    spec.sections.forEach(({ prefix }, i) => {
      if (prefix === undefined) return;
      if (prefixes.has(prefix))
        say(`The prefix ${prefix} is given to two sections.`, ['sections', i, 'prefix']);
      prefixes.add(prefix);
    });
    const marks = new Set<string>();
    spec.sections.forEach((s, i) =>
      s.documents.forEach((d, j) => {
        if (d.exhibit === null) return;
        if (marks.has(d.exhibit))
          say(`The exhibit mark ${d.exhibit} is given twice.`, ['sections', i, 'documents', j, 'exhibit']);
        marks.add(d.exhibit);
      }),
    );
  });

export type Spec = z.infer<typeof specSchema>;
export type HeldBack = NonNullable<Spec['heldBack']>[number];
export type SpecDocument = Spec['sections'][number]['documents'][number];
export type RedactionBox = z.infer<typeof redactionSchema>;
export type Withhold = NonNullable<SpecDocument['withhold']>;
export type SpecOr =
  { readonly ok: true; readonly spec: Spec } | { readonly ok: false; readonly problems: readonly string[] };

/** Checks a SPEC as it came from a file; every problem is one sentence that names its place. */
export function parseSpec(raw: unknown): SpecOr {
  const result = specSchema.safeParse(raw);
  if (result.success) return { ok: true, spec: result.data };
  return { ok: false, problems: result.error.issues.map((issue) => specProblem(issue, raw)) };
}

/** The SHA-256 of the spec in canonical form: equal specs have equal hashes. */
export function specHash(spec: Spec): string {
  return createHash('sha256').update(canonicalJson(spec)).digest('hex');
}
