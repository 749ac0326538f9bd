import type { Mark, Scene } from '../../pdf/scene.js';
import { UNNAMED } from './chart.js';
import type { Chart, ChartSize, Level } from './chart.js';
import { capital, levelKey, levelText } from './spread-band.js';
import { AXIS, LEVEL, line, rect, text } from './marks.js';
import {
  drawKey,
  gutterFor,
  layOutPanels,
  leftToTable,
  namesDrawn,
  panelFrame,
  tickText,
  upwards,
} from './panels.js';
import type { Panel } from './panels.js';
import { countText, shareText } from './words.js';

/** Readings of one network from one value, inclusive, to another, exclusive; the last bucket is open. */
export interface Bucket {
  readonly network: string | null;
  readonly from: number;
  /** Null: no upper end. */
  readonly to: number | null;
  readonly n: number;
}

export interface DistributionInput {
  readonly measure: string;
  readonly unit: string;
  /** All networks over the same edges; a bucket without readings may be left out. */
  readonly buckets: readonly Bucket[];
  readonly level: Level | null;
}

/** Edges of a dozen buckets for a level: four below it, so that no bucket lies on both sides, and the last one open. */
export function bucketEdges(level: number | null, most: number): number[] {
  const step = level !== null && level > 0 ? level / 4 : niceStep(most / 11);
  return Array.from({ length: 12 }, (_, index) => Number((index * step).toPrecision(10)));
}

/** How readings spread over the values: for each network, the share of its readings in each bucket. */
export function distribution(input: DistributionInput): Chart {
  const { drawn, left } = namesDrawn(input.buckets, nameOf, ({ n }) => n);
  const edges = [...new Map(input.buckets.map(({ from, to }) => [from, to]))].sort(([a], [b]) => a - b);
  const totals = new Map<string, number>();
  for (const one of input.buckets) totals.set(nameOf(one), (totals.get(nameOf(one)) ?? 0) + one.n);
  const share = (name: string, from: number): { n: number; share: number } => {
    const n = input.buckets.find((one) => nameOf(one) === name && one.from === from)?.n ?? 0;
    const total = totals.get(name) ?? 0;
    return { n, share: total === 0 ? 0 : n / total };
  };
  const level = input.level ? ` The dashed line is the level of ${levelText(input.level)}.` : '';
  return {
    title: `${capital(input.measure)}: how the readings spread`,
    description:
      `Share of each network's readings by ${input.measure} in ${input.unit}. A reading on an edge counts in the bucket above it; ` +
      `the last bucket has no upper end.${level}${leftToTable(drawn.length, left)}`,
    table: {
      columns: ['Network', `${capital(input.measure)}, ${input.unit}`, 'Readings', 'Share of its readings'],
      names: 2,
      rows: [...totals.keys()].flatMap((name) =>
        edges.map(([from, to]) => {
          const { n, share: part } = share(name, from);
          return [name, bucketText(from, to), countText(n), shareText(part)];
        }),
      ),
    },
    draw: (size) =>
      drawBuckets(
        drawn.map((name) => ({
          name: `${name} · n ${countText(totals.get(name) ?? 0)}`,
          buckets: edges.map(([from, to]) => ({ from, to, share: share(name, from).share })),
        })),
        input,
        size,
      ),
  };
}

interface DrawnBucket {
  readonly from: number;
  readonly to: number | null;
  readonly share: number;
}

function drawBuckets(
  networks: readonly { name: string; buckets: readonly DrawnBucket[] }[],
  input: DistributionInput,
  size: ChartSize,
): Scene {
  const key = drawKey(
    [
      {
        words: `share of readings, by ${input.measure} in ${input.unit}`,
        swatch: (x, y, width, height) => [{ ...rect(x, y, width, height), fill: { tone: 'mark' } }],
      },
      ...(input.level ? [levelKey(input.level)] : []),
    ],
    size,
  );
  const most = Math.max(0.01, ...networks.flatMap(({ buckets }) => buckets.map(({ share }) => share)));
  const grid = layOutPanels(
    networks.map(({ name }) => name),
    size,
    {
      ground: key.height + size.text * 0.8,
      foot: size.text * 1.6,
      ratio: 0.4,
      gutter: gutterFor(100, size.text) + size.text * 0.9,
    },
  );
  const marks: Mark[] = [...key.marks];
  grid.panels.forEach((panel, index) => {
    const y = upwards(most, panel);
    const buckets = networks[index]?.buckets ?? [];
    marks.push(...panelFrame(panel, y, size.text, percentTick));
    marks.push(...barMarks(buckets, panel, y));
    marks.push(...edgeAxis(buckets, panel, size.text));
    marks.push(...levelAcross(input.level, buckets, panel));
  });
  return { width: size.width, height: Math.ceil(grid.height), marks };
}

function barMarks(buckets: readonly DrawnBucket[], panel: Panel, y: (share: number) => number): Mark[] {
  const wide = panel.width / Math.max(1, buckets.length);
  return buckets.flatMap(({ share }, index): Mark[] =>
    share === 0
      ? []
      : [
          {
            ...rect(
              panel.left + index * wide + wide * 0.08,
              y(share),
              wide * 0.84,
              panel.top + panel.height - y(share),
            ),
            fill: { tone: 'mark' },
          },
        ],
  );
}

/** The edges under the bars, as many as there is room for, and always the last. */
function edgeAxis(buckets: readonly DrawnBucket[], panel: Panel, size: number): Mark[] {
  const wide = panel.width / Math.max(1, buckets.length);
  const every = Math.max(1, Math.ceil((size * 2.6) / wide));
  const base = panel.top + panel.height;
  const last = buckets.length - 1;
  return buckets.flatMap(({ from, to }, index) => {
    const isOpenEnd = index === last && to === null;
    if (!isOpenEnd && (index % every !== 0 || last - index < every)) return [];
    const at = panel.left + index * wide;
    return [
      line(at, base, at, base + size * 0.3, AXIS),
      text(at, base + size * 1.3, size * 0.9, isOpenEnd ? `${tickText(from)} +` : tickText(from), {
        tone: 'soft',
        anchor: index === 0 ? 'start' : 'middle',
      }),
    ];
  });
}

function levelAcross(level: Level | null, buckets: readonly DrawnBucket[], panel: Panel): Mark[] {
  if (!level) return [];
  const wide = panel.width / Math.max(1, buckets.length);
  const index = buckets.findIndex(({ from, to }) => from <= level.value && (to === null || level.value < to));
  const bucket = buckets[index];
  if (!bucket || (bucket.to === null && bucket.from !== level.value)) return [];
  const part = bucket.to === null ? 0 : (level.value - bucket.from) / (bucket.to - bucket.from);
  const at = panel.left + (index + part) * wide;
  return [line(at, panel.top, at, panel.top + panel.height, LEVEL)];
}

function bucketText(from: number, to: number | null): string {
  return to === null ? `${tickText(from)} and above` : `${tickText(from)} to below ${tickText(to)}`;
}

function percentTick(share: number): string {
  return `${String(Number((share * 100).toFixed(2)))}%`;
}

/** 1, 2 or 5 times a power of ten, not below the wish. */
function niceStep(wish: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(wish, 1e-6)));
  return power * ([1, 2, 5, 10].find((times) => times * power >= wish) ?? 10);
}

function nameOf({ network }: { readonly network: string | null }): string {
  return network ?? UNNAMED;
}
