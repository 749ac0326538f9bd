import type { Scene } from '../../pdf/scene.js';

/** A figure drawn from plain figures, and the same figures as the table that stands beside it. */
export interface Chart {
  readonly title: string;
  /** What is drawn and how to read it: for who does not see the drawing, and as the caption. */
  readonly description: string;
  readonly table: ChartTable;
  /** Lays the drawing out for a width. Pure: the same figures and size give the same scene. */
  readonly draw: (size: ChartSize) => Scene;
}

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns at the left name the row; the others are figures. */
  readonly names: number;
}

/** Width of the drawing and size of its text, in points. */
export interface ChartSize {
  readonly width: number;
  readonly text: number;
}

/** For a screen, and for one that is too small for the first. */
export const WIDE: ChartSize = { width: 740, text: 12 };
export const NARROW: ChartSize = { width: 340, text: 12 };

/** A level to compare with: a line in the drawing, and never a verdict. */
export interface Level {
  readonly value: number;
  readonly unit: string;
}

/** What a reading is called when the file names no network. */
export const UNNAMED = 'network not named';

/** Panels a drawing has room for; the table always has every row. */
export const MOST_PANELS = 8;
