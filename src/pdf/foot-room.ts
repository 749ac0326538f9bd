import { ABOVE, BELOW } from './free-foot.js';
import { renderPage } from './pdfium.js';
import type { PdfiumDocument } from './pdfium.js';

/** The lowest part of a page that is looked at: a share of it, and on small pages so many points. */
const SHARE = 0.2;
const POINTS = 72;
/** What stands beside the foot line is no hindrance, in points and as a share of the width. */
const SIDE = 36;
const SIDE_SHARE = 0.06;
const MOST_PIXELS = 4_000_000;
/** As light as paper that was scanned, of 255; darker grounds are pictures. */
const LIGHTEST_GROUND = 200;
/** So much darker than its ground is drawn on it; fewer dots than these are dust. */
const INK = 32;
const DUST = 3;

/**
 * Up to which height above the lower edge nothing is drawn where a foot line would stand on `baseline`, in the page's
 * own units as it is displayed: less than the foot line takes where words, lines or pictures are under it.
 */
export function footRoom(
  document: PdfiumDocument,
  index: number,
  size: { readonly width: number; readonly height: number },
  baseline: number,
): number {
  const strip = Math.min(size.height / 2, Math.max(size.height * SHARE, POINTS));
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (size.width * strip)));
  const { width, height, data } = renderPage(document, index, 72 * scale, {
    annotations: true,
    forms: true,
    lowest: strip / size.height,
  });
  const side = Math.floor(Math.min(SIDE, size.width * SIDE_SHARE) * scale);
  /** The lightness of the dots of a row between the margins, from 0 to 255; rows count from below. */
  const shadesOf = (row: number): number[] => {
    const start = (height - 1 - row) * width;
    return Array.from({ length: width - 2 * side }, (_, x) => lightness(data, (start + side + x) * 4));
  };
  const from = Math.max(0, Math.floor((baseline - BELOW) * scale));
  const to = Math.min(height, Math.ceil((baseline + ABOVE) * scale));
  const ground = commonest(Array.from({ length: to - from }, (_, row) => shadesOf(from + row)).flat());
  if (ground < LIGHTEST_GROUND) return 0;
  let dots = 0;
  for (let row = from; row < height; row += 1) {
    dots += shadesOf(row).filter((shade) => shade < ground - INK).length;
    if (dots > DUST) return row / scale;
  }
  return height / scale;
}

function commonest(shades: readonly number[]): number {
  const counts = new Uint32Array(256);
  for (const shade of shades) counts[shade] = (counts[shade] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}

function lightness(data: Uint8Array, at: number): number {
  const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
  return (red * 77 + green * 150 + blue * 29) >> 8;
}
