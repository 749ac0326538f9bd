import { expect } from 'chai';
import { summarise } from '../../src/measurements/summarise.js';
import type { Summary, SummaryMethod } from '../../src/measurements/summary.js';
import { AS_OF, preparedSources } from './prepared-sources.js';

describe('files of measurements, summarised', () => {
  const { prepare, spill } = preparedSources();

  const method: SummaryMethod = {
    measure: null,
    by: ['network', 'hour'],
    zone: 'UTC',
    below: null,
    peak: null,
    asOf: AS_OF,
  };
  const summary = async (csv: string, changed: Partial<SummaryMethod> = {}): Promise<Summary> =>
    summarise([await prepare('x.csv', csv)], { ...method, ...changed }, spill(), () => undefined);
  const HEAD = 'taken_at,network,download_mbps\n';

  it('by network and hour of the stated zone, clocks changed or not', async () => {
    const { groups, rows, used } = await summary(
      `${HEAD}2014-11-02T05:30:00Z,A,1\n2014-11-02T06:30:00Z,A,2\n2014-11-02T07:30:00Z,A,4\n`,
      { zone: 'America/New_York' },
    );
    // 01:30 comes twice in the night in which New York puts its clocks back.
    expect(groups.map(({ network, hour, n, median }) => [network, hour, n, median])).to.deep.equal([
      ['A', 1, 2, 1.5],
      ['A', 2, 1, 4],
    ]);
    expect([rows, used]).to.deep.equal([3, 3]);
  });

  it('with quantiles between readings and the share below the level', async () => {
    const { groups } = await summary(
      `${HEAD}${[1, 2, 3, 4].map((mbps) => `2014-06-05T18:00:00Z,A,${mbps}\n`).join('')}`,
      { by: ['network'], below: 3 },
    );
    expect(groups).to.deep.equal([
      { network: 'A', n: 4, p10: 1.3, median: 2.5, p90: 3.7, below: 2, shareBelow: 0.5 },
    ]);
  });

  it('at peak against off peak, on weekdays or all days', async () => {
    const csv = `${HEAD}2014-06-05T20:00:00Z,A,1\n2014-06-05T10:00:00Z,A,4\n2014-06-07T20:00:00Z,A,3\n2014-06-05T23:00:00Z,A,4\n`;
    const all = await summary(csv, { peak: { from: 19, to: 23, days: 'all' } });
    expect(
      all.peak?.map(({ peak, offPeak, ratio }) => [
        peak?.n,
        peak?.median,
        offPeak?.n,
        offPeak?.median,
        ratio,
      ]),
    ).to.deep.equal([[2, 2, 2, 4, 0.5]]);
    const weekdays = await summary(csv, { peak: { from: 19, to: 23, days: 'weekdays' } });
    expect(weekdays.peak?.map(({ peak, offPeak }) => [peak?.n, offPeak?.n])).to.deep.equal([[1, 3]]);
    const night = await summary(csv, { peak: { from: 23, to: 11, days: 'all' } });
    expect(night.peak?.map(({ peak }) => peak?.n)).to.deep.equal([2]);
  });

  it('with every row in a figure or in a reason', async () => {
    const { rows, used, rejected } = await summary(
      `${HEAD}2014-06-05T18:00:00Z,A,3\n2014-06-05T18:00:00Z,A,\n2014-06-05T18:00:00Z,A\n2014-06-05,A,3\n`,
    );
    expect([rows, used]).to.deep.equal([4, 1]);
    expect(rejected.reduce((sum, { count }) => sum + count, 0)).to.equal(3);
  });

  it('to the same figures and hash again, and to another hash for another method', async () => {
    const csv = `${HEAD}${Array.from({ length: 5_000 }, (_, i) => `2014-06-05T${String(i % 24).padStart(2, '0')}:00:00Z,N${i % 7},${((i * 7919) % 1000) / 100}\n`).join('')}`;
    const [once, again, other] = [await summary(csv), await summary(csv), await summary(csv, { below: 3 })];
    expect(once).to.deep.equal(again);
    expect(once.resultHash).not.to.equal(other.resultHash);
  });
});
