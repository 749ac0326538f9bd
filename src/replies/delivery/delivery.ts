import { Temporal } from 'temporal-polyfill';
import type { Selectable } from 'kysely';
import type { Purpose } from '../../bundles/building/spec.js';
import type { Document } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
import type { DocumentFacts } from '../../documents/reading.js';
import type { DeliveryTable, LetterKind } from '../../migrations/schema.js';
import { dayIn, dayText, zoneText } from '../../platform/plain-date.js';

export type Delivery = Selectable<DeliveryTable>;

export const METHODS = {
  email: 'Email',
  courier: 'Courier',
  post: 'Post',
  hand: 'By hand',
  fax: 'Fax',
  portal: 'Portal or upload',
} as const satisfies Record<Delivery['method'], string>;

/** The file of a bundle that was approved: what may be sent, and nothing else. */
export interface ApprovedFile {
  readonly buildId: string;
  readonly bundleId: string;
  readonly number: number;
  readonly title: string;
  readonly purpose: Purpose;
  readonly pdfSha256: string;
  readonly approvedAt: string;
  readonly pdfBytes: number | null;
  readonly packageSha256: string | null;
  readonly pages: number | null;
  /** The files it was approved in, where it is more than one: `pdfSha256` is then the first of them. */
  readonly volumes: readonly {
    readonly number: number;
    readonly pdfSha256: string;
    readonly packageSha256: string;
  }[];
  readonly replyId: string | null;
  /** The letter that the reply in front answers. */
  readonly letterId: string | null;
  /** What kind of letter goes in front. */
  readonly letterKind: LetterKind | null;
}

/** What a sent mail says of itself, as far as it proves something. */
export interface SentMail {
  readonly messageId: string | null;
  readonly from: string | null;
  readonly to: readonly string[];
  readonly on: string;
  /** `16:59`, in the zone of the matter; null where the mail has no time. */
  readonly time: string | null;
  readonly attachments: readonly { readonly name: string; readonly sha256: string }[];
}

/** Which approved file a mail carries. */
export interface CarriedFile {
  readonly file: ApprovedFile;
  readonly sha256: string;
  readonly name: string;
}

/** What a mail says in the zone of the matter; null when it has no date that can be read. */
export function sentMail(facts: DocumentFacts, zone: string): SentMail | null {
  if (facts.date === null || facts.date === undefined) return null;
  const at = Temporal.Instant.from(facts.date).toZonedDateTimeISO(zone);
  return {
    messageId: facts.messageId ?? null,
    from: facts.from ?? null,
    to: [...(facts.to ?? []), ...(facts.cc ?? [])],
    on: at.toPlainDate().toString(),
    time: timeIn(facts.date, zone),
    attachments: (facts.attachments ?? [])
      .filter(({ isInline }) => !isInline)
      .map(({ name, sha256 }) => ({ name, sha256 })),
  };
}

