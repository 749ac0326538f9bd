import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { simpleParser } from 'mailparser';
import type { AddressObject, AttachmentStream, HeaderLines, MessageText } from 'mailparser';
import { fullerForm, type ReadForm } from './mail/fuller-form.js';
import { nulsBefore, refuseEndlessHeader } from './mail/header-start.js';
import { bodyOf, htmlOfBody, type MailBody } from './mail/mail-body.js';
import { mailParser } from './mail/mail-parser.js';
import { messageKey } from './mail/message-key.js';
import { struckIn } from './mail/struck-words.js';
import { notWhole } from './mail/whole-message.js';
import { parseMailDate } from './mail-date.js';
import { UnreadableDocument } from './reading.js';
import type { Attachment, DocumentFacts, ReadInput } from './reading.js';

/** A mail as read: its words, as one text, and what its headers say. */
export interface ReadMail {
  readonly text: string;
  /** Its other form, where that says what `text` does not. */
  readonly other: ReadForm['other'];
  /** Its HTML form as it came, to be cleaned before anyone sees it; '' where it has none. */
  readonly html: string;
  readonly facts: DocumentFacts;
}

const MOST_PARTS = 500;
const REPORT_PARTS =
  /^(?:message\/(?:global-)?(?:disposition-notification|delivery-status)|text\/rfc822-headers)$/i;
const LONGEST_REPORT_PART = 64 * 1024;
const MOST_HTML = 10 * 1024 * 1024;

/** Reads an RFC 5322 message; fetches nothing. Throws `UnreadableDocument` over the limits. */
export async function readMail({ path, attachmentsTo }: ReadInput): Promise<ReadMail> {
  await refuseEndlessHeader(path);
  const parsed = await parse(path, attachmentsTo ?? null);
  const { headerLines, headers, body, attachments, reportParts } = parsed;
  const raw = (key: string): string | null => rawHeader(headerLines, key);
  const all = (key: string): string[] =>
    headerLines.filter((header) => header.key === key).map(({ line }) => valueOf(line));
  const texts = (key: string): readonly string[] => addressesIn(headers.get(key));
  const one = (key: string): string | null => texts(key)[0] ?? null;
  const date = parseMailDate(raw('date') ?? '');
  const type = headers.get('content-type');
  const { text, other, hidden, notes } = await fullerForm(body, textOfHtml);
  const html = htmlOfBody(body);
  const subject = stringOf(headers.get('subject'));

  return {
    ...{ text, other },
    html,
    facts: {
      ...(hidden.length === 0 ? {} : { hidden }),
      notes: [
        ...parsed.notes,
        ...(await notWhole(path, await nulsBefore(path))),
        ...notes,
        ...struckIn(html),
        ...notesOnDate(raw('date'), date === null),
        ...(attachments.some(isOutlookPackage)
          ? ['What came with it is packed into winmail.dat, which is not opened: ask for the files again.']
          : []),
      ],
      subject,
      from: one('from'),
      sender: one('sender'),
      replyTo: one('reply-to'),
      to: texts('to'),
      cc: texts('cc'),
      bcc: texts('bcc'),
      date: date?.instant ?? null,
      dateZone: date?.zone ?? null,
      dateOn: date?.on ?? null,
      dateTime: date?.time ?? null,
      messageId: stringOf(headers.get('message-id')),
      inReplyTo: stringOf(headers.get('in-reply-to')),
      references: listOf(headers.get('references')),
      received: all('received'),
      authentication: all('authentication-results'),
      receivedSpf: all('received-spf'),
      returnPath: raw('return-path'),
      deliveredTo: all('delivered-to'),
      mailer: raw('x-mailer') ?? raw('user-agent'),
      hasHtml: html !== '',
      messageKey: messageKey({
        date: date?.instant ?? null,
        subject,
        text: wholeOf({ text, other, hidden }),
        attachments,
      }),
      attachments,
      isDeliveryReport: isReport(type),
      reportParts: isReport(type) ? reportParts : [],
      unsentBy: unsentBy(raw),
    },
  };
}

/** Every word of a message, in whatever form it stands: what tells two messages apart. */
export function wholeOf({ text, other, hidden }: Pick<ReadForm, 'text' | 'other' | 'hidden'>): string {
  return [text, other?.text ?? '', ...hidden.map((one) => one.words)].join('\n');
}

