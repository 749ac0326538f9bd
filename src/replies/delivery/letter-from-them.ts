import type { Db } from '../../platform/database.js';
import { dayText } from '../../platform/plain-date.js';
import { bareAddress, isOurs, type Addressees } from './addressee.js';
import { goesToOtherSide, listAddressees } from './addressee-store.js';
import type { ApprovedFile, Delivery } from './delivery.js';
import { listMailedDeliveries } from './delivery-store.js';
import { bareId, idsOf } from './mail-tie.js';
import { nameOf, type SentMail } from './sent-mail.js';

/** Of a matter as such, whatever letter is in hand. */
const NO_LETTER = { replyId: null, letterId: null } as const;

/** Who wrote a mail that was dropped as one of ours. */
export type Writer =
  | { readonly kind: 'us' }
  /** Somebody of the other side, or who answers a mail of ours: what it is, in sentences. */
  | { readonly kind: 'them'; readonly text: string }
  /** Somebody the record does not know: what a person may do, in a sentence. */
  | { readonly kind: 'unknown'; readonly text: string };

/**
 * Who wrote a mail, as far as its header and the record go. One that carries an approved file is theirs only by an address
 * on record: one of us may have sent it from elsewhere, as a further mail of the same thread.
 */
export async function writerOf(
  db: Db,
  matterId: string,
  mail: Pick<SentMail, 'from' | 'about'>,
  { files, carries }: { readonly files: readonly ApprovedFile[]; readonly carries: boolean },
): Promise<Writer> {
  const from = bareAddress(mail.from ?? '');
  if (mail.from === null || from === '') return { kind: 'us' };
  const who = await listAddressees(db, matterId, NO_LETTER);
  if (isOurs(from, who)) return { kind: 'us' };
  const answered = answeredBy(mail, await listMailedDeliveries(db, matterId));
  if ((answered !== null && !carries) || (await isKnown(db, matterId, from, who, files)))
    return { kind: 'them', text: theirText(mail.from, answered) };
  return {
    kind: 'unknown',
    text: `It is from ${mail.from}, who is not on our side: if it is a letter to us, log it below.`,
  };
}

/** Whether a kept mail can be logged as a letter from this page: somebody who is not on our side wrote it. */
export async function notOursIn(
  db: Db,
  matterId: string,
): Promise<(from: string | null | undefined) => boolean> {
  const who = await listAddressees(db, matterId, NO_LETTER);
  return (from) => {
    const address = bareAddress(from ?? '');
    return address !== '' && !isOurs(address, who);
  };
}

async function isKnown(
  db: Db,
  matterId: string,
  from: string,
  who: Addressees,
  files: readonly ApprovedFile[],
): Promise<boolean> {
  const isThere = ({ theirs }: Addressees): boolean => theirs.some(({ address }) => address === from);
  if (isThere(who)) return true;
  for (const file of files)
    if (goesToOtherSide(file) && isThere(await listAddressees(db, matterId, file))) return true;
  return false;
}

/** The sending whose Message-ID the mail names. */
function answeredBy({ about }: Pick<SentMail, 'about'>, mailed: readonly Delivery[]): Delivery | null {
  const ids = about.map(bareId);
  return mailed.find((one) => idsOf(one).some((id) => ids.includes(id))) ?? null;
}

function theirText(from: string, answered: Delivery | null): string {
  const answers =
    answered === null
      ? ''
      : ` It answers what was sent to ${answered.recipient} on ${dayText(answered.sentOn)}.`;
  return `It is a letter from ${from}, not a mail of ours, so it is kept and records no sending.${answers} Log it below as a letter of this matter: its demands and dates are read then. If ${nameOf(from)} says in it that ours arrived, attach it also as proof to that sending.`;
}
