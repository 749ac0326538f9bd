import { Temporal } from 'temporal-polyfill';
import type { Document } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
import type { DocumentFacts } from '../../documents/reading.js';
import { dayText, zoneText } from '../../platform/plain-date.js';
import { addressesIn, bareAddress, checkAddressees, outcomeFor, type Addressees } from './addressee.js';
import {
  BY_METHOD,
  hourToComeText,
  hourTooEarlyText,
  METHODS,
  timeIn,
  type ApprovedFile,
  type Delivery,
} from './delivery.js';

/** What a mail says of itself, as far as it proves something. */
export interface SentMail {
  readonly messageId: string | null;
  /** Message-IDs of the mails it answers or belongs to. */
  readonly about: readonly string[];
  readonly subject: string | null;
  readonly from: string | null;
  readonly to: readonly string[];
  readonly bcc: readonly string[];
  readonly on: string;
  /** `16:59`, in the zone of the matter; null where the mail has no time. */
  readonly time: string | null;
  readonly attachments: readonly MailedFile[];
  /** Why it is a mail that was never sent, in words; null where nothing says so. */
  readonly unsent: string | null;
}

interface MailedFile {
  readonly name: string;
  readonly sha256: string;
  readonly mediaType: string;
}

/** Which approved file a mail carries. */
export interface CarriedFile {
  readonly file: ApprovedFile;
  readonly sha256: string;
  readonly name: string;
}

/** What a mail with the approved file proves by itself. */
export interface MailCheck {
  /** It has not left our side, in a sentence: nothing is recorded as sent. */
  readonly notSent: string | null;
  /** It left, and whether it counts is counsel's to decide: why, in sentences. */
  readonly held: readonly string[];
  /** What a person should look at although it counts, in sentences. */
  readonly notes: readonly string[];
}

const MAIL = ['message/rfc822', 'application/vnd.ms-outlook'];
/** A signature of the mail itself is nothing that was sent along. */
const SIGNATURES = /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/i;

export function isMail({ mediaType }: Pick<Document, 'mediaType'>): boolean {
  return MAIL.includes(mediaType);
}

/** What a kept mail says in the zone of the matter; null for what is no mail, and for one without a date that can be read. */
export function mailOf(document: Pick<Document, 'mediaType' | 'facts'>, zone: string): SentMail | null {
  if (!isMail(document)) return null;
  const facts = factsOf(document);
  if (facts.date === null || facts.date === undefined) return null;
  const at = Temporal.Instant.from(facts.date).toZonedDateTimeISO(zone);
  return {
    messageId: facts.messageId ?? null,
    about: [facts.inReplyTo, ...(facts.references ?? [])].filter((id): id is string => Boolean(id)),
    subject: facts.subject ?? null,
    from: facts.from ?? null,
    to: [...(facts.to ?? []), ...(facts.cc ?? [])],
    bcc: facts.bcc ?? [],
    on: at.toPlainDate().toString(),
    time: timeIn(facts.date, zone),
    attachments: (facts.attachments ?? [])
      .filter(({ isInline }) => !isInline)
      .map(({ name, sha256, mediaType }) => ({ name, sha256, mediaType })),
    unsent: unsentText(facts, document.mediaType === 'message/rfc822'),
  };
}

/** Outlook keeps a sent message without what the internet added to it; any other mail that was sent has some of it. */
function unsentText(facts: DocumentFacts, isInternetMail: boolean): string | null {
  if (typeof facts.unsentBy === 'string')
    return `it is marked as a draft that was not sent (${facts.unsentBy})`;
  const isTraced = Boolean(facts.messageId) || (facts.received ?? []).length > 0;
  return isTraced || !isInternetMail
    ? null
    : 'it has no Message-ID and no server passed it on, as in a draft';
}

/** The approved file whose exact bytes are attached, as its PDF or its whole package, in any volume; null when none is. */
export function carriedFile(
  mail: { readonly attachments: readonly { readonly name: string; readonly sha256: string }[] },
  files: readonly ApprovedFile[],
): CarriedFile | null {
  for (const { name, sha256 } of mail.attachments) {
    const file = files.find((one) => hashesOf(one).includes(sha256));
    if (file) return { file, sha256, name };
  }
  return null;
}

/**
 * Whether a mail that carries an approved file counts by itself: it was sent, to an addressee of the letter, with nothing
 * else. `approved` are all files that may leave.
 */
