import type { LetterKind } from '../migrations/schema.js';

export type { LetterKind };

/** What of ours goes out as a letter. */
export const LETTER_KINDS = {
  reply: 'Reply to the demands',
  acknowledgement: 'Acknowledgement of receipt',
  extension: 'Request for more time',
  hold: 'Hold notice (preserve what bears on it)',
  clawback: 'Clawback of what was sent by mistake',
  service: 'Certificate of service',
} as const satisfies Record<LetterKind, string>;

/** As a letter is called in a sentence. */
export const KIND_NOUNS = {
  reply: 'reply',
  acknowledgement: 'acknowledgement',
  extension: 'request for more time',
  hold: 'hold notice',
  clawback: 'clawback letter',
  service: 'certificate of service',
} as const satisfies Record<LetterKind, string>;

/** Only a reply answers demands, and only it meets their dates. */
export function answersDemands(kind: LetterKind): boolean {
  return kind === 'reply';
}

/** A certificate speaks to nobody: it has a title instead of addressee, subject and salutation. */
export function hasAddressee(kind: LetterKind): boolean {
  return kind !== 'service';
}
