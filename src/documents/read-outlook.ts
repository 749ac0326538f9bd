import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type msgreader from '@kenjiuno/msgreader';
import type { FieldsData } from '@kenjiuno/msgreader';
import iconv from 'iconv-lite';
import { decompressRtf } from './mail/compressed-rtf.js';
import { decodeNamed, decodeUnknown, type Decoded } from './character-set.js';
import { fullerForm } from './mail/fuller-form.js';
import { isOutlookReport, outlookReport } from './mail/outlook-report.js';
import { bodyOfForms } from './mail/mail-body.js';
import { messageKey } from './mail/message-key.js';
import { parseMailDate } from './mail-date.js';
import { struckIn } from './mail/struck-words.js';
import { rtfPages, type ReadRtf } from './read-rtf.js';
import { nameAndAddress, textOfHtml, wholeOf } from './read-mail.js';
import type { ReadMail } from './read-mail.js';
import { UnreadableDocument } from './reading.js';
import type { Attachment, ReadInput } from './reading.js';

/** The package is CommonJS, and what an import calls its default depends on who loads this module. */
const { default: Reader } = createRequire(import.meta.url)('@kenjiuno/msgreader') as typeof msgreader;
type MsgReader = InstanceType<typeof Reader>;

const MOST_BYTES = 256 * 1024 * 1024;
const MOST_PARTS = 500;
/** mfUnsent among the message flags (MS-OXCMSG, 2.2.1.6). */
const UNSENT = 0x8;

/** Reads an Outlook message (MS-OXMSG). Throws `UnreadableDocument` when it is none, or is too large. */
export async function readOutlook({ path, attachmentsTo }: ReadInput): Promise<ReadMail> {
  if ((await stat(path)).size > MOST_BYTES)
    throw new UnreadableDocument('unsupported', 'The message is larger than 256 MB.');
  const bytes = new Uint8Array(await readFile(path)).buffer;
  const reader = new Reader(bytes);
  const fields = reader.getFileData();
  if (fields.error !== undefined || fields.dataType !== 'msg')
    throw new UnreadableDocument('damaged', 'The Outlook message cannot be read.');

  const headers = parseHeaders(fields.headers ?? '');
  const sent = headers.get('date') ?? fields.clientSubmitTime ?? fields.messageDeliveryTime ?? '';
  const date = parseMailDate(sent);
  const report = isOutlookReport(fields) ? outlookReport(withEveryProperty(bytes)) : null;
  const body = fields.body ?? report?.text ?? '';
  const read = htmlBytes(fields.html, fields.internetCodepage);
  const wholeHtml = fields.bodyHtml ?? read.text;
  const notes: string[] = fields.bodyHtml === undefined && read.note !== null ? [read.note] : [];
  if (!headers.has('date'))
    notes.push('The date is the one Outlook stored; the message has no internet header.');
  if (fields.messageDeliveryTime && fields.messageDeliveryTime !== sent)
    notes.push(`Outlook stored as its delivery: ${fields.messageDeliveryTime}.`);
  const isRich = body.trim() === '' && wholeHtml.trim() === '';
  const rich = isRich ? richText(fields.compressedRtf) : null;
  if (rich !== null) notes.push(...rich.notes);
  const form = await fullerForm(bodyOfForms(rich?.pages.join('\n') ?? body, wholeHtml), textOfHtml);
  const { text, other } = form;
  const hidden = [...form.hidden, ...(rich?.hidden ?? [])];
  const attachments = await extract(reader, fields, attachmentsTo ?? null);
  return {
    ...{ text, other },
    html: wholeHtml,
    facts: {
      ...(hidden.length === 0 ? {} : { hidden }),
      notes: [...notes, ...form.notes, ...struckIn(wholeHtml)],
      subject: fields.subject ?? null,
      from:
        nameAndAddress(fields.senderName ?? '', fields.senderSmtpAddress ?? fields.senderEmail ?? '') || null,
      to: recipients(fields, 'to'),
      cc: recipients(fields, 'cc'),
      bcc: recipients(fields, 'bcc'),
      date: date?.instant ?? null,
      dateZone: headers.has('date') ? (date?.zone ?? null) : null,
      dateOn: date?.on ?? null,
      dateTime: date?.time ?? null,
      messageId: fields.messageId ?? headers.get('message-id') ?? null,
      inReplyTo: headers.get('in-reply-to') ?? report?.inReplyTo ?? null,
      references:
        headers
          .get('references')
          ?.split(/\s+/)
          .filter((id) => id !== '') ??
        report?.references ??
        [],
      isDeliveryReport: report !== null,
      reportParts: report === null ? [] : [report.part],
      received: linesOf(fields.headers ?? '', 'received'),
      authentication: linesOf(fields.headers ?? '', 'authentication-results'),
      receivedSpf: linesOf(fields.headers ?? '', 'received-spf'),
      returnPath: headers.get('return-path') ?? null,
      deliveredTo: linesOf(fields.headers ?? '', 'delivered-to'),
      mailer: headers.get('x-mailer') ?? null,
      hasHtml: wholeHtml.trim() !== '',
      unsentBy: ((fields.messageFlags ?? 0) & UNSENT) === 0 ? null : 'the mark of Outlook for a draft',
      messageKey: messageKey({
        date: date?.instant ?? null,
        subject: fields.subject ?? null,
        text: wholeOf(form),
        attachments,
      }),
      attachments,
    },
  };
}