export function checkMail(
  mail: SentMail,
  file: ApprovedFile,
  approved: readonly ApprovedFile[],
  who: Addressees,
): MailCheck {
  if (mail.unsent !== null)
    return { notSent: `It does not show that anything was sent: ${mail.unsent}.`, held: [], notes: [] };
  const { isOursAlone, problem: stranger, note: doubt } = checkAddressees([...mail.to, ...mail.bcc], who);
  if (isOursAlone) return { notSent: stranger, held: [], notes: [] };
  const { problem, note } = outcomeFor(stranger, doubt, who);
  const known = new Set([file, ...approved].flatMap(hashesOf));
  const more = mail.attachments.filter(
    ({ sha256, mediaType }) => !known.has(sha256) && !SIGNATURES.test(mediaType),
  );
  const missing = missingVolumes(mail, file);
  return {
    notSent: null,
    held: [
      ...(problem === null ? [] : [problem]),
      ...more.map(({ name }) => `It also carries “${name}”, which was not approved.`),
      ...(missing.length === 0 ? [] : [`Volume ${missing.join(', ')} of the approved file is not in it.`]),
    ],
    notes: note === null ? [] : [note],
  };
}

function missingVolumes(mail: SentMail, { volumes }: ApprovedFile): number[] {
  const carried = mail.attachments.map(({ sha256 }) => sha256);
  return volumes
    .filter(
      ({ pdfSha256, packageSha256 }) => !carried.includes(pdfSha256) && !carried.includes(packageSha256),
    )
    .map(({ number }) => number);
}

export function hashesOf(file: ApprovedFile): (string | null)[] {
  return [file, ...file.volumes].flatMap(({ pdfSha256, packageSha256 }) => [pdfSha256, packageSha256]);
}

/** Why a mail proves nothing of what was approved, naming what it carries instead. */
export function unmatchedText(mail: SentMail, files: readonly ApprovedFile[]): string {
  if (files.length === 0) return 'No file of this matter is approved, so the mail cannot carry one.';
  const approved = files.map((file) => `“${file.title}” ${file.pdfSha256.slice(0, 12)}…`).join(', ');
  if (mail.attachments.length === 0) return `It has no attachment; approved is ${approved}.`;
  const carried = mail.attachments.map(({ name, sha256 }) => `“${name}” ${sha256.slice(0, 12)}…`).join(', ');
  return `It carries ${carried}; approved is ${approved}. The bytes differ, so this is not the approved file.`;
}

/** Why a mail with the approved file proves nothing of a sending that took another way, and what does. */
export function otherWayText({ method }: Pick<Delivery, 'method'>, { file }: CarriedFile): string {
  return `It is kept. It carries “${file.title}” as it was approved, to the byte, but a mail proves no sending ${BY_METHOD[method]}: for that attach the receipt or the tracking page. The mail is proof of a sending by email, if it was sent.`;
}

/** What a mail's own clock says that cannot be, in sentences. Clocks differ by minutes, so they prove nothing alone. */
export function clockDoubts(mail: SentMail, file: ApprovedFile, now: string, zone: string): string[] {
  const early = hourTooEarlyText(file, mail.on, mail.time, zone);
  const late = hourToComeText(now, mail.on, mail.time, zone);
  return [
    ...(early === null ? [] : [`${early}: the mail names it.`]),
    ...(late === null
      ? []
      : [
          `The mail names ${mail.time ?? ''}; it was kept at ${timeIn(now, zone)} ${zoneText(now, zone)}. Check its clock.`,
        ]),
  ];
}

/** Where a mail and what was recorded by hand do not agree, in sentences. */
export function differences(
  delivery: Pick<Delivery, 'address' | 'sentOn' | 'method'>,
  mail: SentMail,
): string[] {
  return [
    ...(delivery.method === 'email'
      ? []
      : [`The way recorded is ${METHODS[delivery.method].toLowerCase()}; the proof is a mail.`]),
    ...(isAddressed(delivery, mail)
      ? []
      : [`The mail went to ${mail.to.join(', ') || 'nobody named'}; recorded is ${delivery.address}.`]),
    ...(mail.on === delivery.sentOn
      ? []
      : [`The mail was sent on ${dayText(mail.on)}; recorded is ${dayText(delivery.sentOn)}.`]),
  ];
}

/** Whether a mail went to an address that the delivery was recorded with. */
export function isAddressed(delivery: Pick<Delivery, 'address'>, mail: SentMail): boolean {
  return [...mail.to, ...mail.bcc].some((to) => isAt(delivery, to));
}

/** `Randal Milch` of `Randal Milch <r@example.com>`; the address itself where no name is given. */
export function nameOf(address: string): string {
  return /^(.*?)\s*<[^>]+>$/.exec(address)?.[1]?.trim() || address;
}

/** Whether a mail address is one that a delivery was recorded with, whole and not as a part of another. */
export function isAt({ address }: Pick<Delivery, 'address'>, mailAddress: string): boolean {
  const bare = bareAddress(mailAddress);
  return bare !== '' && addressesIn(address).includes(bare);
}