/** `16:59` in a zone. */
export function timeIn(instant: string, zone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/** The approved file whose exact bytes are attached, as its PDF or its whole package, in any volume; null when none is. */
export function carriedFile(mail: SentMail, files: readonly ApprovedFile[]): CarriedFile | null {
  for (const { name, sha256 } of mail.attachments) {
    const file = files.find((one) =>
      [one, ...one.volumes].some((each) => each.pdfSha256 === sha256 || each.packageSha256 === sha256),
    );
    if (file) return { file, sha256, name };
  }
  return null;
}

/** Why a mail proves nothing of what was approved, naming what it carries instead. */
export function unmatchedText(mail: SentMail, files: readonly ApprovedFile[]): string {
  if (files.length === 0) return 'No file of this matter is approved, so the mail cannot carry one.';
  const approved = files.map((file) => `“${file.title}” ${file.pdfSha256.slice(0, 12)}…`).join(', ');
  if (mail.attachments.length === 0) return `It has no attachment; approved is ${approved}.`;
  const carried = mail.attachments.map(({ name, sha256 }) => `“${name}” ${sha256.slice(0, 12)}…`).join(', ');
  return `It carries ${carried}; approved is ${approved}. The bytes differ, so this is not the approved file.`;
}

/** Why a file cannot have left on a day: it was approved after it. Null where it can. */
export function tooEarlyText(
  file: Pick<ApprovedFile, 'approvedAt'>,
  day: string,
  zone: string,
): string | null {
  const approvedOn = dayIn(file.approvedAt, zone);
  if (day >= approvedOn) return null;
  return `The file was approved on ${dayText(approvedOn)}; it cannot have left on ${dayText(day)}. Check the day`;
}

/** The same for the hour, like `16:30`, of the day of the approval itself. */
export function hourTooEarlyText(
  { approvedAt }: Pick<ApprovedFile, 'approvedAt'>,
  day: string,
  time: string | null,
  zone: string,
): string | null {
  const approved = timeIn(approvedAt, zone);
  if (time === null || day !== dayIn(approvedAt, zone) || time >= approved) return null;
  return `The file was approved on ${dayText(day)} at ${approved} ${zoneText(approvedAt, zone)}; it cannot have left at ${time}. Check the hour`;
}

/** Why an hour cannot be when something happened: it is still to come. Null where it is not. */
export function hourToComeText(now: string, day: string, time: string | null, zone: string): string | null {
  const hour = timeIn(now, zone);
  if (time === null || day !== dayIn(now, zone) || time <= hour) return null;
  return `This hour has not come yet: it is ${hour} ${zoneText(now, zone)}`;
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

/** What a person should look at before a file that was attached counts as proof for them, in sentences. */
export function doubtsOn(document: Pick<Document, 'state' | 'reason' | 'facts'>): string[] {
  const names = factsOf(document).notes.filter((note) => /^(?:The name says|What a file named) /.test(note));
  const unread = document.state === 'readable' || document.reason === null ? [] : [document.reason];
  const doubts = [...names, ...unread];
  return doubts.length === 0 ? [] : [`${doubts.join(' ')} Open the proof and see that it is the right file.`];
}

/** Where a mail and what was recorded by hand do not agree, in sentences. */
export function differences(
  delivery: Pick<Delivery, 'address' | 'sentOn' | 'method'>,
  mail: SentMail,
): string[] {
  const isAddressed = mail.to.some((to) => isAt(delivery, to));
  return [
    ...(delivery.method === 'email'
      ? []
      : [`The way recorded is ${METHODS[delivery.method].toLowerCase()}; the proof is a mail.`]),
    ...(isAddressed
      ? []
      : [`The mail went to ${mail.to.join(', ') || 'nobody named'}; recorded is ${delivery.address}.`]),
    ...(mail.on === delivery.sentOn
      ? []
      : [`The mail was sent on ${dayText(mail.on)}; recorded is ${dayText(delivery.sentOn)}.`]),
  ];
}

/**
 * True for a mail that can only prove something by carrying the approved file: ours, sent by mail, with files.
 * The addressee's own word that it came, or a courier's, carries what it likes.
 */
export function mustCarryFile(delivery: Pick<Delivery, 'method' | 'address'>, mail: SentMail): boolean {
  const isTheirWord = mail.from !== null && isAt(delivery, mail.from);
  return delivery.method === 'email' && mail.attachments.length > 0 && !isTheirWord;
}

/** `Randal Milch` of `Randal Milch <r@example.com>`; the address itself where no name is given. */
export function nameOf(address: string): string {
  return /^(.*?)\s*<[^>]+>$/.exec(address)?.[1]?.trim() || address;
}

/** Whether the delivery counts: it has its proof and day, or counsel said so with a reason. */
export function isProved(
  delivery: Pick<Delivery, 'deliveredOn' | 'proofDocumentId' | 'overrideReason' | 'voidedAt' | 'refutedAt'>,
): boolean {
  return (
    delivery.voidedAt === null &&
    delivery.refutedAt === null &&
    delivery.deliveredOn !== null &&
    (delivery.proofDocumentId !== null || delivery.overrideReason !== null)
  );
}

/** Whether a mail address is one that a delivery was recorded with. */
function isAt({ address }: Pick<Delivery, 'address'>, mailAddress: string): boolean {
  const bare = (/<([^>]+)>/.exec(mailAddress)?.[1] ?? mailAddress).toLowerCase();
  return bare !== '' && address.toLowerCase().includes(bare);
}
