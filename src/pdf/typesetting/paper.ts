import type { Paper } from '../blocks.js';

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Margin on all four sides of a drawn page, in points. */
export const MARGIN = 72;

/** The foot of every page, kept free for the legend, the page number and the Bates number, in points. */
export const FOOT_BAND = 43;

const SIZES: Record<Paper, PageSize> = {
  letter: { width: 612, height: 792 },
  a4: { width: 595.276, height: 841.89 },
};

export function paperSize(paper: Paper): PageSize {
  return SIZES[paper];
}

export function turned(size: PageSize): PageSize {
  return { width: size.height, height: size.width };
}
