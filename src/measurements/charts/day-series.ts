import { Temporal } from 'temporal-polyfill';
import type { Mark, Scene } from '../../pdf/scene.js';
import { dayText, daysBetween, shortDayText } from '../../platform/plain-date.js';
import type { Group } from '../summary.js';
import { UNNAMED } from './chart.js';
import type { Chart, ChartSize, Level } from './chart.js';
import { AXIS, DATE, line, rect, text } from './marks.js';
import {
  drawKey,
  gutterFor,
  layOutPanels,
  leftToTable,
  levelLine,
  namesDrawn,
  panelFrame,
  upwards,
} from './panels.js';
import type { KeyEntry, Panel, Upwards } from './panels.js';
import {
  bandAndMedian,
  bandKey,
  capital,
  figureCells,
  figureColumns,
  levelText,
  mostOf,
  nameOf,
} from './spread-band.js';

/** A day that matters to the argument: the letter's date, the day delivering was to stop. */
export interface MarkedDay {
  /** YYYY-MM-DD in the chart's zone. */
  readonly on: string;
  /** `letter of demand` */
  readonly words: string;
}

export interface DaySeriesInput {
  readonly measure: string;
  readonly unit: string;
  readonly zone: string;
  /** By network and day; a group without a whole day is passed over. */
  readonly groups: readonly Group[];
  readonly level: Level | null;
  readonly marked: readonly MarkedDay[];
}

type DayGroup = Group & { readonly day: string };

const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const STEPS = [1, 2, 7, 14, 28, 91, 182, 364, 1820];

/** Day by day, network by network, with the days that matter marked by letters the key explains. */
export function daySeries(input: DaySeriesInput): Chart {
  const groups = input.groups.flatMap((group) =>
    group.day !== undefined && DAY.test(group.day) ? [{ ...group, day: group.day }] : [],
  );
  const marked = [...input.marked].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const { drawn, left } = namesDrawn(groups, nameOf, ({ n }) => n);
  const level = input.level ? ` The dashed line is the level of ${levelText(input.level)}.` : '';
  const days = marked.map(({ on, words }, index) => `${letterOf(index)}, ${dayText(on)}: ${words}`);
  return {
    title: `${capital(input.measure)} by day`,
    description:
      `Median ${input.measure} in ${input.unit} of each day, by network, with the band from the 10th to the 90th percentile. ` +
      `Days are those of ${input.zone}; a day without readings leaves a gap.${level}` +
      `${days.length > 0 ? ` Marked: ${days.join('; ')}.` : ''}${leftToTable(drawn.length, left)}`,
    table: {
      columns: [
        'Network',
        `Day (${input.zone})`,
        ...figureColumns(input.level),
        ...(marked.length > 0 ? ['Marked'] : []),
      ],
      names: 2,
      rows: groups.map((group) => [
        nameOf(group),
        dayText(group.day),
        ...figureCells(group, input.level),
        ...(marked.length > 0
          ? [marked.flatMap(({ on }, at) => (on === group.day ? [letterOf(at)] : [])).join(', ')]
          : []),
      ]),
    },
    draw: (size) =>
      drawSeries(
        drawn.map((name) => groups.filter((group) => nameOf(group) === name)),
        { ...input, marked },
        size,
      ),
  };
}

function drawSeries(networks: readonly DayGroup[][], input: DaySeriesInput, size: ChartSize): Scene {
  const key = drawKey(keyOf(input, size.text), size);
  const most = mostOf(networks, input.level);
  const days = [...networks.flat().map(({ day }) => day), ...input.marked.map(({ on }) => on)].sort();
  const [first = '1970-01-01'] = days;
  const span = Math.max(6, daysBetween(first, days.at(-1) ?? first));
  const grid = layOutPanels(
    networks.map(([one]) => (one ? nameOf(one) : UNNAMED)),
    size,
    {
      ground: key.height + size.text * 0.8,
      foot: size.text * 1.6,
      ratio: 0.42,
      gutter: gutterFor(most, size.text),
    },
  );
  const marks: Mark[] = [...key.marks];
  grid.panels.forEach((panel, index) => {
    const y = upwards(most, panel);
    const x = (day: string): number =>
      panel.left + ((daysBetween(first, day) + 0.5) / (span + 1)) * panel.width;
    marks.push(...panelFrame(panel, y, size.text));
    marks.push(...dayAxis(first, span, x, panel, size.text));
    marks.push(...seriesMarks(networks[index] ?? [], first, span, x, y));
    marks.push(...levelLine(input.level, y, panel));
    marks.push(...markedDays(input.marked, x, panel, size.text));
  });
  return { width: size.width, height: Math.ceil(grid.height), marks };
}

