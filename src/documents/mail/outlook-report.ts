import type { FieldsData } from '@kenjiuno/msgreader';
import iconv from 'iconv-lite';

/** What Outlook says with the class of a message: it reports on another one (MS-OXOMSG, 2.2.2.1). */
const CLASS = /^REPORT\..+\.(?<kind>NDR|DR|DELAYED|IPNRN|IPNNRN)$/i;

/** The line a mail server or program would write for each (RFC 3464, 2.3.3; RFC 8098, 3.2.6). */
const SAYS: Readonly<Record<string, string>> = {
  NDR: 'Action: failed',
  DR: 'Action: delivered',
  DELAYED: 'Action: delayed',
  IPNRN: 'Disposition: manual-action/MDN-sent-manually; displayed',
  IPNNRN: 'Disposition: manual-action/MDN-sent-manually; deleted',
};

/** Properties the reader has no name for (MS-OXPROPS), by their ids. */
const REPORT_TEXT = '1001';
const REFERENCES = '1039';
const IN_REPLY_TO = '1042';
const ORIGINAL_MESSAGE_ID = '1046';
const SUPPLEMENTARY_INFO = '0c1b';

/** What a report kept by Outlook says, in the fields that one sent over the internet has. */
export interface OutlookReport {
  /** As the machine part of a report, a field a line. */
  readonly part: string;
  /** The words its mail server wrote; Outlook makes the body from them when it shows it. */
  readonly text: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
}

/** Whether a message is such a report by its class. */
export function isOutlookReport({ messageClass }: Pick<FieldsData, 'messageClass'>): boolean {
  return CLASS.test(messageClass ?? '');
}

/**
 * Reads a report from fields that were read with their raw properties. Who reports on a delivery names its recipients; a
 * read receipt comes from the one it is about. Null for any other message.
 */
export function outlookReport(fields: FieldsData): OutlookReport | null {
  const kind = CLASS.exec(fields.messageClass ?? '')?.groups?.['kind']?.toUpperCase();
  if (kind === undefined) return null;
  const isReadReceipt = kind.startsWith('IP');
  const about = isReadReceipt
    ? [fields.senderSmtpAddress ?? fields.senderEmail ?? '']
    : (fields.recipients ?? []).map((one) => one.smtpAddress ?? one.email ?? '');
  const why = (fields.recipients ?? [])
    .map((one) => wordsIn(one, SUPPLEMENTARY_INFO))
    .find((one) => one !== '');
  const original = ID.exec(wordsIn(fields, ORIGINAL_MESSAGE_ID))?.[0];
  const lines = [
    SAYS[kind] ?? '',
    ...about
      .filter((address) => address.includes('@'))
      .map((address) => `Final-Recipient: rfc822; ${address}`),
    ...(why === undefined || isReadReceipt ? [] : [`Diagnostic-Code: ${why}`]),
    ...(original === undefined ? [] : [`Original-Message-ID: ${original}`]),
  ];
  return {
    part: lines.map((line) => line.replace(/\s+/g, ' ')).join('\n'),
    text: wordsIn(fields, REPORT_TEXT),
    inReplyTo: ID.exec(wordsIn(fields, IN_REPLY_TO))?.[0] ?? null,
    references: wordsIn(fields, REFERENCES).match(new RegExp(ID, 'g')) ?? [],
  };
}

const ID = /<[^<>\s]{1,998}>/;

/** A property in words, whichever of the two kinds of text it is kept as; '' where there is none. */
function wordsIn({ rawProps }: FieldsData, id: string): string {
  const found = (rawProps ?? []).find((one) => one.propertyTag?.toLowerCase().startsWith(id));
  if (found?.value === undefined) return '';
  if (typeof found.value === 'string') return found.value.replaceAll('\0', '').trim();
  const isWide = found.propertyTag?.toLowerCase().endsWith('001f') ?? false;
  return iconv
    .decode(Buffer.from(found.value), isWide ? 'utf16-le' : 'windows-1252')
    .replaceAll('\0', '')
    .trim();
}