/** The same with what the reader has no names for; asked of reports alone, since it keeps all of it in memory. */
function withEveryProperty(bytes: ArrayBuffer): FieldsData {
  const reader = new Reader(bytes);
  reader.parserConfig = { includeRawProps: true };
  return reader.getFileData();
}

async function extract(reader: MsgReader, fields: FieldsData, folder: string | null): Promise<Attachment[]> {
  const listed = fields.attachments ?? [];
  if (listed.length > MOST_PARTS)
    throw new UnreadableDocument('unsupported', `The message has more than ${MOST_PARTS} attachments.`);
  const attachments: Attachment[] = [];
  for (const attachment of listed) {
    const { fileName, content } = reader.getAttachment(attachment);
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (folder !== null) await writeFile(join(folder, sha256), content);
    attachments.push({
      name: attachment.innerMsgContent ? `${attachment.name ?? 'attached message'}.msg` : fileName,
      mediaType: attachment.innerMsgContent
        ? 'application/vnd.ms-outlook'
        : (attachment.attachMimeTag ?? 'application/octet-stream'),
      bytes: content.byteLength,
      sha256,
      isInline: attachment.attachmentHidden === true,
      contentId: attachment.pidContentId ?? null,
    });
  }
  return attachments;
}

function recipients(fields: FieldsData, kind: 'to' | 'cc' | 'bcc'): readonly string[] {
  return (fields.recipients ?? [])
    .filter((recipient) => recipient.recipType === kind)
    .map((recipient) => nameAndAddress(recipient.name ?? '', recipient.smtpAddress ?? recipient.email ?? ''));
}

function parseHeaders(raw: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of unfold(raw)) {
    const colon = line.indexOf(':');
    const key = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(key)) headers.set(key, line.slice(colon + 1).trim());
  }
  return headers;
}

function linesOf(raw: string, key: string): readonly string[] {
  return unfold(raw)
    .filter((line) => line.slice(0, key.length + 1).toLowerCase() === `${key}:`)
    .map((line) => line.slice(key.length + 1).trim());
}

function unfold(raw: string): readonly string[] {
  return raw.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
}

/** The body where Outlook keeps it as rich text alone. */
function richText(compressed: Uint8Array | undefined): ReadRtf | null {
  const rtf = compressed === undefined ? null : decompressRtf(compressed);
  return rtf === null ? null : rtfPages(rtf);
}

/** HTML in the code page that Outlook names for it. */
function htmlBytes(html: Uint8Array | undefined, codePage: number | undefined): Decoded {
  if (!html) return { text: '', note: null };
  const known = [`cp${codePage}`, `${codePage}`].find((name) => iconv.encodingExists(name));
  const name = codePage === 65_001 ? 'utf-8' : (known ?? (codePage === undefined ? null : `cp${codePage}`));
  const bytes = Buffer.from(html);
  return decodeNamed(bytes, name, 'The message') ?? decodeUnknown(bytes, name ?? '', 'The message');
}
