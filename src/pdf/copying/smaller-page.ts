import type { Rect } from '../writing/drawing.js';
import type { SourcePage } from '../opened-pdf.js';
import type { PageSize } from '../typesetting/paper.js';
import { stampTop } from '../typesetting/stamp.js';
import type { Stamp } from '../typesetting/stamp.js';

/** Between a page that was made smaller and the foot line under it, in points. */
const APART = 4;

export type Matrix = readonly [number, number, number, number, number, number];

/** How large a page is drawn so that its foot line stands free, in whole hundredths: 1 where it does already. */
export function shareFor(size: PageSize, stamp: Stamp, footRoom: number | undefined): number {
  if (footRoom === undefined || footRoom >= stampTop(size, stamp)) return 1;
  const needed = stampTop(size, atUsualHeight(stamp)) + APART;
  return Math.max(1, Math.floor((1 - needed / size.height) * 100)) / 100;
}

/** Under a page that was made smaller nothing is in the way. */
export function atUsualHeight(stamp: Stamp): Stamp {
  return { ...stamp, baseline: undefined };
}

/** Smaller about the middle of the upper edge as it is displayed, in the page's own space. */
export function smallerMatrix(
  { visibleBox, rotation }: Pick<SourcePage, 'visibleBox' | 'rotation'>,
  share: number,
): Matrix {
  const [left, bottom, right, top] = visibleBox;
  const [middle, centre] = [(left + right) / 2, (bottom + top) / 2];
  const [x, y] = { 0: [middle, top], 90: [left, centre], 180: [middle, bottom], 270: [right, centre] }[
    rotation
  ] as [number, number];
  return [share, 0, 0, share, x * (1 - share), y * (1 - share)];
}

/** Where a rectangle of the page is once the page is drawn with this matrix, which does not turn it. */
export function movedBy([a, , , d, e, f]: Matrix, [left, bottom, right, top]: Rect): Rect {
  return [a * left + e, d * bottom + f, a * right + e, d * top + f];
}

/** For the record. */
export function smallerWords(share: number): string {
  return `scaled to ${Math.round(share * 100)} % to leave room for the number`;
}
