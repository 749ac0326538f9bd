import type { PlacedCitation } from '../../pdf/blocks.js';

/** A line of a letter's finished page; the box in points, origin at the lower left. */
export interface LetterLine {
  readonly page: number;
  readonly text: string;
  readonly box: readonly [left: number, bottom: number, right: number, top: number];
}

const CITATION =
  /\b(?:Exhibit|EXHIBIT|Exh\.|Ex\.)\s+([A-Z]{1,3}|\d{1,3})\b(?:,?\s+(?:at\s+)?(?:p\.|pp\.|page|pages)\s*(\d{1,5})\b)?/g;

/** "Exhibit B", "Ex. B, p. 3": where a letter that was not typeset here points at exhibits, by its words. */
export function findCitations(lines: readonly LetterLine[]): PlacedCitation[] {
  return lines.flatMap(({ page, text, box }) =>
    [...text.matchAll(CITATION)].map((found) => ({
      citation: { exhibit: found[1] ?? '', page: found[2] === undefined ? null : Number(found[2]) },
      page,
      rect: stretch(box, text.length, found.index, found[0].length),
    })),
  );
}

/** The part of a line's box that some of its characters take, as if all were of one width. */
function stretch(
  box: LetterLine['box'],
  length: number,
  from: number,
  count: number,
): PlacedCitation['rect'] {
  const [left, bottom, right, top] = box;
  const each = (right - left) / length;
  return [left + from * each, bottom, left + (from + count) * each, top];
}
