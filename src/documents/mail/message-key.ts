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
 * The same for one message saved as EML and as MSG: over the minute it was sent, its subject, its words with every mark
 * that can change an amount or a name, and what came attached. Null where too little is there to tell two messages apart. It groups; it proves nothing.
 */
export function messageKey({ date, subject, text, attachments }: KeyedMessage): string | null {
  const words = charactersOf(text);
  const files = attachments
    .filter(({ isInline, mediaType }) => !isInline || isMessage(mediaType))
    // A message inside is packed anew in each form: only that there is one stays the same.
    .map(({ sha256, mediaType }) => (isMessage(mediaType) ? 'message' : sha256))
    .sort();
  if (date === null || (words === '' && files.length === 0)) return null;
  const parts = [date.slice(0, 16), charactersOf(subject ?? ''), words, files];
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

/** Without white space, marks of bold and of quotation, and in one kind of dash: these differ between two forms of one text. */
function charactersOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐‑–—−]/g, '-')
    .replace(/[\s\u00ad\u200b-\u200f\ufeff*_>"'‘’‚“”„«»`´]+/gu, '');
}

function isMessage(mediaType: string): boolean {
  return mediaType === 'message/rfc822' || mediaType === 'application/vnd.ms-outlook';
}
