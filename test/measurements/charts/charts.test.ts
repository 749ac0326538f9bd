import { expect } from 'chai';
import { bucketEdges, distribution } from '../../../src/measurements/charts/distribution.js';
import type { Chart } from '../../../src/measurements/charts/chart.js';
import { NARROW, WIDE } from '../../../src/measurements/charts/chart.js';
import { daySeries } from '../../../src/measurements/charts/day-series.js';
import { hourBands } from '../../../src/measurements/charts/hour-bands.js';
import { peakChart } from '../../../src/measurements/charts/peak-comparison.js';
import { reconciliationBar } from '../../../src/measurements/charts/reconciliation-bar.js';
import { sceneSvg, shownChart } from '../../../src/measurements/charts/scene-svg.js';
import { roughWidth } from '../../../src/measurements/charts/words.js';
import type { Mark, Scene, TextMark } from '../../../src/pdf/scene.js';

const LEVEL = { value: 3, unit: 'Mbit/s' };
const DOWN = { measure: 'download', unit: 'Mbit/s', zone: 'America/New_York' };
const NETWORKS = [
  'Halcyon Fiber',
  'The Very Long Named Cable and Telephone Cooperative of the Upper Valley',
  null,
];

describe('charts of measurements', () => {
  for (const [name, chart] of Object.entries(everyChart())) {
    it(`${name}: every mark lies within the drawing, wide, narrow and on paper`, () => {
      for (const size of [WIDE, NARROW, { width: 468, text: 7.5 }]) {
        const scene = chart.draw(size);
        for (const mark of scene.marks) expect(outside(mark, scene), JSON.stringify(mark)).to.equal(false);
      }
    });

    it(`${name}: the same figures give the same drawing`, () => {
      expect(JSON.stringify(everyChart()[name]?.draw(WIDE))).to.equal(JSON.stringify(chart.draw(WIDE)));
    });

    it(`${name}: no two texts lie on each other`, () => {
      for (const size of [WIDE, NARROW]) {
        const texts = chart.draw(size).marks.filter((mark) => mark.kind === 'text');
        for (const [at, one] of texts.entries())
          for (const other of texts.slice(at + 1))
            expect(overlap(one, other), `${one.text} | ${other.text}`).to.equal(false);
      }
    });

    it(`${name}: every row of the table has a cell for each column`, () => {
      for (const row of chart.table.rows) expect(row).to.have.length(chart.table.columns.length);
    });
  }

  it('an hour without readings leaves a gap in the band and the median', () => {
    const groups = [0, 1, 2, 5, 6].map((hour) => ({ network: 'A', hour, n: 10, p10: 1, median: 2, p90: 3 }));
    const scene = hourBands({ ...DOWN, groups, level: null, peak: null }).draw(WIDE);
    const median = scene.marks.find(
      (mark) => mark.kind === 'path' && mark.stroke?.width === 1.75 && mark.d.split('M').length > 2,
    );
    expect(median).to.not.equal(undefined);
  });

  it('peak hours over midnight are shaded at both ends of the day', () => {
    const groups = [{ network: 'A', hour: 3, n: 10, p10: 1, median: 2, p90: 3 }];
    const scene = hourBands({ ...DOWN, groups, level: null, peak: { from: 22, to: 2, days: 'all' } }).draw(
      WIDE,
    );
    const shades = scene.marks.filter(
      (mark) => mark.kind === 'rect' && mark.fill?.tone === 'shade' && mark.height > 20,
    );
    expect(shades).to.have.length(2);
  });

  it('a zone is said with every hour and day', () => {
    const chart = hourBands({ ...DOWN, groups: [], level: LEVEL, peak: null });
    expect(chart.description).to.contain('America/New_York');
    expect(chart.table.columns[1]).to.equal('Hour (America/New_York)');
  });

  it('a network with no reading at peak says so, and zero is a figure', () => {
    const figures = { n: 4, p10: 0, median: 0, p90: 0 };
    const chart = peakChart({
      ...DOWN,
      peak: { from: 19, to: 23, days: 'all' },
      level: null,
      networks: [{ network: 'A', peak: null, offPeak: figures, ratio: null }],
    });
    expect(chart.table.rows[0]).to.deep.equal(['A', '0', 'no reading', '4', '0.00', '']);
    expect(textOf(chart.draw(WIDE))).to.contain('peak: no reading · off peak 0.00 (n 4)');
  });

  it('more networks than there is room for are all in the table, and the caption says how many are drawn', () => {
    const buckets = Array.from({ length: 11 }, (_, index) => ({
      network: `Network ${index}`,
      from: 0,
      to: null,
      n: index + 1,
    }));
    const chart = distribution({ measure: 'download', unit: 'Mbit/s', buckets, level: null });
    expect(chart.table.rows).to.have.length(11);
    expect(chart.description).to.contain(
      'Drawn are the 8 networks with the most readings; 3 more are in the table.',
    );
    expect(textOf(chart.draw(WIDE)))
      .to.contain('Network 10')
      .and.not.contain('Network 0 ');
  });

  it('no bucket lies on both sides of the level', () => {
    for (const level of [3, 0.7, 25, 1 / 3])
      expect(bucketEdges(level, 10).some((edge) => Math.abs(edge - level) < 1e-9)).to.equal(true);
    expect(bucketEdges(null, 100)).to.deep.equal([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]);
  });

  it('the days that matter are marked by letters, explained in the key, the caption and the table', () => {
    const chart = daySeries({
      ...DOWN,
      groups: days(),
      level: LEVEL,
      marked: [
        { on: '2014-06-09', words: 'reply' },
        { on: '2014-06-05', words: 'letter of demand' },
      ],
    });
    expect(chart.description).to.contain('A, Thu 5 Jun 2014: letter of demand; B, Mon 9 Jun 2014: reply');
    expect(textOf(chart.draw(NARROW))).to.contain('letter of demand, Thu 5 Jun 2014');
    expect(chart.table.rows.find((row) => row[1] === 'Thu 5 Jun 2014')?.at(-1)).to.equal('A');
  });

  it('the reconciliation bar uses the neutral words, and its counts add up to the deliveries', () => {
    const chart = bar();
    for (const words of ['below level, others not', 'others also below', 'at or above level', 'no reading'])
      expect(chart.table.columns).to.contain(words);
    expect(chart.table.rows[0]).to.deep.equal([
      'All deliveries',
      '5,000',
      '2,411',
      '48.2%',
      '310',
      '6.2%',
      '905',
      '18.1%',
      '1,374',
      '27.5%',
    ]);
    expect(chart.table.rows[2]?.slice(1, 4)).to.deep.equal(['0', '0', '0.0%']);
  });

  it('no chart says a verdict', () => {
    for (const chart of Object.values(everyChart())) {
      const said = [chart.title, chart.description, ...chart.table.columns, textOf(chart.draw(WIDE))].join(
        ' ',
      );
      expect(said).to.not.match(/support|contradict|proves?\b|slow|caused|confirm|fault/i);
    }
  });
});

