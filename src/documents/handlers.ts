import type { Progress } from '../platform/ask.js';
import { detectType } from './detect-type.js';
import type { DetectedType } from './detect-type.js';
import { cutMessages } from './mailbox/cut-messages.js';
import { listMessages } from './mailbox/list-messages.js';
import { firstSheetRows, hiddenParts } from './workbook/read-workbook.js';
import { writeSafeHtml } from './mail/write-safe-html.js';
import { seenAtTop } from './opening/seen-at-top.js';
import { readDocument } from './read-document.js';
import { recognisePage } from './scans/recognise-page.js';
import { renderDocument } from './render-document.js';

/** What the document child answers about originals, by the name of the question. */
export const documentHandlers = {
  'documents.detect': ({ path, name }: { path: string; name: string }): Promise<DetectedType> =>
    detectType(path, name),
  'documents.read': readDocument,
  'documents.seenAtTop': seenAtTop,
  'documents.render': renderDocument,
  'documents.html': writeSafeHtml,
  'documents.recognise': recognisePage,
  'documents.listMailbox': listMessages,
  'documents.cutMailbox': cutMessages,
  'documents.sheetRows': firstSheetRows,
  'documents.hiddenParts': hiddenParts,
} as const satisfies Record<string, (input: never, progress: Progress) => Promise<unknown>>;
