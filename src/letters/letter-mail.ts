import { authenticationOf } from '../documents/mail/authentication.js';
import { clockNotes, hopsOf, type Hop } from '../documents/mail/received-hops.js';
import type { DocumentFacts } from '../documents/reading.js';
import type { MailDate } from '../documents/mail-date.js';
import { dayText } from '../platform/plain-date.js';

/** What a mail says of itself, every word ready: the sender's word and that of servers on the way, none of it proven. */
export interface MailShown {
  readonly rows: readonly { readonly term: string; readonly text: string; readonly note?: string }[];
  readonly hops: readonly { readonly number: number; readonly route: string; readonly when: string }[];
  readonly clockNotes: readonly string[];
  readonly authentication: readonly {
    readonly server: string;
    readonly results: readonly { readonly text: string; readonly about: string }[];
    readonly line: string;
  }[];
}

/** Null for what is no mail. */
export function mailShown(mediaType: string, facts: DocumentFacts): MailShown | null {
  if (mediaType !== 'message/rfc822' && mediaType !== 'application/vnd.ms-outlook') return null;
  const hops = hopsOf(facts.received ?? []);
  return {
    rows: rowsOf(facts),
    hops: hops.map((hop, index) => ({ number: index + 1, route: routeOf(hop), when: whenText(hop.at) })),
    clockNotes: clockNotes(hops),
    authentication: authenticationOf(facts.authentication ?? [], facts.receivedSpf ?? []).map((one) => ({
      server: one.server,
      results: one.results.map(({ method, result, about }) => ({
        text: `${method.toUpperCase()}: ${result}`,
        about,
      })),
      line: one.line,
    })),
  };
}

function rowsOf(facts: DocumentFacts): { term: string; text: string; note?: string }[] {
  const { dateOn, dateTime, dateZone } = facts;
  const date =
    dateOn && dateTime ? `${dayText(dateOn)}, ${dateTime} ${dateZone ? `UTC${dateZone}` : ''}`.trim() : '';
  const zone = dateZone ? '' : ' It names no zone; the hour is read as UTC.';
  const rows: readonly (readonly [string, string, string?])[] = [
    ['From', facts.from ?? ''],
    ['Sender', facts.sender && facts.sender !== facts.from ? facts.sender : ''],
    ['Answers go to', facts.replyTo && facts.replyTo !== facts.from ? facts.replyTo : ''],
    ['To', (facts.to ?? []).join('; ')],
    ['Copied to', (facts.cc ?? []).join('; ')],
    ['Blind copied to', (facts.bcc ?? []).join('; ')],
    ['Subject', facts.subject ?? ''],
    ['Date', date, date && `As the sender’s clock had it, unverified.${zone}`],
    ['Message-ID', facts.messageId ?? ''],
    ['In-Reply-To', facts.inReplyTo ?? ''],
    ['References', (facts.references ?? []).join(' ')],
    ['Return path', facts.returnPath ?? ''],
    ['Delivered to', (facts.deliveredTo ?? []).join('; ')],
    ['Written with', facts.mailer ?? ''],
  ];
  return rows.flatMap(([term, text, note]) =>
    text === '' ? [] : [{ term, text: text.slice(0, 2_000), ...(note ? { note } : {}) }],
  );
}

function routeOf({ from, by, protocol, forAddress, line }: Hop): string {
  const parts = [
    from && `from ${from}`,
    by && `by ${by}`,
    protocol && `with ${protocol}`,
    forAddress && `for ${forAddress}`,
  ].filter(Boolean);
  return parts.length === 0 ? line.slice(0, 500) : parts.join(' ').slice(0, 500);
}

function whenText(at: MailDate | null): string {
  if (at === null) return 'no date that can be read';
  return `${dayText(at.on)}, ${at.time} ${at.zone === null ? '(no zone named, read as UTC)' : `UTC${at.zone}`}`;
}
