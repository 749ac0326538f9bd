import { z } from 'zod';
import { whyNotActing } from '../platform/not-acting.js';
import {
  checkbox,
  formError,
  oneOf,
  optionalPlainDate,
  optionalText,
  parseForm,
  text,
  versionField,
} from '../web/form.js';
import type { FormErrors, Parsed } from '../web/form.js';
import type { Acceptance } from './accept-proposals.js';
import type { RowEdit } from './edit-items.js';
import { cellsMoved, FINGERPRINT } from './fingerprint.js';
import type { ItemFields, ItemKind } from './item.js';
import { isMadeHere, MADE_HERE } from './made-here.js';
import { PROPOSAL_KEY } from './open-proposals.js';

const KIND_NAMES = ['document', 'measurements', 'notices'] as const satisfies readonly ItemKind[];

const rowForm = z
  .strictObject({
    version: versionField,
    was: z
      .string({ error: 'The page is out of date; reload it' })
      .regex(FINGERPRINT, 'The page is out of date; reload it'),
    title: text('Give the item a title', 300),
    kind: oneOf(KIND_NAMES, 'Choose what the item is'),
    custodian: optionalText(200),
    source: optionalText(300),
    datedOn: optionalPlainDate(),
    legend: optionalText(200),
    isPrivileged: checkbox(),
    privilegeGround: optionalText(300),
  })
  .refine((row) => !row.isPrivileged || row.privilegeGround !== '', {
    path: ['privilegeGround'],
    message: 'Say on what ground the item is privileged',
  });

export const withdrawForm = z.strictObject({
  version: versionField,
  reason: text('Say why the item is withdrawn', 1_000),
});

export const custodyForm = z.strictObject({
  holder: text('Enter who has or had it', 200).refine(
    (holder) => !isMadeHere(holder),
    `“${MADE_HERE}” is what the program itself writes of papers it made from a run. Enter the person or place that has or had it`,
  ),
  action: text('Enter what happened, like “copied from the laptop to a USB stick, sealed”', 500),
  fromOn: optionalPlainDate(),
});

export const provenanceForm = z.strictObject({
  custodian: optionalText(200),
  source: optionalText(300),
  // The folder a dropped file stood in: the file's own name carries it already.
  path: optionalText(4_000),
  keepSystemFiles: checkbox(),
});

/** What the buttons of proposals send: `all`, or one cell as `datedOn[ID]`. */
const ACCEPT = 'accept';
const acceptForm = z.looseObject({
  accept: z
    .string('The page is out of date; reload it')
    .regex(/^(?:all|(?:title|datedOn|custodian)\[[a-z0-9]{20}\])$/, 'The page is out of date; reload it')
    .optional(),
});

/** The proposals that the person accepts with the form, of those the page showed; none where another button was pressed. */
export function parseAcceptances(body: unknown): Parsed<readonly Acceptance[]> {
  const form = parseForm(acceptForm, body);
  if (!form.ok) return form;
  const { accept, ...rest } = form.value;
  if (accept === undefined) return { ok: true, value: [] };
  const [, field, only] = /^(\w+)\[(\w+)\]$/.exec(accept) ?? [];
  const acceptances = Object.entries(rest).flatMap(([name, shown]) => {
    const id = /^proposed\[([a-z0-9]{20})\]$/.exec(name)?.[1];
    if (id === undefined || typeof shown !== 'string' || (only !== undefined && only !== id)) return [];
    const keys = shown.split(' ').filter((key) => PROPOSAL_KEY.test(key));
    const wanted = field === undefined ? keys : keys.filter((key) => key.startsWith(`${field}.`));
    return wanted.length === 0 ? [] : [{ id, keys: wanted }];
  });
  return { ok: true, value: acceptances };
}

/**
 * The rows of the grid that the person changed. Field names are `title[ID]`; errors carry the same names. A cell
 * that still says what it said when the page was made is no edit, whoever changed the item since.
 */
export function parseGrid(body: unknown): Parsed<readonly RowEdit[]> {
  const why = whyNotActing();
  if (why !== null) return { ok: false, errors: formError(why) };
  const rows = new Map<string, Record<string, unknown>>();
  const unknown: string[] = [];
  const sent: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  for (const [name, value] of Object.entries(sent)) {
    if (['_csrf', 'back', 'pick', ACCEPT].includes(name) || name.startsWith('proposed[')) continue;
    const match = /^([A-Za-z]+)\[([a-z0-9]{20})\]$/.exec(name);
    const [, field, id] = match ?? [];
    if (field === undefined || id === undefined) unknown.push(name);
    else rows.set(id, { ...rows.get(id), [field]: value });
  }
  const errors = new Map<string, readonly string[]>();
  if (unknown.length > 0)
    errors.set('_form', [`This form has a field that is not known: ${unknown.slice(0, 3).join(', ')}.`]);

  const edits: RowEdit[] = [];
  for (const [id, row] of rows) {
    const parsed = parseForm(rowForm, row);
    if (!parsed.ok) {
      for (const [field, words] of Object.entries(parsed.errors))
        errors.set(field === '_form' ? field : `${field}[${id}]`, words);
      continue;
    }
    const { version, was, isPrivileged, ...rest } = parsed.value;
    const fields: ItemFields = { ...rest, isPrivileged: isPrivileged ? 1 : 0 };
    if (cellsMoved(fields, was).length > 0) edits.push({ id, version, fields, was });
  }
  const found: FormErrors = Object.fromEntries(errors);
  return errors.size > 0 ? { ok: false, errors: found } : { ok: true, value: edits };
}

/** The items that were picked in the grid. */
export function picksIn(body: unknown): string[] {
  if (typeof body !== 'object' || body === null || !('pick' in body)) return [];
  const { pick } = body;
  return (Array.isArray(pick) ? pick : [pick]).filter((id) => typeof id === 'string');
}
