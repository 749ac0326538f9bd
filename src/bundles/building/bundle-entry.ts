import type { PlacedCitation } from '../../pdf/blocks.js';
import type { SpecDocument, Withhold } from './spec.js';

/** The pages of a PDF that go in: the original itself or its rendition. */
export interface EntryPages {
  readonly kind: 'pages';
  readonly path: string;
  /** Page of that PDF to start at, from 1. */
  readonly sourcePage: number;
  readonly pageCount: number;
  /** How many pages the document has, where only some of them go in. */
  readonly excerptOf?: number;
  /** For each of these pages, where its foot line meets no text. */
  readonly footBaselines: readonly number[];
  /** For each of them, up to which height nothing is drawn over it; only where pages are made smaller for it. */
  readonly footRooms?: readonly number[];
  /** Pages that go in as pictures, in order; `index` counts from 0 within these pages. */
  readonly painted: readonly EntryPainted[];
  /** Bookmarks it brings along, of pages that go in as they are; `index` counts from 0 within these pages. */
  readonly bookmarks: readonly { readonly title: string; readonly index: number; readonly depth: number }[];
}

export interface EntryPainted {
  readonly index: number;
  /** Where its picture is. */
  readonly path: string;
  readonly sourcePage: number;
  /** The words on it that show and are not redacted. */
  readonly text: string;
  /** What the boxes on it say; none where it is only rasterised. */
  readonly codes: readonly string[];
}

/** One page stands for the document; `says` is in words meant for outside. */
export interface EntrySlip {
  readonly kind: 'slip';
  readonly status: 'slip-sheet' | 'withheld';
  readonly title: string;
  readonly says: string;
}

/** The document takes no page and leaves no trace outside. */
export interface EntryAbsent {
  readonly kind: 'absent';
  readonly status: 'withheld' | 'left-out';
}

/** What becomes of one document of the SPEC, decided before anything is placed. */
export interface Entry {
  readonly document: SpecDocument;
  readonly section: number;
  readonly becomes: EntryPages | EntrySlip | EntryAbsent;
  /** True when the original itself goes along in natives/. */
  readonly isNative: boolean;
  /** Of the original's bytes; null when they cannot be read at all. */
  readonly sha256: string | null;
  /** Why, for the internal record. */
  readonly reason: string | null;
  /** What turning the original into pages changed. */
  readonly changed: readonly string[];
  /** Of a mail that shows its headers: who wrote it and to whom, whoever was copied in blind left out. */
  readonly headers?: MailHeaders;
  /** Of a mail in its pages to which files came attached. */
  readonly mail?: EntryMail;
  /** Of a file that came attached. */
  readonly attached?: Attached;
}

export interface MailHeaders {
  readonly author: string;
  readonly recipients: string;
}

/** What a mail is set from anew once it is known where its attachments stand. */
export interface EntryMail {
  readonly path: string;
  readonly mediaType: string;
  /** In order, the name in the SPEC or of its own of the document that each attachment is. */
  readonly attachments: readonly string[];
  /** What its pages say of each now; null as long as they say nothing. */
  readonly said: readonly string[] | null;
}

export interface Attached {
  /** Its mail, as the SPEC names it. */
  readonly to: string;
  /** Its place among the attachments, from 1. */
  readonly number: number;
  /** 1 behind a mail of the SPEC, 2 behind a mail attached to that. */
  readonly depth: number;
}

export interface LetterPages {
  readonly path: string;
  readonly pageCount: number;
  readonly footBaselines: readonly number[];
  readonly footRooms?: readonly number[];
  readonly citations: readonly PlacedCitation[];
  readonly sha256: string;
  readonly changed: readonly string[];
}

/** What the outside is told of a withheld document: the ground and description, never its own title or name. */
export function withheldSlip(withhold: Withhold): EntrySlip {
  return {
    kind: 'slip',
    status: 'withheld',
    title: 'Document withheld',
    says: withhold.description === '' ? withhold.ground : `${withhold.ground}: ${withhold.description}`,
  };
}
