import type { ScaleLinear } from 'd3-scale';
import { scaleLinear } from 'd3-scale';
import type { Mark } from '../../pdf/scene.js';
import { MOST_PANELS } from './chart.js';
import type { ChartSize, Level } from './chart.js';
import { AXIS, GRID, LEVEL, line, text } from './marks.js';
import { roughWidth, valueText, wrapWords } from './words.js';

/** The inside of one small drawing among its like, all to the same scale. */
export interface Panel {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Grid {
  readonly panels: readonly (Panel & { readonly name: string; readonly heading: readonly string[] })[];
  readonly height: number;
}

/** Values upwards, and the drawing's own height for them. */
export type Upwards = ScaleLinear<number, number>;

/** Widths over which two panels stand side by side, in letters of the chart's size. */
const TWO_COLUMNS = 45;

/**
 * Lays out a panel for each name, side by side where there is room. `ground` is what stands above the first row,
 * `foot` the lines of text under each panel.
 */
export function layOutPanels(
  names: readonly string[],
  { width, text: size }: ChartSize,
  { ground, foot, ratio, gutter }: { ground: number; foot: number; ratio: number; gutter: number },
): Grid {
  const columns = names.length > 1 && width / size > TWO_COLUMNS ? 2 : 1;
  const between = size * 1.8;
  const outer = (width - between * (columns - 1)) / columns;
  const inner = outer - gutter - size * 0.6;
  const panels: (Panel & { name: string; heading: string[] })[] = [];
  let top = ground;
  for (let first = 0; first < names.length; first += columns) {
    const row = names.slice(first, first + columns).map((name) => ({
      name,
      heading: wrapWords(name, size, outer * 0.94),
    }));
    const head = Math.max(...row.map(({ heading }) => heading.length)) * size * 1.35 + size * 0.5;
    const height = inner * ratio;
    row.forEach(({ name, heading }, column) => {
      const left = column * (outer + between) + gutter;
      panels.push({ name, heading, left, top: top + head, width: inner, height });
    });
    top += head + height + foot + size * 1.2;
  }
  return { panels, height: top - size * 0.6 };
}

/** Room at the left of a panel for the values beside its axis. */
export function gutterFor(most: number, size: number): number {
  const ticks = scaleLinear([0, most], [0, 1]).nice(4).ticks(4);
  return Math.max(...ticks.map((tick) => roughWidth(tickText(tick), size * 0.9))) + size * 0.9;
}

/** A scale from nothing to the most that is drawn, rounded up to a whole step. */
export function upwards(most: number, { top, height }: Panel): Upwards {
  return scaleLinear([0, most === 0 ? 1 : most], [top + height, top]).nice(4);
}

/** Heading, grid and values of a panel. */
export function panelFrame(
  panel: Panel & { readonly heading: readonly string[] },
  y: Upwards,
  size: number,
  format: (value: number) => string = tickText,
): Mark[] {
  const { left, top, width, height, heading } = panel;
  const marks: Mark[] = heading.map((words, index) =>
    text(left, top - size * 0.75 - (heading.length - 1 - index) * size * 1.35, size, words, { bold: true }),
  );
  for (const tick of y.ticks(4)) {
    const at = y(tick);
    marks.push(line(left, at, left + width, at, tick === 0 ? AXIS : GRID));
    marks.push(
      text(left - size * 0.5, at + size * 0.32, size * 0.9, format(tick), { tone: 'soft', anchor: 'end' }),
    );
  }
  marks.push(line(left, top, left, top + height, GRID));
  return marks;
}

/** The level across a panel, if it lies within what is drawn. */
export function levelLine(level: Level | null, y: Upwards, { left, width }: Panel): Mark[] {
  const [, most = 0] = y.domain();
  if (level === null || level.value > most) return [];
  return [line(left, y(level.value), left + width, y(level.value), LEVEL)];
}

/** One entry of a key: a swatch of marks drawn at x, y with the given width, and its words. */
export interface KeyEntry {
  readonly words: string;
  readonly swatch: (x: number, y: number, width: number, height: number) => readonly Mark[];
}

/** The key above the panels, in as many lines as it takes; returns the height it used. */
export function drawKey(
  entries: readonly KeyEntry[],
  { width, text: size }: ChartSize,
): { marks: Mark[]; height: number } {
  const marks: Mark[] = [];
  const swatch = size * 1.9;
  const leading = size * 1.5;
  let x = 0;
  let y = 0;
  for (const entry of entries) {
    const lines = wrapWords(entry.words, size, width - swatch - size * 0.6);
    const wide = swatch + size * 0.6 + Math.max(...lines.map((words) => roughWidth(words, size)));
    if (x > 0 && x + wide > width) {
      x = 0;
      y += leading;
    }
    marks.push(...entry.swatch(x, y + size * 0.15, swatch, size * 0.9));
    lines.forEach((words, index) => {
      marks.push(text(x + swatch + size * 0.6, y + size * 0.95 + index * leading, size, words));
    });
    y += (lines.length - 1) * leading;
    x += wide + size * 1.4;
  }
  return { marks, height: entries.length === 0 ? 0 : y + leading };
}

/** The names with the most readings, in their own order, and how many are left to the table. */
export function namesDrawn<T>(
  rows: readonly T[],
  nameOf: (row: T) => string,
  countOf: (row: T) => number,
  most = MOST_PANELS,
): { drawn: string[]; left: number } {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + countOf(row));
  const names = [...counts.keys()];
  const byCount = [...names].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const kept = new Set(byCount.slice(0, most));
  return { drawn: names.filter((name) => kept.has(name)), left: names.length - kept.size };
}

/** `Drawn: the 8 with the most readings; 4 more are in the table.` Empty when all are drawn. */
export function leftToTable(drawn: number, left: number): string {
  return left === 0
    ? ''
    : ` Drawn are the ${drawn} networks with the most readings; ${left} more ${left === 1 ? 'is' : 'are'} in the table.`;
}

/** A value beside an axis: as short as it can be. */
export function tickText(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : String(Number(valueText(value)));
}
