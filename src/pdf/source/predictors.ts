/** Undoes the PNG and TIFF predictors of Flate and LZW data (ISO 32000-1, 7.4.4.4). */
export function undoPredictor(
  data: Uint8Array,
  predictor: number,
  { colors, bits, columns }: { readonly colors: number; readonly bits: number; readonly columns: number },
): Uint8Array {
  const pixel = Math.max(1, Math.ceil((colors * bits) / 8));
  const row = Math.ceil((colors * bits * columns) / 8);
  if (predictor >= 10) return undoPng(data, row, pixel);
  return predictor === 2 && bits === 8 ? undoTiff(data, row, pixel) : data;
}

function undoPng(data: Uint8Array, row: number, pixel: number): Uint8Array {
  const rows = Math.ceil(data.length / (row + 1));
  const out = new Uint8Array(rows * row);
  let length = 0;
  for (let line = 0; line < rows; line += 1) {
    const from = line * (row + 1);
    const kind = data[from] ?? 0;
    const count = Math.min(row, data.length - from - 1);
    const to = line * row;
    for (let at = 0; at < count; at += 1) {
      const left = at >= pixel ? (out[to + at - pixel] ?? 0) : 0;
      const up = line > 0 ? (out[to + at - row] ?? 0) : 0;
      const corner = line > 0 && at >= pixel ? (out[to + at - row - pixel] ?? 0) : 0;
      out[to + at] = (data[from + 1 + at] ?? 0) + predicted(kind, left, up, corner);
    }
    length = to + Math.max(0, count);
  }
  return out.subarray(0, length);
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  if (kind !== 4) return 0;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [guess - left, guess - up, guess - corner].map(Math.abs);
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner;
}

function undoTiff(data: Uint8Array, row: number, pixel: number): Uint8Array {
  const out = Uint8Array.from(data);
  for (let at = 0; at < out.length; at += 1)
    if (at % row >= pixel) out[at] = (out[at] ?? 0) + (out[at - pixel] ?? 0);
  return out;
}
