import { question } from '../platform/ask.js';
import type { DetectedType } from './detect-type.js';
import type { SafeHtmlInput } from './mail/write-safe-html.js';
import type { CutInput } from './mailbox/cut-messages.js';
import type { SeenAtTop } from './opening/seen-at-top.js';
import type { ReadDocument, ReadInput } from './reading.js';
import type { RecogniseInput, RecognisedPage } from './scans/recognise-page.js';
import type { RenderedDocument, RenderInput } from './render-document.js';
import type { SheetRows } from './workbook/read-workbook.js';

/** What a file is by its content: quick, opens nothing. */
export const askDocumentType = question<{ path: string; name: string }, DetectedType>('documents.detect');

/** What an original says and in what state it is. Never fails over a bad document. */
export const askReadDocument = question<ReadInput, ReadDocument>('documents.read');

/** What a reader sees at the top of a file. Fails for one that cannot be opened. */
export const askSeenAtTop = question<{ path: string; name: string }, SeenAtTop>('documents.seenAtTop');

/** The HTML form of a mail or page, cleaned, as JSON at `out`. Fails with one sentence where it has none. */
export const askSafeHtml = question<SafeHtmlInput, null>('documents.html');

/** The messages of a mailbox, one as JSON on each line of `out`: see `ListedMessage`. */
export const askListMessages = question<{ path: string; out: string }, { messages: number; isCut: boolean }>(
  'documents.listMailbox',
);

/** Messages of a mailbox as files of their own. */
export const askCutMessages = question<CutInput, null>('documents.cutMailbox');

/** The words of a picture of a page, as a machine reads them (OCR). Seconds for each page. */
export const askRecognisePage = question<RecogniseInput, RecognisedPage>('documents.recognise');

/** Any original we can show, as a PDF at `out`. Fails with the sentence for a slip sheet when it cannot be shown. */
export const askRenderDocument = question<RenderInput, RenderedDocument>('documents.render');

/** The first rows of the first sheets of a workbook, hidden ones marked. Fails with one sentence where it cannot be read. */
export const askSheetRows = question<
  { readonly path: string; readonly sheets: number; readonly count: number },
  readonly SheetRows[]
>('documents.sheetRows');

/** What a workbook holds that Excel does not show, in words that end a sentence; null where it shows all. */
export const askHiddenParts = question<{ readonly path: string }, { readonly words: string | null }>(
  'documents.hiddenParts',
);
