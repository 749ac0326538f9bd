import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Letter } from '../letters/letter.js';
import { paperOf, type Matter } from '../matters/matter.js';
import type { ReplyTable } from '../migrations/schema.js';
import type { Party } from '../people/person-store.js';
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
  letter: Pick<Letter, 'sender' | 'senderCounsel' | 'subject' | 'theirReference' | 'datedOn'>,
  matter: Pick<Matter, 'number' | 'regime' | 'zone'>,
  parties: readonly Party[],
  today: string,
  template: Omit<TemplateWords, 'name'>,
  values: FieldValues,
): ReplyFields {
  const party = (side: Party['side']): Party | undefined =>
    parties.find((one) => one.side === side && one.capacity === 'party');
  const [ours, theirs] = [party('ours'), party('theirs')];
  const addressee = [letter.senderCounsel, letter.sender, theirs?.address].filter(
    (line) => typeof line === 'string' && line !== '',
  );
  const dated = values.theirLetter ?? 'your letter';
  const subject = letter.subject ? `${letter.subject} (${dated})` : dated[0]?.toUpperCase() + dated.slice(1);
  const salutation = paperOf(matter) === 'a4' ? 'Dear Sirs' : 'Dear Counsel:';
  return {
    datedOn: today,
    letterhead: ours === undefined ? '' : [ours.name, ours.address ?? ''].filter(Boolean).join('\n'),
    addressee: [...new Set(addressee)].join('\n'),
    ourReference: matter.number,
    theirReference: letter.theirReference ?? '',
    subject: fillTemplate(template.subject, values) || subject,
    salutation: fillTemplate(template.salutation, values) || salutation,
    opening: fillTemplate(template.opening, values),
    closing: fillTemplate(template.closing, values),
    signatory: '',
    copies: '',
    legend: fillTemplate(template.legend, values),
  };
}

/** Which fields these would change. */
export function changedFields(reply: ReplyFields, edited: ReplyFields): (keyof ReplyFields)[] {
  const names = Object.keys(REPLY_FIELDS) as (keyof ReplyFields)[];
  return names.filter((name) => reply[name] !== edited[name]);
}
