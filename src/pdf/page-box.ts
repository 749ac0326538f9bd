import { PDFArray, PDFNumber } from './source/objects.js';
import type { PDFContext, PDFObject } from './source/objects.js';

const PAGE_SIZE_LIMIT = 1_000_000;

export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** What is displayed of a page: the crop box within the media box, or all of that where nothing would be left. */
export function within(crop: Box | null, media: Box): Box {
  return crop && !isApart(crop, media) ? common(crop, media) : media;
}

/** Whether two boxes have less than a point of room in common. */
export function isApart(one: Box, other: Box): boolean {
  const [left, bottom, right, top] = common(one, other);
  return right - left <= 1 || top - bottom <= 1;
}

function common(one: Box, other: Box): Box {
  return [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
}

/** Four numbers in any order of corners; null when it is no rectangle of a sensible size. */
export function boxOf(context: PDFContext, object: PDFObject | undefined): Box | null {
  if (!(object instanceof PDFArray) || object.size() < 4) return null;
  const numbers = object
    .asArray()
    .slice(0, 4)
    .map((each) => {
      const value = context.lookup(each);
      return value instanceof PDFNumber ? value.asNumber() : Number.NaN;
    });
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers;
  if (numbers.some((value) => !Number.isFinite(value) || Math.abs(value) > PAGE_SIZE_LIMIT)) return null;
  const box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] as const;
  return box[2] - box[0] > 1 && box[3] - box[1] > 1 ? box : null;
}