function seriesMarks(
  groups: readonly DayGroup[],
  first: string,
  span: number,
  x: (day: string) => number,
  y: Upwards,
): Mark[] {
  const byDay = new Map(groups.map((group) => [daysBetween(first, group.day), group]));
  const days = Array.from({ length: span + 1 }, (_, day) => byDay.get(day) ?? null);
  const at = (group: DayGroup | null): number => (group ? x(group.day) : 0);
  return [
    ...bandAndMedian(days, at, y, 1.5),
    ...(days.length <= 120
      ? groups.map((group) => pointOf(group, x, y))
      : lonely(days).map((group) => pointOf(group, x, y))),
  ];
}

function pointOf(group: DayGroup, x: (day: string) => number, y: Upwards): Mark {
  return { kind: 'dot', x: x(group.day), y: y(group.median), radius: 1.5, fill: { tone: 'mark' } };
}

/** Days between two gaps: a line has nothing to draw there. */
function lonely(days: readonly (DayGroup | null)[]): DayGroup[] {
  return days.flatMap((group, at) => (group && !days[at - 1] && !days[at + 1] ? [group] : []));
}

function dayAxis(
  first: string,
  span: number,
  x: (day: string) => number,
  panel: Panel,
  size: number,
): Mark[] {
  const room = Math.max(2, Math.floor(panel.width / (size * 5.4)));
  const step = STEPS.find((days) => span / days < room) ?? span;
  const base = panel.top + panel.height;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) =>
    Temporal.PlainDate.from(first)
      .add({ days: index * step })
      .toString(),
  ).flatMap((day, index) => {
    const at = x(day);
    const isFirst = index === 0;
    const isTooFar = at + size * 2.6 > panel.left + panel.width;
    return [
      line(at, base, at, base + size * 0.3, AXIS),
      text(isFirst ? panel.left : at, base + size * 1.3, size * 0.9, shortDayText(day, day), {
        tone: 'soft',
        anchor: isFirst ? 'start' : isTooFar ? 'end' : 'middle',
      }),
    ];
  });
}

/** Upright lines with a letter at their head. */
function markedDays(
  marked: readonly MarkedDay[],
  x: (day: string) => number,
  panel: Panel,
  size: number,
): Mark[] {
  return marked.flatMap(({ on }, index) => [
    line(x(on), panel.top, x(on), panel.top + panel.height, DATE),
    ...badge(x(on), panel.top, letterOf(index), size),
  ]);
}

function badge(x: number, y: number, letter: string, size: number): Mark[] {
  const high = size * 1.15;
  return [
    {
      ...rect(x - high / 2, y - high / 2, high, high),
      fill: { tone: 'paper' },
      stroke: { tone: 'ink', width: 0.75 },
    },
    text(x, y + size * 0.3, size * 0.8, letter, { bold: true, anchor: 'middle' }),
  ];
}

function keyOf({ level, unit, marked }: DaySeriesInput, size: number): KeyEntry[] {
  return [
    ...bandKey(unit, level),
    ...marked.map(({ on, words }, index): KeyEntry => ({
      words: `${words}, ${dayText(on)}`,
      swatch: (x, y, width, height) => badge(x + width / 2, y + height / 2, letterOf(index), size),
    })),
  ];
}

/** A, B, … Z, then AA: spreadsheets count so too. */
function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
