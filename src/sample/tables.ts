import {
  SAMPLE_LEVEL_MBPS,
  SYNTHETIC_NETWORKS,
  instantText,
  type SyntheticNetwork,
  type SyntheticReading,
} from './synthetic.js';

const HOUR = 3_600;
// Monday 12 May 2014, 00:00 UTC.
const FIRST_WEEK = 1_399_852_800;
// Friday 6 June 2014, 00:00 US Eastern: the day on which the sample matter stands.
const AS_AT = 1_402_027_200;
const HOURS = [
  { words: 'off-peak 0-17 h', from: 0, to: 17 },
  { words: 'peak 19-23 h', from: 19, to: 23 },
] as const;

/** The rows there could be on the day the sample matter stands. */
export function upToSampleDay<T extends { readonly at: number }>(rows: readonly T[]): readonly T[] {
  return rows.filter(({ at }) => at < AS_AT);
}

/** The index as a table, one month a row and one provider a column, up to and including `lastMonth` (YYYY-MM). */
export function indexTableCsv(longCsv: string, lastMonth: string): string {
  const rows = longCsv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const providers = [...new Set(rows.map(([, provider = '']) => provider))];
  const months = [...new Set(rows.map(([month = '']) => month))].filter((month) => month <= lastMonth);
  const figure = (month: string, provider: string) =>
    rows.find((row) => row[0] === month && row[1] === provider)?.[2] ?? '';
  return csv(
    ['month', ...providers].join(','),
    months.map((month) => [month, ...providers.map((provider) => figure(month, provider))]),
  );
}

/**
 * Peak against off-peak, as CSV: per network the number of readings, those not measured, the median, the tenth and
 * ninetieth percentile in Mbps (nearest rank) and the share below the level.
 */
export function peakSummaryCsv(readings: readonly SyntheticReading[]): string {
  const header = `network,local hours,readings,not measured,median,p10,p90,below ${SAMPLE_LEVEL_MBPS} Mbps,note`;
  const rows = SYNTHETIC_NETWORKS.flatMap((network) =>
    HOURS.map(({ words, from, to }) => {
      const within = readings.filter((reading) => {
        const hour = localHour(network, reading.at);
        return reading.network === network.name && hour >= from && hour < to;
      });
      const mbps = within
        .flatMap((reading) => (reading.mbps === null ? [] : [reading.mbps]))
        .sort((a, b) => a - b);
      const below = mbps.filter((value) => value < SAMPLE_LEVEL_MBPS).length / mbps.length;
      const figures = [0.5, 0.1, 0.9].map((share) => nearestRank(mbps, share).toFixed(2));
      const share = `${(100 * below).toFixed(1)}%`;
      return [network.name, words, mbps.length, within.length - mbps.length, ...figures, share, 'synthetic'];
    }),
  );
  return csv(header, rows);
}

/**
 * The readings of one US Eastern evening, Tuesday 27 May 2014, 19:00 to 23:00, as CSV: an excerpt of a few pages,
 * without the accounts.
 */
export function eveningReadingsCsv(readings: readonly SyntheticReading[]): string {
  const from = FIRST_WEEK + 15 * 24 * HOUR + 23 * HOUR;
  const rows = readings
    .filter(({ at }) => at >= from && at < from + 4 * HOUR)
    .map(({ network, at, mbps }) => [network, instantText(at), mbps?.toFixed(2) ?? '', 'synthetic']);
  return csv('network,taken at (UTC),download Mbps,note', rows);
}

function localHour(network: SyntheticNetwork, at: number): number {
  return (((at / HOUR + network.hoursFromUtc) % 24) + 24) % 24;
}

function nearestRank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function csv(header: string, rows: readonly (readonly (string | number)[])[]): string {
  return [header, ...rows.map((cells) => cells.join(',')), ''].join('\n');
}
