import { scaleLinear } from 'd3-scale';
import type { Mark, Scene } from '../../pdf/scene.js';
import type { Figures, PeakComparison, PeakHours } from '../summary.js';
import { UNNAMED } from './chart.js';
import type { Chart, ChartSize, Level } from './chart.js';
import { peakText } from './hour-bands.js';
import { capital, levelKey, levelText } from './spread-band.js';
import { AXIS, GRID, LEVEL, line, text } from './marks.js';
import { drawKey, leftToTable, namesDrawn, tickText } from './panels.js';
import { countText, roughWidth, shareText, valueText, wrapWords } from './words.js';

export interface PeakChartInput {
  readonly measure: string;
  readonly unit: string;
  readonly zone: string;
  readonly peak: PeakHours;
  readonly networks: readonly PeakComparison[];
  readonly level: Level | null;
}

const MOST_ROWS = 16;
/** Height of the strip a network's points lie in, in letters of the chart's size. */
const STRIP = 1.7;

/** Two points a network: its median off peak, open, and at peak, filled. */
export function peakChart(input: PeakChartInput): Chart {
  const { drawn, left } = namesDrawn(
    input.networks,
    nameOf,
    (one) => (one.peak?.n ?? 0) + (one.offPeak?.n ?? 0),
    MOST_ROWS,
  );
  const level = input.level ? ` The dashed line is the level of ${levelText(input.level)}.` : '';
  return {
    title: `${capital(input.measure)} at peak and off peak, by network`,
    description:
      `Median ${input.measure} in ${input.unit} of each network: the filled point is at peak (${peakText(input.peak)}, ${input.zone}), ` +
      `the open point at all other times. n counts the readings behind each.${level}${leftToTable(drawn.length, left)}`,
    table: {
      columns: [
        'Network',
        'Readings at peak',
        'Median at peak',
        'Readings off peak',
        'Median off peak',
        'Peak as a share of off peak',
        ...(input.level ? ['Share below the level at peak', 'Share below the level off peak'] : []),
      ],
      names: 1,
      rows: input.networks.map((one) => [
        nameOf(one),
        countText(one.peak?.n ?? 0),
        one.peak ? valueText(one.peak.median) : 'no reading',
        countText(one.offPeak?.n ?? 0),
        one.offPeak ? valueText(one.offPeak.median) : 'no reading',
        one.ratio === null ? '' : shareText(one.ratio),
        ...(input.level ? [shareOf(one.peak), shareOf(one.offPeak)] : []),
      ]),
    },
    draw: (size) =>
      drawRows(
        input.networks.filter((one) => drawn.includes(nameOf(one))),
        input,
        size,
      ),
  };
}

function drawRows(networks: readonly PeakComparison[], input: PeakChartInput, size: ChartSize): Scene {
  const { width, text: em } = size;
  const key = drawKey(
    [
      {
        words: `median at peak, ${input.unit}`,
        swatch: (x, y, wide, high) => [filled(x + wide / 2, y + high / 2, em * 0.36)],
      },
      {
        words: `median off peak, ${input.unit}`,
        swatch: (x, y, wide, high) => [open(x + wide / 2, y + high / 2, em * 0.36)],
      },
      ...(input.level ? [levelKey(input.level)] : []),
    ],
    size,
  );
  const values = networks.flatMap(({ peak, offPeak }) =>
    [peak, offPeak].flatMap((side) => (side ? [side.median] : [])),
  );
  const inset = em * 1.2;
  const x = scaleLinear(
    [0, Math.max(0.001, input.level?.value ?? 0, ...values)],
    [inset, width - inset],
  ).nice(6);
  const ticks = x.ticks(width / em > 45 ? 8 : 5);
  const marks: Mark[] = [...key.marks];
  let y = key.height + em * 0.6;
  for (const one of networks) {
    const heading = headingOf(one, y, size);
    y += heading.height;
    marks.push(...heading.marks);
    for (const tick of ticks) marks.push(line(x(tick), y, x(tick), y + STRIP * em, GRID));
    if (input.level) marks.push(line(x(input.level.value), y, x(input.level.value), y + STRIP * em, LEVEL));
    marks.push(...pointsOf(one, x, y + (STRIP * em) / 2, em));
    y += STRIP * em + em * 0.8;
  }
  marks.push(line(inset, y, width - inset, y, AXIS));
  for (const tick of ticks) {
    marks.push(line(x(tick), y, x(tick), y + em * 0.3, AXIS));
    marks.push(text(x(tick), y + em * 1.35, em * 0.9, tickText(tick), { tone: 'soft', anchor: 'middle' }));
  }
  return { width, height: Math.ceil(y + em * 1.8), marks };
}

/** The network, and its two medians with their counts: beside the name where there is room, else under it. */
function headingOf(
  one: PeakComparison,
  top: number,
  { width, text: em }: ChartSize,
): { marks: Mark[]; height: number } {
  const figures = [sideText('peak', one.peak), sideText('off peak', one.offPeak)].join(' · ');
  const leading = em * 1.35;
  const beside = roughWidth(figures, em * 0.9) + em * 1.5;
  const isBeside = roughWidth(nameOf(one), em) + beside <= width;
  const names = wrapWords(nameOf(one), em, isBeside ? width - beside : width);
  const marks = names.map((words, index) => text(0, top + em + index * leading, em, words, { bold: true }));
  const lines = isBeside ? names.length : names.length + 1;
  const at = top + em + (lines - 1) * leading;
  const place = isBeside ? { x: width, anchor: 'end' as const } : { x: 0, anchor: 'start' as const };
  marks.push(text(place.x, at, em * 0.9, figures, { tone: 'soft', anchor: place.anchor }));
  return { marks, height: lines * leading + em * 0.3 };
}

function sideText(side: string, figures: Figures | null): string {
  return figures ? `${side} ${valueText(figures.median)} (n ${countText(figures.n)})` : `${side}: no reading`;
}

/** The two medians of a network on one line. */
function pointsOf(
  { peak, offPeak }: PeakComparison,
  x: (value: number) => number,
  y: number,
  em: number,
): Mark[] {
  const radius = em * 0.42;
  return [
    ...(peak && offPeak
      ? [line(x(peak.median), y, x(offPeak.median), y, { tone: 'mark', width: em * 0.16 })]
      : []),
    ...(offPeak ? [open(x(offPeak.median), y, radius)] : []),
    ...(peak ? [filled(x(peak.median), y, radius)] : []),
  ];
}

function filled(x: number, y: number, radius: number): Mark {
  return { kind: 'dot', x, y, radius, fill: { tone: 'mark' }, stroke: { tone: 'mark', width: 1.25 } };
}

function open(x: number, y: number, radius: number): Mark {
  return { kind: 'dot', x, y, radius, fill: { tone: 'paper' }, stroke: { tone: 'mark', width: 1.25 } };
}

function shareOf(side: Figures | null): string {
  return side?.shareBelow === undefined ? '' : shareText(side.shareBelow);
}

function nameOf({ network }: { readonly network: string | null }): string {
  return network ?? UNNAMED;
}
