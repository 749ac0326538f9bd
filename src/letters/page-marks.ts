import { z } from 'zod';
import type { Demand } from '../demands/demand.js';
import type { PageText } from '../documents/document-store.js';

/** A box on a page image, in points from its upper left corner, and the demand it shows. */
export interface MarkBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly demand: number;
  readonly isProposed: boolean;
}

/** What is marked: the lines its words stand on, counted from 1. */
export type Marked = Pick<Demand, 'number' | 'lineFrom' | 'lineTo'> & { readonly isProposed?: boolean };

const number = z.number();
const lines = z.array(
  z.union([
    z.object({ box: z.tuple([number, number, number, number]) }).transform(({ box }) => box),
    z
      .object({ left: number, bottom: number, right: number, top: number })
      .transform(({ left, bottom, right, top }) => [left, bottom, right, top] as const),
  ]),
);

/** The lines of a page that the words of these demands stand on; whole lines, since only lines have a place. */
export function markBoxes(page: PageText, demands: readonly Marked[]): MarkBox[] {
  if (demands.length === 0) return [];
  const parsed = lines.safeParse(JSON.parse(page.lines));
  if (!parsed.success || page.height === 0) return [];
  return demands.flatMap((demand) =>
    parsed.data.flatMap(([left, bottom, right, top], index) => {
      const line = index + 1;
      if (demand.lineFrom === null || demand.lineTo === null) return [];
      if (line < demand.lineFrom || line > demand.lineTo) return [];
      return {
        x: left - 2,
        y: page.height - top - 2,
        width: right - left + 4,
        height: top - bottom + 4,
        demand: demand.number,
        isProposed: demand.isProposed ?? false,
      };
    }),
  );
}
