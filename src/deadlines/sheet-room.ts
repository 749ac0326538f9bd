import type { StepLine } from './counting/fold-steps.js';
import type { ShownWorking } from './working-view.js';

// In points on US Letter, the shorter of the two papers, between its margins; the style sheet for print sets these sizes.
const PAGE = 684;
const HEAD = 62;
const FACTS = 88;
const STRIP_ROW = 56;
const STRIP_BOXES = 13;
const TABLE_HEAD = 30;
const LINE = 10.5;
const ROW = 5;
const SPARE = 16;

/** A quotation longer than this is set smaller on the sheet. */
export const LONG_QUOTE = 300;

/** What of a sheet stands above the list of its days. */
export interface SheetTop {
  readonly words: string | null;
  /** Why the working date was adopted, '' where none is; for outside what the date came through. */
  readonly adoptedWhy: string;
  readonly working: ShownWorking;
  /** The sheet for outside has no readings. */
  readonly isOutside: boolean;
}

/** Whether the days of a count, line by line, go on one printed page with everything above them: an estimate, on the safe side. */
export function fitsOnPage(top: SheetTop): (lines: readonly StepLine[]) => boolean {
  const room = PAGE - SPARE - heightOf(top);
  return (lines) =>
    TABLE_HEAD +
      total(lines.map(({ why, source }) => ROW + LINE * Math.max(wrapped(why, 40), wrapped(source, 34)))) <=
    room;
}

function heightOf({ words, adoptedWhy, working, isOutside }: SheetTop): number {
  const quote =
    words === null ? 0 : words.length > LONG_QUOTE ? wrapped(words, 125) * LINE : wrapped(words, 84) * 15;
  const strip = Math.ceil(working.strip.length / STRIP_BOXES) * STRIP_ROW;
  const doubts = working.doubts.length === 0 ? 0 : 24 + wrapped(working.doubts.join(' '), 90) * 14;
  const adopted = adoptedWhy === '' ? 0 : wrapped(adoptedWhy, 45) * LINE;
  const above = HEAD + FACTS + adopted + quote + strip + doubts + 3 * LINE;
  const notes = notesHeight(working.notes);
  return isOutside ? above + notes : above + notes + readingsHeight(working);
}

function readingsHeight({ readings }: ShownWorking): number {
  const cited = new Set<string>();
  const rows = readings.map(({ source, why, holidays, isEarliest, hour }) => {
    const isFirst = !cited.has(source);
    cited.add(source);
    const when = 1 + (hour === '' ? 0 : 1) + (isEarliest ? 1.4 : 0);
    const how = wrapped(why, 42) + (holidays === '' ? 0 : wrapped(`left out: weekends and ${holidays}`, 44));
    return ROW + LINE * Math.max(when, how, 1 + (isFirst ? wrapped(source, 63) : 1));
  });
  return TABLE_HEAD + total(rows);
}

function notesHeight(notes: readonly string[]): number {
  return notes.length === 0 ? 0 : 22 + total(notes.map((note) => 5 + wrapped(note, 120) * LINE));
}

function wrapped(text: string, perLine: number): number {
  return Math.max(1, Math.ceil(text.length / perLine));
}

function total(heights: readonly number[]): number {
  return heights.reduce((sum, height) => sum + height, 0);
}
