import { WORKBOOK_TYPES } from './media-types.js';

/** What each reader is at; raised when it learns to see more, so that what an older one read is read again. */
const VERSION = 7;
/** Readers that learnt nothing since: of PDFs, pictures, tables and plain text. */
const OLDER = 2;

/** The kinds of file that are read again once an older reader has read them. */
export const READ_AGAIN_TYPES = [
  'message/rfc822',
  'application/vnd.ms-outlook',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'text/html',
  'application/octet-stream',
  ...WORKBOOK_TYPES,
] as const;

/** The version of the reader that reads files of a type now. */
export function readerVersionOf(mediaType: string): number {
  return READ_AGAIN_TYPES.some((type) => type === mediaType) ? VERSION : OLDER;
}

/** What was read at less than this is read again, of the types above. */
export const READ_AGAIN_BELOW = VERSION;