describe('a chart as SVG', () => {
  it('has a title, a description and a role, and neither style nor script', () => {
    const shown = shownChart(bar(), 'bar');
    for (const svg of [shown.wide, shown.narrow]) {
      expect(svg).to.match(
        /<svg [^>]*role="img" aria-labelledby="bar-(wide|narrow)-title bar-(wide|narrow)-desc"/,
      );
      expect(svg).to.match(/<title id="bar-(wide|narrow)-title">Deliveries/);
      expect(svg).to.not.match(/style=|<style|<script|onload|href/);
    }
  });

  it('patterns carry the name of their drawing, so that two drawings never share one', () => {
    const shown = shownChart(bar(), 'bar');
    expect(shown.wide).to.contain('id="bar-wide-rising"').and.contain('url(#bar-wide-rising)');
    expect(shown.narrow).to.contain('id="bar-narrow-rising"').and.not.contain('bar-wide');
  });

  it('words out of a file stay words', () => {
    const network = '</text><script>alert(1)</script> & "co" \u0000\ud800';
    const chart = hourBands({
      ...DOWN,
      groups: [{ network, hour: 1, n: 1, p10: 1, median: 1, p90: 1 }],
      level: null,
      peak: null,
    });
    const svg = sceneSvg(chart.draw(WIDE), { id: 'x', title: network, description: network, shown: 'wide' });
    expect(svg).to.not.contain('<script').and.not.contain('\u0000');
    expect(svg).to.contain('&lt;/text&gt;&lt;script&gt;').and.contain('\ufffd\ufffd');
  });
});

