import type { Progress } from '../../platform/ask.js';
import type { IndexRow } from '../assembly.js';
import type { Paper } from '../blocks.js';
import { layOutIndex } from './draw-index.js';
import { paperSize } from './paper.js';

export interface MeasureIndexInput {
  readonly rows: readonly IndexRow[];
  readonly paper: Paper;
  readonly heading: string;
}

/** How many pages these rows take. Page numbers do not matter; Bates numbers do, by their length. */
export async function measureIndex(
  { rows, paper, heading }: MeasureIndexInput,
  progress: Progress,
): Promise<{ readonly pages: number }> {
  progress(0, 1, heading);
  return Promise.resolve({ pages: layOutIndex(heading, rows, paperSize(paper)).length });
}
