import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { simpleParser } from 'mailparser';
import type { Progress } from '../../platform/ask.js';
import { nameAndAddress } from '../read-mail.js';
import { parseMailDate } from '../mail-date.js';
import { findMessages, type MessagePlace } from './find-messages.js';

/** One message as the list of a mailbox shows it; `reason` says why it cannot be chosen, else null. */
export interface ListedMessage extends MessagePlace {
  readonly place: number;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly datedOn: string | null;
  readonly datedTime: string | null;
  readonly datedZone: string | null;
  readonly messageId: string | null;
  readonly reason: string | null;
}

export const MOST_MESSAGES = 100_000;
const LONGEST_HEADER = 256 * 1024;
const MOST_BYTES = 250 * 1024 ** 2;
const LONGEST_TEXT = 500;

/** Writes the messages of a mailbox to `out`, one as JSON on each line. Returns how many. */
export async function listMessages(
  { path, out }: { path: string; out: string },
  progress: Progress,
): Promise<{ messages: number; isCut: boolean }> {
  const file = await open(path, 'r');
  const list = createWriteStream(out);
  let place = 0;
  let isCut = false;
  try {
    const { size } = await file.stat();
    for await (const message of findMessages(path)) {
      if (place === MOST_MESSAGES) {
        isCut = true;
        break;
      }
      place += 1;
      const start = Buffer.alloc(Math.min(message.bytes, LONGEST_HEADER + 4));
      await file.read(start, 0, start.length, message.startsAt);
      const listed = await listedMessage(start, message, place);
      if (!list.write(`${JSON.stringify(listed)}\n`)) await once(list, 'drain');
      progress(message.startsAt, size, `message ${place}`);
    }
  } finally {
    await file.close();
    list.end();
    await once(list, 'close');
  }
  return { messages: place, isCut };
}

async function listedMessage(start: Buffer, message: MessagePlace, place: number): Promise<ListedMessage> {
  const unread = {
    ...{ ...message, place, sender: null, subject: null, datedOn: null, datedTime: null, datedZone: null },
    messageId: null,
  };
  const text = start.toString('latin1');
  if (text.trim() === '') return { ...unread, reason: 'It is empty.' };
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null && start.length > LONGEST_HEADER)
    return { ...unread, reason: 'Its header is longer than 256 kB.' };
  const header = end === null ? text : text.slice(0, end.index);
  if (!/^[!-9;-~]+:/.test(header))
    return { ...unread, reason: 'It does not begin with the header of a mail.' };
  if (message.bytes > MOST_BYTES) return { ...unread, reason: 'It is larger than 250 MB.' };
  const mail = await simpleParser(Buffer.from(`${header}\r\n\r\n`, 'latin1'));
  const raw = mail.headerLines.find(({ key }) => key === 'date')?.line ?? '';
  const date = parseMailDate(raw.slice(raw.indexOf(':') + 1));
  const [from] = mail.from?.value ?? [];
  const sender = from ? nameAndAddress(from.name, from.address ?? '') : null;
  return {
    ...message,
    place,
    sender: short(sender),
    subject: short(mail.subject ?? null),
    datedOn: date?.on ?? null,
    datedTime: date?.time ?? null,
    datedZone: date?.zone ?? null,
    messageId: short(mail.messageId ?? null),
    reason: null,
  };
}

function short(text: string | null): string | null {
  const plain = text?.replaceAll('\0', '').trim() ?? '';
  return plain === '' ? null : plain.slice(0, LONGEST_TEXT);
}
