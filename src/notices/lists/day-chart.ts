import { addDays, dayText, daysBetween, shortDayText } from '../../platform/plain-date.js';
import type { ListProfile } from './notice-list.js';

/** Deliveries per day, a row of bars for each network under its name, all to one scale; the table below has every figure. */
export interface DayChart {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly {
    readonly name: string;
    readonly total: string;
    /** Where the bars stand, and where the name. */
    readonly foot: number;
    readonly nameAt: number;
    readonly bars: readonly DayBar[];
  }[];
  readonly days: readonly { readonly x: number; readonly text: string }[];
  readonly left: number;
}

interface DayBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly words: string;
}

export interface DayRow {
  readonly day: string;
  readonly text: string;
  readonly total: number;
  readonly counts: readonly number[];
}

const WIDTH = 960;
const LEFT = 4;
const ROW = 62;
const NAME = 18;
const FOOT = 24;
const DAY_LABEL = 80;
const MOST_ROWS = 8;
const MOST_DAYS = 800;

/** The days of a list that have deliveries, each with its count by network in the order of `networks`. */
export function dayRows(days: ListProfile['days'], networks: readonly string[]): DayRow[] {
  const rows = new Map<string, number[]>();
  for (const { day, network, count } of days) {
    const counts = rows.get(day) ?? networks.map(() => 0);
    const at = networks.indexOf(network);
    if (at !== -1) counts[at] = (counts[at] ?? 0) + count;
    rows.set(day, counts);
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, counts]) => ({
      day,
      text: dayText(day),
      counts,
      total: counts.reduce((sum, count) => sum + count, 0),
    }));
}

/** Null where there is nothing to draw, or so many days that a bar would be thinner than a hair. */
export function drawDays(
  rows: readonly DayRow[],
  networks: readonly string[],
  zone: string,
): DayChart | null {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return null;
  const span = daysBetween(first.day, last.day) + 1;
  if (span > MOST_DAYS) return null;
  const named = networks.slice(0, networks.length > MOST_ROWS ? MOST_ROWS - 1 : MOST_ROWS);
  const series = [
    ...named.map((name, i) => ({ name, countOf: (row: DayRow): number => row.counts[i] ?? 0 })),
    ...(networks.length > named.length
      ? [
          {
            name: `${networks.length - named.length} other networks together`,
            countOf: (row: DayRow): number =>
              row.counts.slice(named.length).reduce((sum, one) => sum + one, 0),
          },
        ]
      : []),
  ];
  const most = Math.max(...series.flatMap(({ countOf }) => rows.map(countOf)));
  const wide = (WIDTH - 2 * LEFT) / span;
  const every = Math.max(1, Math.ceil((span * DAY_LABEL) / WIDTH));
  return {
    width: WIDTH,
    height: series.length * ROW + FOOT,
    title: 'Deliveries per day by network',
    description: `Days in ${zone}, ${first.text} to ${last.text}; one scale for all, the tallest bar is ${most.toLocaleString('en-US')} deliveries.`,
    rows: series.map(({ name, countOf }, at) => {
      const foot = (at + 1) * ROW;
      const bars = rows.flatMap((row): DayBar[] => {
        const count = countOf(row);
        if (count === 0) return [];
        const height = ((ROW - NAME - 6) * count) / most;
        return [
          {
            x: round(LEFT + daysBetween(first.day, row.day) * wide),
            y: round(foot - height),
            width: round(Math.max(wide - 1, wide * 0.8)),
            height: round(height),
            words: `${row.text}, ${name}: ${count.toLocaleString('en-US')}`,
          },
        ];
      });
      const total = rows.reduce((sum, row) => sum + countOf(row), 0);
      return { name, total: total.toLocaleString('en-US'), foot, nameAt: foot - ROW + NAME - 4, bars };
    }),
    days: Array.from({ length: Math.ceil(span / every) }, (_, i) => ({
      x: round(LEFT + i * every * wide),
      text: shortDayText(addDays(first.day, i * every), first.day),
    })).filter(({ x }) => x <= WIDTH - DAY_LABEL * 0.9),
    left: LEFT,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
