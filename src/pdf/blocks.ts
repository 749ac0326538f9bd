import type { Scene } from './scene.js';

/** Content to be set as pages, free of any layout: what a letter, a mail, a text file or a table says. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 | 3 }
  | {
      readonly kind: 'paragraph';
      readonly runs: readonly Run[];
      readonly align?: 'left' | 'right' | 'center';
      /** Stands on one page with what follows it: a close above its signature, a title above its list. */
      readonly keepWithNext?: true;
    }
  | { readonly kind: 'quote'; readonly runs: readonly Run[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Run[])[] }
  | { readonly kind: 'fields'; readonly rows: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'preformatted'; readonly text: string }
  | TableBlock
  | { readonly kind: 'image'; readonly path: string; readonly caption: string | null }
  | { readonly kind: 'drawing'; readonly scene: Scene; readonly caption: string | null }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space'; readonly points: number; readonly keepWithNext?: true }
  | { readonly kind: 'page-break' };

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What stands small above each title: the letters by which a workbook calls its columns. */
  readonly over?: readonly string[];
  /** How many columns from the first are repeated where the table is folded; one where nothing is said. */
  readonly keys?: number;
  /** The last line, where it is not the count of rows and columns. */
  readonly totals?: string;
}

/** A stretch of text in one style. `citation` names what the words point at; the assembler turns it into a link. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** With a line through it. */
  readonly struck?: boolean;
  readonly citation?: Citation;
}

/** A reference to a page of an exhibit: `page` counts from 1 within that exhibit's own document. */
export interface Citation {
  readonly exhibit: string;
  readonly page: number | null;
}

/** Where a citation's words ended up on a set page: PDF points, origin at the lower left of the page. */
export interface PlacedCitation {
  readonly citation: Citation;
  readonly page: number;
  readonly rect: readonly [left: number, bottom: number, right: number, top: number];
}

export type Paper = 'letter' | 'a4';
