import type { TextLine } from '../pdf/page-text.js';
import type { Taken } from './opening/exif-date.js';
import type { WorkbookProfile } from '../tabular/workbook/describe-workbook.js';
import type { TableProfile } from '../tabular/profile-table.js';

/** What reading an original found. A document that cannot be read has a state and a reason, never an error. */
export interface ReadDocument {
  readonly mediaType: string;
  readonly label: string;
  readonly state: 'readable' | 'needs-password' | 'damaged' | 'unsupported' | 'empty';
  /** Why it is not readable, or what to know although it is: one sentence, or null. */
  readonly reason: string | null;
  /** Pages of a PDF; null for everything that has pages only once it is rendered. */
  readonly pages: number | null;
  /** The words, page by page from 1; what has no pages is one page. */
  readonly pageText: readonly PageWords[];
  readonly facts: DocumentFacts;
  readonly table: TableProfile | null;
  /** Of a workbook, what there is on each of its sheets. */
  readonly workbook?: WorkbookProfile;
}

export interface PageWords {
  readonly page: number;
  readonly text: string;
  /** Lines with their boxes in points, origin lower left, where the page has a place for them; else empty. */
  readonly lines: readonly TextLine[];
  /** Size of the page in points; 0 where it has none. */
  readonly width: number;
  readonly height: number;
}

/** What a document says of itself. Every field is the sender's or the file's word, unverified. */
export interface DocumentFacts {
  /** Sentences a person should know: tracked changes, what is not shown, what the name claims. */
  readonly notes: readonly string[];
  readonly subject?: string | null;
  /** The title and author in the data of a PDF or an Office file, or the title of a web page, as its program wrote them. */
  readonly title?: string | null;
  readonly author?: string | null;
  /** The heading that stands on it, and its first lines: where its date and what it is about are looked for. */
  readonly heading?: string | null;
  readonly opening?: string;
  /** When the camera's clock says a photo was taken. */
  readonly taken?: Taken | null;
  readonly from?: string | null;
  readonly sender?: string | null;
  readonly replyTo?: string | null;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  /** When its sender says it was sent: the instant in UTC; its offset or null; the calendar date where sent. */
  readonly date?: string | null;
  readonly dateZone?: string | null;
  readonly dateOn?: string | null;
  readonly dateTime?: string | null;
  readonly messageId?: string | null;
  readonly inReplyTo?: string | null;
  readonly references?: readonly string[];
  /** The Received lines, newest hop first, as they stand. */
  readonly received?: readonly string[];
  /** Authentication-Results and Received-SPF lines as they stand: what a receiving server says it found. */
  readonly authentication?: readonly string[];
  readonly receivedSpf?: readonly string[];
  readonly returnPath?: string | null;
  readonly deliveredTo?: readonly string[];
  readonly mailer?: string | null;
  readonly hasHtml?: boolean;
  /** The same for one message in whatever form it is kept; see `messageKey`. */
  readonly messageKey?: string | null;
  readonly attachments?: readonly Attachment[];
  /** A delivery report: proof of what happened to another message. */
  readonly isDeliveryReport?: boolean;
  /** The parts of a report made for machines (RFC 3464, RFC 8098) and the headers that came back, as they stand; of a report kept by Outlook the same fields, made of its properties. */
  readonly reportParts?: readonly string[];
  /** Why a mail is a draft that was never sent, as its own headers say; null or absent where they do not. */
  readonly unsentBy?: string | null;
  /** Words in the file that its reader does not see: hidden by the layout, deleted, written in a comment. */
  readonly hidden?: readonly HiddenWords[];
  readonly width?: number;
  readonly height?: number;
  readonly frames?: number;
}

export interface HiddenWords {
  readonly words: string;
  /** Why nobody sees them, in words that go on after “hidden: ”. */
  readonly why: string;
}

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Names the file in the folder attachments were extracted to. */
  readonly sha256: string;
  /** Shown inside the message, like a picture in a signature. */
  readonly isInline: boolean;
  /** What the message's HTML calls it by, without the angle brackets. */
  readonly contentId?: string | null;
}

export interface ReadInput {
  readonly path: string;
  /** The name it came with: for its ending, never for a path. */
  readonly name: string;
  /** A folder for the attachments of a mail, or absent: then they are listed and hashed only. */
  readonly attachmentsTo?: string;
}

/** A document that is what it is: the reader says which state it is in, and why in one sentence. */
export class UnreadableDocument extends Error {
  override name = 'UnreadableDocument';
  readonly state: 'needs-password' | 'damaged' | 'unsupported' | 'empty';
  constructor(state: 'needs-password' | 'damaged' | 'unsupported' | 'empty', reason: string) {
    super(reason);
    this.state = state;
  }
}
