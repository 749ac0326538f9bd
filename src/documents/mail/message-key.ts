import { createHash } from 'node:crypto';
import type { Attachment } from '../reading.js';

/** What of a message stays the same in every form it is kept in. */
export interface KeyedMessage {
  /** The instant it says it was sent, in UTC. */
  readonly date: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/**
 * The same for one message saved as EML and as MSG: over the minute it was sent, its subject, its letters and digits
 * and what came attached. Null where too little is there to tell two messages apart. It groups; it proves nothing.
 */
export function messageKey({ date, subject, text, attachments }: KeyedMessage): string | null {
  const words = lettersOf(text);
  const files = attachments
    .filter(({ isInline, mediaType }) => !isInline && !isMessage(mediaType))
    .map(({ sha256 }) => sha256)
    .sort();
  if (date === null || (words === '' && files.length === 0)) return null;
  const parts = [date.slice(0, 16), lettersOf(subject ?? ''), words, files];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A subject without the marks of replies and forwards, to find a thread by: lower case, one space between words. */
export function threadSubjectOf(subject: string | null): string | null {
  let words = (subject ?? '').replace(/\s+/g, ' ').trim().toLowerCase();
  for (let before = ''; before !== words;) {
    before = words;
    words = words.replace(
      /^(?:(?:re|aw|sv|antw|rv|fw|fwd|wg|tr)(?:\[\d+\])?\s*:|\[(?:ext|external)\])\s*/,
      '',
    );
  }
  return words.length < 4 ? null : words.slice(0, 300);
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function isMessage(mediaType: string): boolean {
  return mediaType === 'message/rfc822' || mediaType === 'application/vnd.ms-outlook';
}
