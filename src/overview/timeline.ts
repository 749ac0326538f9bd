import { Temporal } from 'temporal-polyfill';
import { daysBetween, shortDayText } from '../platform/plain-date.js';

export type Lane = 'in' | 'out' | 'due';

/** One thing on the matter's timeline. */
export interface Happening {
  readonly on: string;
  readonly lane: Lane;
  /** True for a date that runs no longer: it presses nobody. */
  readonly isEnded?: boolean;
  /** Short, for the drawing. */
  readonly label: string;
  /** Whole, for the table. */
  readonly text: string;
  readonly note: string;
  readonly path: string;
}

export interface DrawnEvent {
  readonly x: number;
  readonly y: number;
  readonly lane: Lane;
  readonly isEnded: boolean;
  readonly label: string;
  readonly day: string;
  /** Text that would leave the drawing on the right stands on the left of its point. */
  readonly anchor: 'start' | 'end';
}

export interface DrawnTimeline {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly { readonly name: string; readonly y: number }[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly axisY: number;
  readonly todayX: number | null;
  readonly events: readonly DrawnEvent[];
}

const WIDTH = 1000;
const LEFT = 84;
const RIGHT = 44;
const ROW = 32;
const GAP = 14;
const CHARACTER = 6.6;
const NAMES: Record<Lane, string> = { in: 'Received', out: 'Sent', due: 'Due' };
const LANES: readonly Lane[] = ['in', 'out', 'due'];
const STEPS = [1, 2, 7, 14, 28, 91, 182, 364, 1820];

/**
 * Lays out the timeline: days left to right, a lane each for what came in, what went out and what is due;
 * labels that would touch go to a row of their own. Null when nothing has a day yet.
 */
export function drawTimeline(happenings: readonly Happening[], today: string): DrawnTimeline | null {
  if (happenings.length === 0) return null;
  const days = [...happenings.map(({ on }) => on), today].sort();
  const first = days[0] ?? today;
  const span = Math.max(daysBetween(first, days.at(-1) ?? today), 6);
  const scale = (on: string): number => LEFT + (daysBetween(first, on) / span) * (WIDTH - LEFT - RIGHT);

  const events: DrawnEvent[] = [];
  const lanes: { name: string; y: number }[] = [];
  let top = 22;
  for (const lane of LANES) {
    const rows = rowsOf(
      happenings.filter((happening) => happening.lane === lane),
      scale,
      today,
    );
    lanes.push({ name: NAMES[lane], y: top });
    rows.forEach((row, index) =>
      events.push(...row.map((event) => ({ ...event, lane, y: top + index * ROW }))),
    );
    top += Math.max(rows.length, 1) * ROW + GAP;
  }
  return {
    width: WIDTH,
    height: top + 18,
    lanes,
    axisY: top - 8,
    todayX: round(scale(today)),
    ticks: ticksOf(first, span, scale),
    events,
  };
}

type Laid = Omit<DrawnEvent, 'lane' | 'y'>;

/** Fills the first row where a label still has room. */
function rowsOf(happenings: readonly Happening[], scale: (on: string) => number, today: string): Laid[][] {
  const rows: { taken: number; events: Laid[] }[] = [];
  for (const happening of [...happenings].sort((a, b) => a.on.localeCompare(b.on))) {
    const x = scale(happening.on);
    const day = shortDayText(happening.on, today);
    const length = 14 + CHARACTER * Math.max(happening.label.length, day.length);
    const anchor = x + length > WIDTH ? 'end' : 'start';
    const from = anchor === 'start' ? x - 6 : x - length;
    const to = anchor === 'start' ? x + length : x + 6;
    let row = rows.find(({ taken }) => taken + 8 <= from);
    if (!row) rows.push((row = { taken: 0, events: [] }));
    row.taken = to;
    row.events.push({
      x: round(x),
      label: happening.label,
      day,
      anchor,
      isEnded: happening.isEnded ?? false,
    });
  }
  return rows.map(({ events }) => events);
}

function ticksOf(first: string, span: number, scale: (on: string) => number): DrawnTimeline['ticks'] {
  const step = STEPS.find((days) => span / days <= 9) ?? span;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => {
    const on = Temporal.PlainDate.from(first)
      .add({ days: index * step })
      .toString();
    return { x: round(scale(on)), text: shortDayText(on, first) };
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
