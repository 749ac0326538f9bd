import type { Fill, Mark, Scene } from '../../pdf/scene.js';
import type { Chart, ChartSize } from './chart.js';
import { rect, text } from './marks.js';
import { drawKey } from './panels.js';
import { countText, roughWidth, shareText, wrapWords } from './words.js';

/** Deliveries by what the readings nearest to them say, in the neutral words of pages and paper. Null: not given. */
export interface ReconciledCounts {
  readonly supported: number | null;
  readonly sharedCause: number | null;
  readonly contradicted: number | null;
  readonly unmeasured: number | null;
  /** How many those that are not given are together. */
  readonly leftOut?: number;
}

export interface ReconciliationBarInput {
  /** One bar each: all deliveries first, then networks or days where wished. */
  readonly bars: readonly { readonly label: string; readonly counts: ReconciledCounts }[];
  readonly level: string;
}

type Finding = Exclude<keyof ReconciledCounts, 'leftOut'>;

const PARTS: readonly { key: Finding; words: string; fill: Fill }[] = [
  { key: 'supported', words: 'below level, others not', fill: { tone: 'mark' } },
  { key: 'sharedCause', words: 'others also below', fill: { tone: 'mark', pattern: 'rising' } },
  { key: 'contradicted', words: 'at or above level', fill: { tone: 'mark', pattern: 'dots' } },
  { key: 'unmeasured', words: 'no reading', fill: { tone: 'paper' } },
];
const LEFT_OUT = { key: 'leftOut', words: 'not given, small counts', fill: { tone: 'hair' } } as const;
const NOT_GIVEN = 'not given';

/** One bar a row, its parts told apart by pattern, the same four words in the same order everywhere. */
export function reconciliationBar({ bars, level }: ReconciliationBarInput): Chart {
  return {
    title: 'Deliveries and the readings nearest to them',
    description:
      `Each delivery counted once, by the latest reading of its account and network before it. Level: ${level}. ` +
      'Below level, others not: that reading was below the level and the median of the other networks in the same hour was not. ' +
      'Others also below: so was that median. At or above level: the reading was not below. No reading: none lay in the window.',
    table: {
      columns: ['Deliveries', 'Counted', ...PARTS.flatMap(({ words }) => [words, 'share'])],
      names: 1,
      rows: bars.map(({ label, counts }) => [
        label,
        countText(total(counts)),
        ...PARTS.flatMap(({ key }) => {
          const count = counts[key];
          return count === null ? [NOT_GIVEN, ''] : [countText(count), shareText(shareOf(counts, key))];
        }),
      ]),
    },
    draw: (size) => drawBars(bars, size),
  };
}

function drawBars(bars: ReconciliationBarInput['bars'], size: ChartSize): Scene {
  const { width, text: em } = size;
  const isLeftOut = bars.some(({ counts }) => (counts.leftOut ?? 0) > 0);
  const key = drawKey(
    [...PARTS, ...(isLeftOut ? [LEFT_OUT] : [])].map(({ words, fill }) => ({
      words,
      swatch: (x, y, wide, high) => [
        { ...rect(x, y, wide, high), fill, stroke: { tone: 'mark', width: 0.75 } },
      ],
    })),
    size,
  );
  const marks: Mark[] = [...key.marks];
  const thick = em * 1.9;
  let y = key.height + em * 0.8;
  for (const { label, counts } of bars) {
    const heading = wrapWords(`${label} · ${countText(total(counts))}`, em, width);
    heading.forEach((words, index) => {
      marks.push(text(0, y + em * (1 + index * 1.35), em, words, { bold: true }));
    });
    y += em * 0.4 + heading.length * em * 1.35;
    marks.push(...partsOf(counts, y, thick, size));
    y += thick + em * 2.4;
  }
  return { width, height: Math.ceil(y - em * 0.6), marks };
}

/** The parts of a bar, and under each its count where it fits; what does not fit is in the table. */
function partsOf(counts: ReconciledCounts, y: number, thick: number, { width, text: em }: ChartSize): Mark[] {
  const present = [...PARTS, LEFT_OUT].filter(({ key }) => (counts[key] ?? 0) > 0);
  if (present.length === 0)
    return [
      { ...rect(0.5, y, width - 1, thick), fill: { tone: 'paper' }, stroke: { tone: 'hair', width: 0.75 } },
    ];
  const marks: Mark[] = [];
  let x = 0.5;
  let free = 0;
  present.forEach(({ key, fill }, index) => {
    const wide = shareOf(counts, key) * (width - 1);
    marks.push({ ...rect(x, y, wide, thick), fill, stroke: { tone: 'mark', width: 0.75 } });
    const words = `${countText(counts[key] ?? 0)} (${shareText(shareOf(counts, key))})`;
    const needed = roughWidth(words, em * 0.9);
    const from = Math.max(x, free);
    const isEnd = from + needed > width && index === present.length - 1 && width - needed >= free;
    if (isEnd || (from < x + wide && from + needed <= width)) {
      const at = isEnd ? width : from;
      marks.push(
        text(at, y + thick + em * 1.2, em * 0.9, words, { tone: 'soft', anchor: isEnd ? 'end' : 'start' }),
      );
      free = at + needed + em * 0.9;
    }
    x += wide;
  });
  return marks;
}

function total(counts: ReconciledCounts): number {
  return PARTS.reduce((sum, { key }) => sum + (counts[key] ?? 0), counts.leftOut ?? 0);
}

function shareOf(counts: ReconciledCounts, key: keyof ReconciledCounts): number {
  const all = total(counts);
  return all === 0 ? 0 : (counts[key] ?? 0) / all;
}
