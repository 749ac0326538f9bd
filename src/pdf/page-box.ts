import { PDFArray, PDFNumber } from './source/objects.js';
import type { PDFContext, PDFObject } from './source/objects.js';

const PAGE_SIZE_LIMIT = 1_000_000;

export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** What is displayed of a page: the crop box within the media box, or all of that where nothing would be left. */
export function within(crop: Box | null, media: Box): Box {
  if (!crop) return media;
  const box = [
    Math.max(crop[0], media[0]),
    Math.max(crop[1], media[1]),
    Math.min(crop[2], media[2]),
    Math.min(crop[3], media[3]),
  ] as const;
  return box[2] - box[0] > 1 && box[3] - box[1] > 1 ? box : media;
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