/** The words of an HTML page or message body. Pictures become their description; nothing is loaded. */
export async function textOfHtml(html: string): Promise<string> {
  if (html.length > MOST_HTML) throw new UnreadableDocument('unsupported', 'Its HTML is larger than 10 MB.');
  const prepared = html
    .replace(/<img\b[^>]*?\balt\s*=\s*"([^"]*)"[^>]*>/gi, (_, alt: string) =>
      alt ? `[picture: ${alt}]` : '',
    )
    .replace(/<img\b[^>]*>/gi, '')
    .replace(/<\/t[dh]\s*>/gi, '&#9;$&')
    .replace(/<\/tr\s*>/gi, '<br>$&');
  const message = Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${prepared}`);
  const mail = await simpleParser(message, { skipTextToHtml: true, skipImageLinks: true });
  return (mail.text ?? '').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n');
}

interface Parsed {
  headerLines: HeaderLines;
  headers: ReadonlyMap<string, unknown>;
  body: MailBody;
  attachments: Attachment[];
  reportParts: string[];
  /** What a person has to know of how its words were read. */
  readonly notes: Set<string>;
}

async function parse(path: string, folder: string | null): Promise<Parsed> {
  const parsed: Parsed = {
    headerLines: [],
    headers: new Map(),
    body: { kind: 'parts', parts: [] },
    attachments: [],
    reportParts: [],
    notes: new Set(),
  };
  const parser = mailParser(parsed.notes);
  const source = createReadStream(path, { start: await nulsBefore(path) });
  parser.on('headers', (headers) => (parsed.headers = headers));
  parser.on('headerLines', (lines) => (parsed.headerLines = lines));
  const saving: Promise<void>[] = [];
  let parts = 0;

  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown): void => {
      source.destroy();
      reject(asUnreadable(error));
    };
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'text') {
        parsed.body = bodyOf(parser);
        return;
      }
      parts += 1;
      if (parts > MOST_PARTS) {
        fail(new UnreadableDocument('unsupported', `The message has more than ${MOST_PARTS} parts.`));
        return;
      }
      const place = parts - 1;
      saving.push(
        save(data, folder, parsed.reportParts).then((attachment) => {
          parsed.attachments[place] = attachment;
          data.release?.();
        }, fail),
      );
    });
    parser.on('error', fail);
    parser.on('end', resolve);
    source.on('error', fail);
    source.pipe(parser);
  });
  await Promise.all(saving);
  return parsed;
}

/** The parser gives up on parts nested deeper than anyone writes them; that is no damage. */
function asUnreadable(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return /child nodes exceeded/i.test(error.message)
    ? new UnreadableDocument('unsupported', 'The message has too many parts inside each other to be read.')
    : error;
}

/** Streams an attachment to its place, named by its hash: a name from a mail never becomes a path. */
async function save(
  attachment: AttachmentStream,
  folder: string | null,
  reportParts: string[],
): Promise<Attachment> {
  const isReportPart = REPORT_PARTS.test(attachment.contentType);
  let reported = '';
  const hash = createHash('sha256');
  let bytes = 0;
  const temp = folder === null ? null : join(folder, `part-${randomBytes(8).toString('hex')}`);
  const out = temp === null ? null : createWriteStream(temp, { flags: 'wx' });
  const content: Readable = attachment.content;
  for await (const piece of content) {
    const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    hash.update(chunk);
    bytes += chunk.length;
    if (isReportPart && reported.length < LONGEST_REPORT_PART) reported += chunk.toString('utf8');
    if (out && !out.write(chunk)) await once(out, 'drain');
  }
  const sha256 = hash.digest('hex');
  if (isReportPart) reportParts.push(reported.slice(0, LONGEST_REPORT_PART));
  if (out && temp && folder !== null) {
    await new Promise<void>((resolve, reject) => {
      out.on('error', reject);
      out.end(() => resolve());
    });
    await rename(temp, join(folder, sha256)).catch(async (error: unknown) => {
      await rm(temp, { force: true });
      throw error;
    });
  }
  return {
    name: attachment.filename ?? nameFor(attachment.contentType),
    mediaType: attachment.contentType,
    bytes,
    sha256,
    isInline: attachment.related === true,
    contentId: attachment.cid ?? null,
  };
}

function nameFor(mediaType: string): string {
  return mediaType === 'message/rfc822' ? 'attached message.eml' : 'attachment without a name';
}

function rawHeader(lines: HeaderLines, key: string): string | null {
  const line = lines.find((header) => header.key === key)?.line;
  return line === undefined ? null : valueOf(line);
}

function valueOf(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\s+/g, ' ')
    .trim();
}

function addressesIn(value: unknown): readonly string[] {
  const objects = Array.isArray(value) ? value : [value];
  return objects.filter(isAddressObject).flatMap((object) =>
    object.value.flatMap((entry) => {
      const members = entry.group ?? [entry];
      return members.map(({ name, address }) => nameAndAddress(name, address ?? ''));
    }),
  );
}

export function nameAndAddress(name: string, address: string): string {
  if (name === '' || name === address) return address;
  return address === '' ? name : `${name} <${address}>`;
}

function isAddressObject(value: unknown): value is AddressObject {
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value);
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((entry) => typeof entry === 'string');
  return typeof value === 'string' ? value.split(/\s+/).filter((entry) => entry !== '') : [];
}

function isOutlookPackage({ name, mediaType }: Attachment): boolean {
  return /ms-tnef/i.test(mediaType) || /^winmail\.dat$/i.test(name);
}

/** What mail programs write into a draft, and take out when it is sent: Outlook, Thunderbird, Apple Mail. */
function unsentBy(raw: (key: string) => string | null): string | null {
  if (raw('x-unsent') === '1') return 'X-Unsent: 1';
  if (raw('x-mozilla-draft-info') !== null) return 'X-Mozilla-Draft-Info';
  return raw('x-uniform-type-identifier') === 'com.apple.mail-draft' ? 'com.apple.mail-draft' : null;
}

function isReport(type: unknown): boolean {
  return typeof type === 'object' && type !== null && 'value' in type && type.value === 'multipart/report';
}

function notesOnDate(dateHeader: string | null, isUndated: boolean): string[] {
  const notes: string[] = [];
  if (dateHeader === null) notes.push('The message carries no date.');
  else if (isUndated) notes.push(`The date of the message cannot be read: “${dateHeader.slice(0, 100)}”.`);
  return notes;
}
