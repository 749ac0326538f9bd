import type { Mark, Scene } from '../../pdf/scene.js';
import type { Group, PeakHours } from '../summary.js';
import { UNNAMED } from './chart.js';
import type { Chart, ChartSize, Level } from './chart.js';
import { AXIS, line, rect, text } from './marks.js';
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
import { hourText } from './words.js';

export interface HourBandsInput {
  /** `download` */
  readonly measure: string;
  readonly unit: string;
  readonly zone: string;
  /** By network and hour; a group without an hour is passed over. */
  readonly groups: readonly Group[];
  readonly level: Level | null;
  readonly peak: PeakHours | null;
}

type HourGroup = Group & { readonly hour: number };

/** Through the day, network by network: the median of each hour, and the band that holds eight readings in ten. */
export function hourBands(input: HourBandsInput): Chart {
  const groups = input.groups.flatMap((group) =>
    group.hour === undefined ? [] : [{ ...group, hour: group.hour }],
  );
  const { drawn, left } = namesDrawn(groups, nameOf, ({ n }) => n);
  const level = input.level ? ` The dashed line is the level of ${levelText(input.level)}.` : '';
  const peak = input.peak ? ` Shaded: the peak hours, ${peakText(input.peak)}.` : '';
  return {
    title: `${capital(input.measure)} by hour of the day`,
    description:
      `Median ${input.measure} in ${input.unit} of each hour of the day, by network, with the band from the 10th to the 90th percentile. ` +
      `Hours are those of ${input.zone}.${level}${peak}${leftToTable(drawn.length, left)}`,
    table: {
      columns: ['Network', `Hour (${input.zone})`, ...figureColumns(input.level)],
      names: 2,
      rows: groups.map((group) => [
        nameOf(group),
        `${hourText(group.hour)}–${hourText(group.hour + 1)}`,
        ...figureCells(group, input.level),
      ]),
    },
    draw: (size) =>
      drawBands(
        drawn.map((name) => groups.filter((group) => nameOf(group) === name)),
        input,
        size,
      ),
  };
}

/** `19:00 to 23:00, weekdays`; 22 to 2 runs over midnight. */
export function peakText({ from, to, days }: PeakHours): string {
  return `${hourText(from)} to ${hourText(to)}${days === 'weekdays' ? ', weekdays' : ''}`;
}

function drawBands(networks: readonly HourGroup[][], input: HourBandsInput, size: ChartSize): Scene {
  const key = drawKey(keyOf(input), size);
  const most = mostOf(networks, input.level);
  const grid = layOutPanels(
    networks.map(([first]) => (first ? nameOf(first) : UNNAMED)),
    size,
    {
      ground: key.height + size.text * 0.8,
      foot: size.text * 1.6,
      ratio: 0.46,
      gutter: gutterFor(most, size.text),
    },
  );
  const marks: Mark[] = [...key.marks];
  grid.panels.forEach((panel, index) => {
    const y = upwards(most, panel);
    marks.push(...peakShade(input.peak, panel));
    marks.push(...panelFrame(panel, y, size.text));
    marks.push(...hourAxis(panel, size.text));
    marks.push(...bandMarks(networks[index] ?? [], panel, y));
    marks.push(...levelLine(input.level, y, panel));
  });
  return { width: size.width, height: Math.ceil(grid.height), marks };
}

function bandMarks(groups: readonly HourGroup[], panel: Panel, y: Upwards): Mark[] {
  const byHour = new Map(groups.map((group) => [group.hour, group]));
  const hours = Array.from({ length: 24 }, (_, hour) => byHour.get(hour) ?? null);
  const x = (_: HourGroup | null, hour: number): number => hourX(hour + 0.5, panel);
  const dots = groups.map((group): Mark => ({
    kind: 'dot',
    x: x(group, group.hour),
    y: y(group.median),
    radius: 1.6,
    fill: { tone: 'mark' },
  }));
  return [...bandAndMedian(hours, x, y, 1.75), ...dots];
}

function peakShade(peak: PeakHours | null, panel: Panel): Mark[] {
  if (!peak) return [];
  const spans =
    peak.from < peak.to
      ? [[peak.from, peak.to]]
      : [
          [0, peak.to],
          [peak.from, 24],
        ];
  return spans.flatMap(([from = 0, to = 0]) =>
    from === to
      ? []
      : [
          {
            ...rect(hourX(from, panel), panel.top, hourX(to, panel) - hourX(from, panel), panel.height),
            fill: { tone: 'shade' },
          } as const,
        ],
  );
}

function hourAxis(panel: Panel, size: number): Mark[] {
  const step = panel.width / size > 34 ? 3 : 6;
  const base = panel.top + panel.height;
  return Array.from({ length: 24 / step + 1 }, (_, index) => index * step).flatMap((hour) => {
    const at = hourX(hour, panel);
    const anchor = hour === 24 ? 'end' : hour === 0 ? 'start' : 'middle';
    return [
      line(at, base, at, base + size * 0.3, AXIS),
      text(at, base + size * 1.3, size * 0.9, hourText(hour), { tone: 'soft', anchor }),
    ];
  });
}

function keyOf({ level, peak, unit, zone }: HourBandsInput): KeyEntry[] {
  return [
    ...bandKey(unit, level),
    ...(peak
      ? [
          {
            words: `peak hours, ${peakText(peak)}`,
            swatch: (x: number, y: number, width: number, height: number): Mark[] => [
              { ...rect(x, y, width, height), fill: { tone: 'shade' }, stroke: { tone: 'hair', width: 0.5 } },
            ],
          },
        ]
      : []),
    { words: `hours of ${zone}`, swatch: clockSwatch },
  ];
}

function clockSwatch(x: number, y: number, width: number, height: number): Mark[] {
  const ticks = [0, 0.5, 1].map((part) => x + part * width);
  return [
    line(x, y + height / 2, x + width, y + height / 2, AXIS),
    ...ticks.map((at) => line(at, y + height / 2, at, y + height * 0.85, AXIS)),
  ];
}

function hourX(hour: number, { left, width }: Panel): number {
  return left + (hour / 24) * width;
}
