import { Temporal } from 'temporal-polyfill';
import type { Selectable } from 'kysely';
import type { Purpose } from '../../bundles/building/spec.js';
import type { Document } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
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

/** The same within a sentence: `sent by courier`. */
export const BY_METHOD = {
  email: 'by email',
  courier: 'by courier',
  post: 'by post',
  hand: 'by hand',
  fax: 'by fax',
  portal: 'through a portal',
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

/** `16:59` in a zone. */
export function timeIn(instant: string, zone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
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

/** How many minutes before the approval of its file, on that very day, a hour lies; 0 for none. Clocks differ by minutes. */
export function minutesTooEarly(
  { approvedAt }: Pick<ApprovedFile, 'approvedAt'>,
  day: string,
  time: string | null,
  zone: string,
): number {
  if (time === null || day !== dayIn(approvedAt, zone)) return 0;
  return Math.max(0, minutesOf(timeIn(approvedAt, zone)) - minutesOf(time));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Why an hour cannot be when something happened: it is still to come. Null where it is not. */
export function hourToComeText(now: string, day: string, time: string | null, zone: string): string | null {
  const hour = timeIn(now, zone);
  if (time === null || day !== dayIn(now, zone) || time <= hour) return null;
  return `This hour has not come yet: it is ${hour} ${zoneText(now, zone)}`;
}

/** What a person should look at before a file that was attached counts as proof for them, in sentences. */
export function doubtsOn(document: Pick<Document, 'state' | 'reason' | 'facts'>): string[] {
  const names = factsOf(document).notes.filter((note) => /^(?:The name says|What a file named) /.test(note));
  const unread = document.state === 'readable' || document.reason === null ? [] : [document.reason];
  const doubts = [...names, ...unread];
  return doubts.length === 0 ? [] : [`${doubts.join(' ')} Open the proof and see that it is the right file.`];
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

/** Proved by the mail as it was sent, which says that it left and not that it arrived. */
export function provesSending({
  matchedSha256,
  overrideReason,
}: Pick<Delivery, 'matchedSha256' | 'overrideReason'>): boolean {
  return matchedSha256 !== null && overrideReason === null;
}
