import type { Paper, PlacedCitation } from './blocks.js';
import type { PageRun } from './page-names.js';

/**
 * Everything the assembler draws or copies, worked out beforehand by a pure plan, in page order.
 * Page numbers count from 1 over the whole file; the printed number, the PDF page label, the index
 * row, the link and the bookmark of a page are all this one number, or the one name `pageRuns` give it.
 */
export interface Assembly {
  readonly paper: Paper;
  readonly title: string;
  /** The only date in the file, as YYYY-MM-DD: the same inputs give the same bytes. */
  readonly date: string;
  /** Printed left at the foot of every page, or null. */
  readonly legend: string | null;
  /** True until the exact file is approved: DRAFT is printed on every page. */
  readonly isDraft: boolean;
  /** How the file shows itself when it is opened; as the viewer likes in plans made before this was said. */
  readonly opensAt?: 'page-width' | 'actual-size';
  /** Where pages are counted by section; in order of pages, the first from page 1. */
  readonly pageRuns?: readonly PageRun[];
  readonly parts: readonly Part[];
  readonly outline: readonly OutlineEntry[];
}

export type Part = CopiedPart | CoverPart | IndexPart | SheetPart | SlipPart;

interface PartBase {
  readonly firstPage: number;
  readonly pageCount: number;
  /** What each page says of its place in its exhibit, like “Ex. A, p. 1 of 3”; printed right at the foot. */
  readonly exhibitLines?: readonly string[];
}

/** Pages of a PDF that was inspected before; copied through the allow-list. */
export interface CopiedPart extends PartBase {
  readonly kind: 'copied';
  readonly path: string;
  /** Page of the source to start at, from 1. */
  readonly sourcePage: number;
  /** One Bates number a page, or null. */
  readonly bates: readonly string[] | null;
  /** Notes, highlights and stamps laid over the pages: left out unless this says `show`. Form fields always show. */
  readonly marks?: 'show' | 'drop';
  /** Where each page has room for its foot line, in displayed points above its lower edge; usual where left out. */
  readonly footBaselines?: readonly number[];
  /**
   * Up to which height nothing is drawn over the foot line of each page, in displayed points: a page with less than its
   * foot line takes is made smaller, so that it stands free. Where left out it stands on white over what is there.
   */
  readonly footRooms?: readonly number[];
  /** Links inside these pages: `page` counts from 1 within the part, `toPage` over the whole file. */
  readonly links: readonly {
    readonly page: number;
    readonly rect: PlacedCitation['rect'];
    readonly toPage: number;
  }[];
}

export interface CoverPart extends PartBase {
  readonly kind: 'cover';
  readonly heading: string;
  readonly title: string;
  readonly lines: readonly string[];
}

export interface IndexPart extends PartBase {
  readonly kind: 'index';
  readonly heading: string;
  readonly rows: readonly IndexRow[];
}

export type IndexRow =
  | { readonly kind: 'section'; readonly title: string; readonly page: number }
  | {
      readonly kind: 'document';
      readonly exhibit: string | null;
      readonly date: string | null;
      readonly title: string;
      /** How many documents it is attached to, one to the other; absent for one that stands for itself. */
      readonly depth?: number;
      readonly firstPage: number;
      readonly lastPage: number;
      readonly bates: { readonly first: string; readonly last: string } | null;
    };

/** The sheet before an exhibit: its mark, large. */
export interface SheetPart extends PartBase {
  readonly kind: 'sheet';
  readonly mark: string;
  readonly title: string;
  readonly date: string | null;
  /** The pages of the exhibit that follows. */
  readonly pages: { readonly first: number; readonly last: number };
  /** The page of the index that it leads back to; none in plans made before there was a way back. */
  readonly indexPage?: number;
  readonly bates: string | null;
}

/** The page that stands for a document that is withheld, cannot be shown, or goes as a native file. */
export interface SlipPart extends PartBase {
  readonly kind: 'slip';
  readonly mark: string | null;
  readonly title: string;
  readonly reason: string;
  readonly bates: string | null;
}

export interface OutlineEntry {
  readonly title: string;
  readonly page: number;
  readonly children: readonly OutlineEntry[];
}

/** What copying changed on a page of the finished file: goes on the internal record. */
export interface PageChange {
  readonly page: number;
  readonly what: string;
  /** The page went in as a picture, with no text on it: with its notes and marks, or without. */
  readonly picture?: { readonly withMarks: boolean };
}

export interface Assembled {
  readonly pages: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly changes: readonly PageChange[];
}
