import { area, line as polyline } from 'd3-shape';
import type { Mark } from '../../pdf/scene.js';
import type { Figures, Group } from '../summary.js';
import { UNNAMED } from './chart.js';
import type { Level } from './chart.js';
import { LEVEL, line, rect } from './marks.js';
import type { KeyEntry, Upwards } from './panels.js';
import { countText, shareText, valueText } from './words.js';

// What the charts of a median with its band have in common, by the hour or by the day.

/** The words over the figures of a row; with the level, how many are below it. */
export function figureColumns(level: Level | null): string[] {
  const below = level ? ['Below the level', 'Share below'] : [];
  return ['Readings', '10th percentile', 'Median', '90th percentile', ...below];
}

export function figureCells(group: Figures, level: Level | null): string[] {
  const { n, p10, median, p90, below, shareBelow } = group;
  return [
    countText(n),
    ...[p10, median, p90].map(valueText),
    ...(level
      ? [below === undefined ? '' : countText(below), shareBelow === undefined ? '' : shareText(shareBelow)]
      : []),
  ];
}

/** The greatest value that is drawn. */
export function mostOf(networks: readonly (readonly Figures[])[], level: Level | null): number {
  return Math.max(level?.value ?? 0, ...networks.flatMap((groups) => groups.map(({ p90 }) => p90)));
}

/** The band and the median over places of equal width; a place without readings leaves a gap. */
export function bandAndMedian<T extends Figures>(
  places: readonly (T | null)[],
  x: (group: T | null, place: number) => number,
  y: Upwards,
  width: number,
): Mark[] {
  const isThere = (group: T | null): boolean => group !== null;
  const all = [...places];
  const band = area<T | null>()
    .defined(isThere)
    .x(x)
    .y0((group) => y(group?.p10 ?? 0))
    .y1((group) => y(group?.p90 ?? 0))(all);
  const median = polyline<T | null>()
    .defined(isThere)
    .x(x)
    .y((group) => y(group?.median ?? 0))(all);
  return [
    ...(band ? [{ kind: 'path', d: band, fill: { tone: 'band' } } as const] : []),
    ...(median ? [{ kind: 'path', d: median, stroke: { tone: 'mark', width } } as const] : []),
  ];
}

/** The key's entries for the median, the band and the level. */
export function bandKey(unit: string, level: Level | null): KeyEntry[] {
  return [
    {
      words: `median, ${unit}`,
      swatch: (x, y, width, height) => [
        line(x, y + height / 2, x + width, y + height / 2, { tone: 'mark', width: 1.75 }),
      ],
    },
    {
      words: '10th to 90th percentile',
      swatch: (x, y, width, height) => [{ ...rect(x, y, width, height), fill: { tone: 'band' } }],
    },
    ...(level ? [levelKey(level)] : []),
  ];
}

/** The key's line for the level, the same in every chart. */
export function levelKey(level: Level): KeyEntry {
  return {
    words: `level, ${levelText(level)}`,
    swatch: (x, y, width, height) => [line(x, y + height / 2, x + width, y + height / 2, LEVEL)],
  };
}

export function levelText({ value, unit }: Level): string {
  return `${String(value)} ${unit}`;
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function nameOf({ network }: Pick<Group, 'network'>): string {
  return network ?? UNNAMED;
}
