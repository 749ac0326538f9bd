import { runsLeftwards, standingParts, type LineDirection } from '../writing/reading-order.js';
import { shownOnPaper, textWidth } from '../writing/typeface.js';
import type { Fragment, Line } from './text-lines.js';

/** A fragment of a line where it is painted, and which way it runs. */
export interface StandingFragment extends Fragment {
  readonly direction: LineDirection;
}

/**
 * The fragments of a line as they stand from left to right. In a paragraph that is read from right to left the first
 * stands at the right, and words of the other direction between them keep their own order.
 */
export function standing({ fragments, isLeftwards }: Line, size: number): readonly StandingFragment[] {
  if (!isLeftwards && !fragments.some(({ text }) => runsLeftwards(text)))
    return fragments.map((fragment) => ({ ...fragment, direction: 'auto' }));
  // What would turn the direction of others is shown by its number, so it must not be obeyed here.
  const shown = fragments.map((fragment) => ({
    ...fragment,
    text: shownOnPaper(fragment.face, fragment.text),
  }));
  let x = 0;
  return standingParts(shown, isLeftwards ? 'rtl' : 'ltr').map((part) => {
    const width = textWidth(part.piece.face, size, part.text);
    const at = x;
    x += width;
    const direction = part.isLeftwards ? 'rtl' : 'ltr';
    return { ...part.piece, text: part.text, x: at, width, direction };
  });
}
