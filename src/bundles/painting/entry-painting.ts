import { z } from 'zod';
import type { BundleEntry } from '../bundle.js';
import { redactionSchema } from '../building/spec.js';
import type { RedactionBox } from '../building/spec.js';

/** Pages of an entry that go in as pictures of themselves, and the boxes burnt into them. */
export interface Painting {
  readonly rasterise: number[];
  readonly redactions: RedactionBox[];
}

type Stored = Pick<BundleEntry, 'rasterise' | 'redactions'>;

const pagesSchema = z.array(z.int());
const boxesSchema = z.array(redactionSchema);

export function paintingOf(entry: Stored): Painting {
  return { rasterise: rasterisedPages(entry), redactions: redactionsOf(entry) };
}

export function rasterisedPages({ rasterise }: Stored): number[] {
  return pagesSchema.parse(JSON.parse(rasterise));
}

export function redactionsOf({ redactions }: Stored): RedactionBox[] {
  return boxesSchema.parse(JSON.parse(redactions));
}

/** The pages, once each and in order, with more of them. */
export function withPages(pages: readonly number[], more: readonly number[]): number[] {
  return [...new Set([...pages, ...more])].sort((a, b) => a - b);
}
