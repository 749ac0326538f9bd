export type PdfStatus = 'readable' | 'needs-password' | 'damaged' | 'not-a-pdf' | 'no-pages' | 'too-large';

/** Width and height as displayed (turned, cropped, in points of 1/72 inch). */
export interface DisplayedPage {
  readonly width: number;
  readonly height: number;
  readonly rotation: 0 | 90 | 180 | 270;
  /** Height above the lower edge at which a foot line meets no text of the page, in displayed points. */
  readonly footBaseline: number;
  /** Up to which height above the lower edge nothing is drawn over that line, in displayed points; only where it was asked for. */
  readonly footRoom?: number;
}

/** A bookmark that a document brings along; its words stand on the page it leads to. */
export interface OwnBookmark {
  readonly title: string;
  /** Page of the document, from 1. */
  readonly page: number;
  /** 0 for one that lies in no other. */
  readonly depth: number;
}

export interface OwnBookmarks {
  readonly kept: readonly OwnBookmark[];
  /** How many say what their page does not, lead nowhere, or are too many, too deep or too long. */
  readonly dropped: number;
}

export interface Inspection {
  readonly status: PdfStatus;
  /** One sentence naming the thing, where the status is not `readable`. */
  readonly reason: string | null;
  readonly pages: readonly DisplayedPage[];
  /** Opened without a password although it is encrypted: an owner password only. */
  readonly wasEncrypted: boolean;
  /**
   * How its objects were read: as its cross-reference says, after a search through all of it, or not at all,
   * so that only a viewer shows its pages.
   */
  readonly reading: 'strict' | 'rebuilt' | 'viewer';
  readonly hasActiveContent: boolean;
  readonly hasForms: boolean;
  readonly hasAnnotations: boolean;
  readonly hasOptionalContent: boolean;
  readonly isSigned: boolean;
  readonly hasAttachments: boolean;
  /** Pages on which no text can be selected, from 1. */
  readonly textlessPages: readonly number[];
  readonly bookmarks: OwnBookmarks;
  /** As its own data has it; absent without one. */
  readonly title?: string;
  readonly author?: string;
}

export function unreadable(status: Exclude<PdfStatus, 'readable'>, reason: string): Inspection {
  return {
    status,
    reason,
    pages: [],
    wasEncrypted: false,
    reading: 'viewer',
    hasActiveContent: false,
    hasForms: false,
    hasAnnotations: false,
    hasOptionalContent: false,
    isSigned: false,
    hasAttachments: false,
    textlessPages: [],
    bookmarks: { kept: [], dropped: 0 },
  };
}

/** A document from outside has a page limit of its own; a bundle of ours may have more. */
export interface InspectInput {
  readonly path: string;
  readonly mostPages?: number;
  /** Also looks what is drawn where a foot line would stand: every page is painted in part. */
  readonly withFootRoom?: boolean;
}
