import type { Figures, RunFigures } from './run-figures.js';

type Cell = string | number;

const COLUMNS = [
  'by',
  'network',
  'hour',
  'day',
  'month',
  'side',
  'n',
  'p10',
  'median',
  'p90',
  'below_level',
  'share_below',
] as const;

/** Every figure of a run as a table, unrounded: the rows the page has no room for too. */
export function figuresCsv(figures: RunFigures): Cell[][] {
  const line = (by: string, keys: Partial<Record<string, Cell | null>>, one: Figures): Cell[] => [
    by,
    ...['network', 'hour', 'day', 'month', 'side'].map((key) => keys[key] ?? ''),
    ...[one.n, one.p10, one.median, one.p90, one.below ?? 0, one.shareBelow ?? 0],
  ];
  return [
    [...COLUMNS],
    ...figures.networks.map((group) => line('network', { network: group.network ?? null }, group)),
    ...figures.peak.flatMap(({ network, peak, offPeak }) => [
      ...(peak ? [line('peak', { network, side: 'peak' }, peak)] : []),
      ...(offPeak ? [line('peak', { network, side: 'off peak' }, offPeak)] : []),
    ]),
    ...figures.hours.map((group) =>
      line('hour', { network: group.network ?? null, hour: group.hour ?? null }, group),
    ),
    ...(figures.days ?? []).map((group) =>
      line('day', { network: group.network ?? null, day: group.day ?? null }, group),
    ),
    ...figures.months.map((group) =>
      line('month', { network: group.network ?? null, month: group.month ?? null }, group),
    ),
  ];
}
