import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Letter } from '../letters/letter.js';
import type { Matter } from '../matters/matter.js';
import type { ReplyTable } from '../migrations/schema.js';
import type { TemplateWords } from './templates/built-in-templates.js';
import { fillTemplate, type FieldValues } from './templates/template.js';

export type Reply = Selectable<ReplyTable>;

/** What a person writes in a reply, apart from the responses to the demands. */
export type ReplyFields = Pick<
  Reply,
  | 'datedOn'
  | 'letterhead'
  | 'addressee'
  | 'ourReference'
  | 'theirReference'
  | 'subject'
  | 'salutation'
  | 'opening'
  | 'closing'
  | 'signatory'
  | 'copies'
  | 'legend'
>;

/** Who a letter of ours goes from and to. */
export type LetterHeadFields = Pick<ReplyFields, 'letterhead' | 'addressee' | 'salutation' | 'signatory'>;

export const REPLY_FIELDS = {
  datedOn: 'Date',
  letterhead: 'Letterhead',
  addressee: 'To',
  ourReference: 'Our reference',
  theirReference: 'Their reference',
  subject: 'Subject',
  salutation: 'Salutation',
  opening: 'Opening',
  closing: 'Closing',
  signatory: 'Signed by',
  copies: 'Copies to',
  legend: 'Legend on the letter',
} as const satisfies Record<keyof ReplyFields, string>;

export const STATES = {
  draft: 'draft',
  approved: 'approved',
  sent: 'sent',
  superseded: 'superseded',
  voided: 'voided',
} as const satisfies Record<Reply['state'], string>;

/** The demands a further reply repeats though their responses stand; null in a first reply. */
export function repeatedIn({ repeatedDemands }: Pick<Reply, 'repeatedDemands'>): readonly string[] | null {
  return repeatedDemands === null ? null : z.array(z.string()).parse(JSON.parse(repeatedDemands));
}

/** True while nothing that carries the reply is approved or sent; `bundleState` is that of its live bundle. */
export function isWritable(reply: Pick<Reply, 'state'>, bundleState: string | null): boolean {
  return reply.state === 'draft' && bundleState !== 'approved' && bundleState !== 'sent';
}

/** What a letter of ours begins with: everything their letter and the matter already say, in the words of a template. */
export function beginLetter(
  letter: Pick<Letter, 'subject' | 'theirReference'>,
  matter: Pick<Matter, 'number'>,
  head: LetterHeadFields,
  today: string,
  template: Omit<TemplateWords, 'name'>,
  values: FieldValues,
): ReplyFields {
  const dated = values.theirLetter ?? 'your letter';
  const subject = letter.subject ? `${letter.subject} (${dated})` : dated[0]?.toUpperCase() + dated.slice(1);
  return {
    ...head,
    datedOn: today,
    ourReference: matter.number,
    theirReference: letter.theirReference ?? '',
    subject: fillTemplate(template.subject, values) || subject,
    salutation: fillTemplate(template.salutation, values) || head.salutation,
    opening: fillTemplate(template.opening, values),
    closing: fillTemplate(template.closing, values),
    copies: '',
    legend: fillTemplate(template.legend, values),
  };
}

/** Which fields these would change. */
export function changedFields(reply: ReplyFields, edited: ReplyFields): (keyof ReplyFields)[] {
  const names = Object.keys(REPLY_FIELDS) as (keyof ReplyFields)[];
  return names.filter((name) => reply[name] !== edited[name]);
}
