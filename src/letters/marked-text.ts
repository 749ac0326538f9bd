/** Words to mark in a page's text: character offsets, and the name a link leads to. */
export interface MarkRange {
  readonly start: number;
  readonly end: number;
  readonly id: string | null;
  /** Only proposed: marked in another way than what was entered. */
  readonly isProposed?: boolean;
  /** Read by a machine that is in doubt. */
  readonly isDoubtful?: boolean;
}

/**
 * A page's text as safe HTML with the ranges marked; where ranges overlap the marks do not nest. The text of the
 * result is exactly the text given, so that offsets in a browser's selection are offsets in the page.
 */
export function markedText(text: string, ranges: readonly MarkRange[]): string {
  const within = ranges.filter(
    (range) => range.start < range.end && range.end <= text.length && range.start >= 0,
  );
  const cuts = new Set([0, text.length, ...within.flatMap((range) => [range.start, range.end])]);
  const points = [...cuts].sort((a, b) => a - b);
  let html = '';
  for (const [index, from] of points.entries()) {
    const to = points[index + 1];
    for (const { id, start } of within)
      if (start === from && id !== null) html += `<span id="${escapeHtml(id)}"></span>`;
    if (to === undefined) break;
    const words = escapeHtml(text.slice(from, to));
    const over = within.filter((range) => range.start <= from && to <= range.end);
    const isOnly = (name: 'isProposed' | 'isDoubtful'): boolean => over.every((range) => range[name]);
    const isLoose = over.every((range) => range.isProposed ?? range.isDoubtful);
    const look = isOnly('isDoubtful') ? ' class="doubtful"' : isLoose ? ' class="proposed"' : '';
    html += over.length > 0 ? `<mark${look}>${words}</mark>` : words;
  }
  return html;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
