/** A region to black out: points on the displayed page, from its upper left corner, and the code printed on it. */
export interface Redaction {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly reason: string;
}

/** Why a box cannot be on a page of this size, in a sentence, or null. */
export function boxProblem(
  box: Redaction,
  size: { readonly width: number; readonly height: number },
): string | null {
  const isInside =
    box.left >= 0 &&
    box.top >= 0 &&
    box.left + box.width <= size.width + 1 &&
    box.top + box.height <= size.height + 1;
  if (isInside) return null;
  const [width, height] = [Math.round(size.width), Math.round(size.height)];
  return `The redaction box on page ${box.page} runs out of the page, which is ${width} by ${height} points.`;
}
