import type { Block } from '../../pdf/blocks.js';
import { MARGIN, paperSize } from '../../pdf/typesetting/paper.js';
import type { Paper } from '../../pdf/blocks.js';
import { UNNAMED } from '../charts/chart.js';
import type { Chart } from '../charts/chart.js';
import { daySeries } from '../charts/day-series.js';
import { distribution } from '../charts/distribution.js';
import { hourBands } from '../charts/hour-bands.js';
import { peakChart } from '../charts/peak-comparison.js';
import { countText, shareText, valueText } from '../charts/words.js';
import { SHOWN } from '../measurement.js';
import type { SummaryFacts } from './summary-facts.js';

const CHART_TEXT = 7.5;
/** A longer table has too many pages to be read: it is in the table file alone, and the paper says so. */
const LONGEST_TABLE = 1_500;
const LONGEST_UNBROKEN = 24;

/** The summary's own table: one row a network. */
export function networkTable({ figures }: SummaryFacts): Block {
  const unit = figures.unit;
  return {
    kind: 'table',
    columns: [
      'Network',
      'Readings used',
      `10th percentile, ${unit}`,
      `Median, ${unit}`,
      `90th percentile, ${unit}`,
      `Below ${String(figures.method.level)} ${unit}`,
      'Share below',
    ],
    rows: figures.networks.map((group) => [
      group.network ?? UNNAMED,
      countText(group.n),
      valueText(group.p10),
      valueText(group.median),
      valueText(group.p90),
      group.below === undefined ? '' : countText(group.below),
      group.shareBelow === undefined ? '' : shareText(group.shareBelow),
    ]),
  };
}

/** The drawings of a summary, in the order of its pages; one that would be empty is not drawn. */
export function chartsOf({ figures, marked }: Pick<SummaryFacts, 'figures' | 'marked'>): Chart[] {
  const { measure, level, peak, zone } = figures.method;
  const { unit } = figures;
  const common = { measure: SHOWN[measure], unit, zone, level: { value: level, unit } };
  const { hours, days } = figures;
  return [
    ...(figures.peak.length > 0 ? [peakChart({ ...common, peak, networks: figures.peak })] : []),
    ...(hours.length > 0 ? [hourBands({ ...common, peak, groups: hours })] : []),
    ...(days !== null && days.length > 0 ? [daySeries({ ...common, groups: days, marked })] : []),
    ...(figures.buckets.length > 0 ? [distribution({ ...common, buckets: figures.buckets })] : []),
  ];
}

/** By month, where the days are too many or the files name none; null where the days say it already. */
export function monthTable({ figures }: SummaryFacts): Block | null {
  const hasDays = figures.days !== null && figures.days.length > 0 && figures.withoutDay === 0;
  if (hasDays || figures.months.length === 0) return null;
  return {
    kind: 'table',
    columns: ['Network', 'Month', 'Readings', '10th percentile', 'Median', '90th percentile', 'Share below'],
    rows: figures.months.map((group) => [
      group.network ?? UNNAMED,
      group.month ?? '',
      countText(group.n),
      valueText(group.p10),
      valueText(group.median),
      valueText(group.p90),
      group.shareBelow === undefined ? '' : shareText(group.shareBelow),
    ]),
  };
}

/** Each drawing, marked as illustrative, over the table that states its figures. */
export function figureBlocks(charts: readonly Chart[], paper: Paper): Block[] {
  const width = paperSize(paper).width - 2 * MARGIN;
  return charts.flatMap((chart, index): Block[] => {
    const number = index + 1;
    return [
      { kind: 'heading', level: 2, text: `Figure ${number}. ${chart.title}` },
      {
        kind: 'drawing',
        scene: chart.draw({ width, text: CHART_TEXT }),
        caption: `Figure ${number}, illustrative (Fed. R. Evid. 107). ${chart.description} The figures themselves are in table ${number}.`,
      },
      { kind: 'heading', level: 3, text: `Table ${number}. ${chart.title}` },
      ...(chart.table.rows.length <= LONGEST_TABLE
        ? [{ kind: 'table', columns: chart.table.columns, rows: chart.table.rows.map(unbroken) } as const]
        : [
            {
              kind: 'paragraph',
              runs: [
                {
                  text: `This table has ${countText(chart.table.rows.length)} rows. They are in the table file beside this paper.`,
                },
              ],
            } as const,
          ]),
    ];
  });
}

/** Short names stay on one line: two lines for every row would make two pages of one. */
export function unbroken(row: readonly string[]): string[] {
  return row.map((cell) => (cell.length <= LONGEST_UNBROKEN ? cell.replaceAll(' ', '\u00a0') : cell));
}
