import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { wordsOf as letterWords } from '../letters/letter-pages.js';
import { getLetterIn } from '../letters/letter-store.js';
import { readAddresses, type LetterAddresses } from '../letters/reading/addresses.js';
import { listTeam } from '../matters/matter-store.js';
import type { Matter } from '../matters/matter.js';
import { inTransaction, type Db, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { todayIn } from '../platform/plain-date.js';
import { listParties } from '../people/person-store.js';
import { listRepliesBefore } from './further/sent-before-store.js';
import { builtInTemplate, furtherTemplate, type TemplateWords } from './templates/built-in-templates.js';
import { beginsWithClose, closeOf, proposeClose, withClose } from './complimentary-close.js';
import { answersDemands, hasAddressee, KIND_NOUNS, type LetterKind } from './letter-kind.js';
import { proposeHead } from './propose-head.js';
import { findReplyInHand, insertReply, listReplies } from './reply-store.js';
import { beginLetter, type Reply, type ReplyFields } from './reply.js';
import { getTemplateIn } from './templates/template-store.js';
import { templateValues } from './templates/template-values.js';

export type MatterOfReply = Pick<Matter, 'id' | 'number' | 'regime' | 'zone'> &
  Partial<Pick<Matter, 'title'>>;

/** What is begun: a kind of letter, in the words of a template of the matter or in those that come with the program. */
export interface Beginning {
  readonly kind: LetterKind;
  readonly templateId: string | null;
}

/**
 * Begins a letter of ours about one of theirs with what letter and matter already say. A letter has one reply in
 * hand at a time; after it was sent, another may follow. Throws `ConflictError` otherwise, for a letter nobody has
 * reviewed, and for a template of another kind.
 */
export async function writeReply(
  deps: Deps,
  matter: MatterOfReply,
  letterId: string,
  by: Actor,
  { kind, templateId }: Beginning = { kind: 'reply', templateId: null },
): Promise<string> {
  const at = deps.clock.now();
  const addresses = await addressesIn(deps.db, matter.id, letterId);
  return inTransaction(deps, async (tx) => {
    const letter = await getLetterIn(tx, matter.id, letterId);
    if (letter.direction !== 'in' || letter.state !== 'reviewed')
      throw new ConflictError('Confirm the facts of the letter first; then a reply can begin from them.');
    if (answersDemands(kind) && (await findReplyInHand(tx, letter.id)))
      throw new ConflictError(
        'A reply to this letter is being written already; change that one, or void it first.',
      );
    const parties = await listParties(tx, matter.id);
    const today = todayIn(deps.clock, matter.zone);
    const before = answersDemands(kind)
      ? await listRepliesBefore(tx, { matterId: matter.id, inReplyTo: letter.id, number: null })
      : [];
    const last = before.at(-1);
    const template =
      last !== undefined && templateId === null
        ? furtherTemplate(matter)
        : await wordsOf(tx, matter, kind, templateId);
    const values = await templateValues(tx, matter, letter, parties, today, before);
    const [earlier = null] = (await listReplies(tx, matter.id)).filter(({ state }) => state !== 'voided');
    const counsel = await whoSigns(tx, matter.id, by);
    const head = proposeHead({ letter, matter, parties, addresses, earlier, counsel });
    const begun = {
      ...beginLetter(letter, matter, head, today, template, values),
      ...(last === undefined ? {} : asBefore(last, template)),
    };
    const close = closeOf(last?.closing ?? '') ?? proposeClose(kind, matter, begun.salutation);
    const { id, number } = await insertReply(tx, {
      matterId: matter.id,
      inReplyTo: letter.id,
      kind,
      state: 'draft',
      ...begun,
      closing: beginsWithClose(begun.signatory) ? begun.closing : withClose(begun.closing, close),
      ...(last === undefined ? {} : { repeatedDemands: '[]' }),
      // A certificate speaks to nobody, and a hold notice not to the other side.
      ...(hasAddressee(kind) ? {} : { addressee: '', salutation: '' }),
      ...(kind === 'hold' ? { addressee: '{{custodians}}', theirReference: '' } : {}),
      writtenAt: at,
      writtenBy: by.accountId,
    });
    const detail = { number: String(number), letter: letter.number, kind: KIND_NOUNS[kind] };
    await recordEvent(tx, { by, at, action: 'reply.written', subject: id, matterId: matter.id, detail });
    return id;
  });
}

/** The addresses that their letter prints; null where it has no words. Read before anything is written. */
async function addressesIn(db: Db, matterId: string, letterId: string): Promise<LetterAddresses | null> {
  const { documentId, recipient } = await getLetterIn(db, matterId, letterId);
  const { pages } = await letterWords(db, documentId);
  const own = pages.filter((page) => page.documentId === documentId).map(({ text }) => text);
  const ours = (await listParties(db, matterId)).find(
    ({ side, capacity }) => side === 'ours' && capacity === 'party',
  );
  return own.length === 0 ? null : readAddresses(own, recipient, ours?.name ?? null);
}

/** Counsel who begins the letter, or the only counsel on the team; null where it is open who signs. */
async function whoSigns(tx: Tx, matterId: string, by: Actor): Promise<string | null> {
  const team = await listTeam(tx, matterId);
  const counsel = team.filter(({ role, isOff }) => role === 'counsel' && !isOff);
  const own = counsel.find(({ accountId }) => accountId === by.accountId);
  return (own ?? (counsel.length === 1 ? counsel[0] : undefined))?.name ?? null;
}

/** A further letter comes from the same people to the same people; what a template says itself goes before. */
function asBefore(last: Reply, template: Omit<TemplateWords, 'name'>): Partial<ReplyFields> {
  const { letterhead, addressee, ourReference, theirReference, signatory, copies } = last;
  return {
    ...{ letterhead, addressee, ourReference, theirReference, signatory, copies },
    ...(template.subject === '' ? { subject: last.subject } : {}),
    ...(template.salutation === '' ? { salutation: last.salutation } : {}),
    ...(template.legend === '' ? { legend: last.legend } : {}),
  };
}

async function wordsOf(
  tx: Tx,
  matter: MatterOfReply,
  kind: LetterKind,
  templateId: string | null,
): Promise<Omit<TemplateWords, 'name'>> {
  if (templateId === null) return builtInTemplate(kind, matter);
  const template = await getTemplateIn(tx, matter.id, templateId);
  if (template.kind !== kind) throw new ConflictError('This template is for another kind of letter.');
  return template;
}
