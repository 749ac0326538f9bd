import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import type { Document } from '../../documents/document-store.js';
import type { Db, Tx } from '../../platform/database.js';
import { dayText, todayIn } from '../../platform/plain-date.js';
import type { Deps } from '../../platform/deps.js';
import { whoMayHave } from './addressee-store.js';
import {
  hourTooEarlyText,
  minutesTooEarly,
  tooEarlyText,
  type ApprovedFile,
  type Delivery,
} from './delivery.js';
import { getApprovedFile, listApprovedFiles, updateDelivery } from './delivery-store.js';
import { endReturned } from './end-returned.js';
import { meetDatesOf } from './meet-dates.js';
import { proofFactsOf, storedFacts } from './proof-facts.js';
import { refused, type MatterOfProof, type ProofOutcome } from './proof-outcome.js';
import {
  checkMail,
  clockDoubts,
  differences,
  type CarriedFile,
  type MailCheck,
  type SentMail,
} from './sent-mail.js';

/** In minutes: by as much the clock of a mail program may be wrong and still be believed. */
const CLOCKS_DIFFER = 10;

/** A mail that carries an approved file, with what speaks for and against it. */
export interface CheckedMail {
  readonly document: Pick<Document, 'id' | 'sha256'>;
  readonly mail: SentMail;
  readonly carried: CarriedFile;
  readonly check: MailCheck;
}

/** Why a mail that carries the file proves nothing at all, whomever it went to: it was not sent, or not when it says. */
export function whyNoProof(
  deps: Pick<Deps, 'clock'>,
  matter: MatterOfProof,
  { mail, carried, check }: CheckedMail,
): ProofOutcome | null {
  if (check.notSent !== null)
    return refused(
      `It is kept, but proves nothing. ${check.notSent} If the letter went out another way, record that sending; counsel may count it with a reason.`,
    );
  if (mail.on > todayIn(deps.clock, matter.zone)) return refused(notYetText(mail));
  const tooEarly = tooEarlyText(carried.file, mail.on, matter.zone);
  if (tooEarly !== null) return refused(clockText(tooEarly));
  const early = hourTooEarlyText(carried.file, mail.on, mail.time, matter.zone);
  const isWrong = minutesTooEarly(carried.file, mail.on, mail.time, matter.zone) > CLOCKS_DIFFER;
  return early === null || !isWrong ? null : refused(clockText(early));
}

export async function checkedMail(
  db: Db,
  matter: MatterOfProof,
  { document, mail, carried }: Omit<CheckedMail, 'check'>,
): Promise<CheckedMail> {
  const { file } = carried;
  const who = await whoMayHave(db, matter.id, file);
  const check = checkMail(mail, file, await listApprovedFiles(db, matter.id), who);
  return { document, mail, carried, check };
}

/** The mail that carries the approved file, for one delivery: it proves it, or counsel decides. */
export async function acceptMail(
  tx: Tx,
  matter: MatterOfProof,
  delivery: Delivery,
  checked: CheckedMail,
  by: Actor,
  at: string,
): Promise<ProofOutcome> {
  const { document, mail, carried, check } = checked;
  if (check.held.length > 0) return holdMail(tx, matter, delivery, checked, by, at);
  const differs = [
    ...differences(delivery, mail),
    ...clockDoubts(mail, carried.file, at, matter.zone),
    ...check.notes,
  ];
  const { on: deliveredOn, time: deliveredTime, messageId } = mail;
  return accept(
    tx,
    matter,
    delivery,
    {
      ...{ document, deliveredOn, deliveredTime, matchedSha256: carried.sha256, messageId, differs },
      tied: null,
    },
    by,
    at,
  );
}

/** What is taken as proof of a delivery. */
export interface Accepted {
  readonly document: Pick<Document, 'id' | 'sha256'>;
  readonly deliveredOn: string;
  readonly deliveredTime: string | null;
  readonly matchedSha256: string | null;
  readonly messageId?: string | null;
  readonly differs: readonly string[];
  readonly tied: string | null;
}

export async function accept(
  tx: Tx,
  matter: MatterOfProof,
  delivery: Delivery,
  { document, deliveredOn, deliveredTime, matchedSha256, messageId = null, differs: found, tied }: Accepted,
  by: Actor,
  at: string,
): Promise<ProofOutcome> {
  const file = await getApprovedFile(tx, matter.id, delivery.buildId);
  // The mail as it was sent speaks for itself; beside any other proof what the record was warned of stays.
  const before = matchedSha256 === null ? proofFactsOf(delivery).differs : [];
  const differs = [...new Set([...before, ...found])];
  await updateDelivery(tx, delivery, {
    deliveredOn,
    deliveredTime,
    proofDocumentId: document.id,
    matchedSha256,
    ...(messageId === null ? {} : { messageId }),
    proofFacts: storedFacts({ differs, tied }),
  });
  const outcome =
    matchedSha256 === null ? 'a file, by the word of whoever attached it' : 'the approved file, to the byte';
  await recordEvent(tx, {
    by,
    at,
    action: 'delivery.proved',
    subject: delivery.id,
    matterId: matter.id,
    detail: { number: bundleNumber(file.number), outcome, deliveredOn, sha256: document.sha256 },
  });
  await endReturned(tx, delivery, by, at);
  const metDates = await meetDatesOf(tx, matter.id, { ...delivery, deliveredOn, deliveredTime }, by, at);
  const matched =
    matchedSha256 === null
      ? 'The proof is attached.'
      : 'Sent, proved by the mail itself: it carries the approved file, to the byte.';
  return { isProof: true, isDoubtful: differs.length > 0, text: [matched, ...differs].join(' '), metDates };
}

async function holdMail(
  tx: Tx,
  matter: MatterOfProof,
  delivery: Delivery,
  { document, mail, carried, check }: CheckedMail,
  by: Actor,
  at: string,
): Promise<ProofOutcome> {
  const why = check.held;
  await updateDelivery(tx, delivery, {
    matchedSha256: carried.sha256,
    ...(mail.messageId === null ? {} : { messageId: mail.messageId }),
    proofFacts: storedFacts({ differs: differences(delivery, mail), held: { documentId: document.id, why } }),
  });
  await recordHeld(tx, matter.id, delivery, carried.file, document.sha256, by, at);
  return {
    isProof: false,
    text: `It is recorded as sent and meets no date. ${why.join(' ')} Counsel decides below whether it counts, with a reason.`,
    metDates: 0,
  };
}

/** On the log: something left, and nothing is met by it; `sha256` is that of the mail, null where none is kept. */
export async function recordHeld(
  tx: Tx,
  matterId: string,
  delivery: Pick<Delivery, 'id'>,
  file: Pick<ApprovedFile, 'number'>,
  sha256: string | null,
  by: Actor,
  at: string,
): Promise<void> {
  const detail = { number: bundleNumber(file.number), ...(sha256 === null ? {} : { sha256 }) };
  await recordEvent(tx, { by, at, action: 'delivery.held', subject: delivery.id, matterId, detail });
}

function clockText(tooEarly: string): string {
  return `It is kept, but proves nothing yet. ${tooEarly}: the clock it was sent by was wrong, or it is another mail.`;
}

export function notYetText(mail: Pick<SentMail, 'on'>): string {
  return `It is kept, but its date, ${dayText(mail.on)}, has not come yet; the clock it was sent by was wrong. Record the sending by hand.`;
}