function everyChart(): Record<string, Chart> {
  const groups = NETWORKS.flatMap((network, at) =>
    Array.from({ length: 24 }, (_, hour) => ({
      network,
      hour,
      n: 40,
      p10: 1 + at,
      median: 2 + at,
      p90: 4 + at,
    })),
  );
  const figures = (median: number) => ({
    n: 12_345,
    p10: median / 2,
    median,
    p90: median * 2,
    below: 3,
    shareBelow: 0.25,
  });
  return {
    hours: hourBands({ ...DOWN, groups, level: LEVEL, peak: { from: 19, to: 23, days: 'weekdays' } }),
    peak: peakChart({
      ...DOWN,
      peak: { from: 19, to: 23, days: 'weekdays' },
      level: LEVEL,
      networks: NETWORKS.map((network, at) => ({
        network,
        peak: figures(1 + at * 3),
        offPeak: figures(4),
        ratio: 0.25,
      })),
    }),
    distribution: distribution({
      measure: 'download',
      unit: 'Mbit/s',
      level: LEVEL,
      buckets: NETWORKS.flatMap((network) =>
        bucketEdges(3, 10).map((from, at, edges) => ({
          network,
          from,
          to: edges[at + 1] ?? null,
          n: 1 + at,
        })),
      ),
    }),
    days: daySeries({
      ...DOWN,
      groups: days(),
      level: LEVEL,
      marked: [{ on: '2014-06-05', words: 'letter of demand' }],
    }),
    reconciliation: bar(),
    empty: hourBands({ ...DOWN, groups: [], level: null, peak: null }),
    emptyDays: daySeries({ ...DOWN, groups: [], level: null, marked: [] }),
  };
}

function days() {
  return NETWORKS.flatMap((network, at) =>
    Array.from({ length: 40 }, (_, index) => {
      const day = index < 31 ? `2014-05-${String(index + 1).padStart(2, '0')}` : `2014-06-0${index - 30}`;
      return { network, day, n: 20, p10: 1 + at, median: 2 + at, p90: 3 + at, below: 5, shareBelow: 0.25 };
    }).filter(({ day }) => day !== '2014-05-12'),
  );
}

function bar(): Chart {
  return reconciliationBar({
    level: '3 Mbit/s, window 30 minutes',
    bars: [
      {
        label: 'All deliveries',
        counts: { supported: 2411, sharedCause: 310, contradicted: 905, unmeasured: 1374 },
      },
      {
        label: 'Halcyon Fiber',
        counts: { supported: 2400, sharedCause: 3, contradicted: 5, unmeasured: 20 },
      },
      { label: 'Nobody', counts: { supported: 0, sharedCause: 0, contradicted: 0, unmeasured: 0 } },
    ],
  });
}

function textOf(scene: Scene): string {
  return scene.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join('\n');
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

function boxOf(mark: Mark): Box {
  switch (mark.kind) {
    case 'rect':
      return [mark.x, mark.y, mark.x + mark.width, mark.y + mark.height];
    case 'dot':
      return [mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius];
    case 'text':
      return textBox(mark);
    case 'path': {
      const numbers = [...mark.d.matchAll(/-?[0-9.]+/g)].map(([number]) => Number(number));
      const xs = numbers.filter((_, at) => at % 2 === 0);
      const ys = numbers.filter((_, at) => at % 2 === 1);
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    }
  }
}

function textBox({ x, y, size, text, anchor }: TextMark): Box {
  // Narrower than what is planned for: only a real overlap counts.
  const wide = roughWidth(text, size) * 0.9;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
  return [left, y - size * 0.7, left + wide, y + size * 0.2];
}

function outside(mark: Mark, { width, height }: Scene): boolean {
  const [left, top, right, bottom] = boxOf(mark);
  return left < -0.5 || top < -0.5 || right > width + 0.5 || bottom > height + 0.5;
}

function overlap(one: TextMark, other: TextMark): boolean {
  const [a, b] = [textBox(one), textBox(other)];
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
