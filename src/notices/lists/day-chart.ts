import { addDays, dayText, daysBetween, shortDayText } from '../../platform/plain-date.js';
import type { ListProfile } from './notice-list.js';

/** Deliveries per day as bars, one piece for each network; the table beside it has every figure. */
export interface DayChart {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly bars: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly series: number;
    readonly words: string;
  }[];
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  readonly days: readonly { readonly x: number; readonly text: string }[];
  readonly series: readonly { readonly number: number; readonly name: string }[];
  readonly left: number;
  readonly bottom: number;
}

export interface DayRow {
  readonly day: string;
  readonly text: string;
  readonly total: number;
  readonly counts: readonly number[];
}

const WIDTH = 960;
const HEIGHT = 240;
const LEFT = 52;
const RIGHT = 8;
const TOP = 12;
const FOOT = 28;
const MOST_SERIES = 5;
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
  const most = Math.max(...rows.map((row) => row.total));
  const step = niceStep(most);
  const ceiling = Math.max(step, Math.ceil(most / step) * step);
  const bottom = HEIGHT - FOOT;
  const high = (count: number): number => ((bottom - TOP) * count) / ceiling;
  const wide = (WIDTH - LEFT - RIGHT) / span;
  const named = networks.slice(0, networks.length > MOST_SERIES ? MOST_SERIES - 1 : MOST_SERIES);
  const series = [
    ...named.map((name, i) => ({ number: i + 1, name })),
    ...(networks.length > named.length ? [{ number: MOST_SERIES, name: 'other networks' }] : []),
  ];
  const bars = rows.flatMap((row) => {
    let y = bottom;
    const x = LEFT + daysBetween(first.day, row.day) * wide;
    return series.flatMap(({ number, name }, i) => {
      const count =
        i < named.length
          ? (row.counts[i] ?? 0)
          : row.counts.slice(named.length).reduce((sum, one) => sum + one, 0);
      if (count === 0) return [];
      const height = high(count);
      y -= height;
      const words = `${row.text}, ${name}: ${count.toLocaleString('en-US')}`;
      return [{ ...rounded({ x, y, width: Math.max(wide - 1, wide * 0.8), height }), series: number, words }];
    });
  });
  const every = Math.max(1, Math.ceil(span / 8));
  return {
    width: WIDTH,
    height: HEIGHT,
    title: 'Deliveries per day by network',
    description: `${first.text} to ${last.text}, days in ${zone}; the most on one day are ${most.toLocaleString('en-US')}. The table below has every figure.`,
    bars,
    ticks: Array.from({ length: Math.round(ceiling / step) + 1 }, (_, i) => ({
      y: round(bottom - high(i * step)),
      text: (i * step).toLocaleString('en-US'),
    })),
    days: Array.from({ length: Math.ceil(span / every) }, (_, i) => ({
      x: round(LEFT + i * every * wide),
      text: shortDayText(addDays(first.day, i * every)),
    })),
    series,
    left: LEFT,
    bottom,
  };
}

/** 1, 2 or 5 times a power of ten, so that about five steps reach the most. */
function niceStep(most: number): number {
  const rough = Math.max(1, most / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10);
}

function rounded<T extends Readonly<Record<string, number>>>(of: T): T {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, round(value)])) as T;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
