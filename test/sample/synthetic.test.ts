import { createHash } from 'node:crypto';
import { expect } from 'chai';
import {
  SAMPLE_LEVEL_MBPS,
  SAMPLE_WINDOW_MINUTES,
  deliveriesCsv,
  makeSynthetic,
  readingsCsv,
} from '../../src/sample/synthetic.js';
import { eveningReadingsCsv, peakSummaryCsv } from '../../src/sample/tables.js';

const synthetic = makeSynthetic();
const sessions = readingsCsv(synthetic.readings);
const notices = deliveriesCsv(synthetic.deliveries);

describe('the synthetic sessions and notices of the sample', () => {
  it('are the same bytes on every run and every machine', () => {
    expect(sha256(sessions)).to.equal('5ce9f8aa2fe26d93500982e20c03ca9286ffbaacafe3064d6d5e54d9143b60c1');
    expect(sha256(notices)).to.equal('44e2fab5de92057a26a6b12011e017eaf2815e848356c36b5291c9585bce9e86');
  });

  it('say in every row that they are synthetic', () => {
    for (const [name, text, count] of [
      ['sessions', sessions, 20_000],
      ['notices', notices, 2_000],
    ] as const) {
      const rows = text.trimEnd().split('\n').slice(1);
      expect(rows, name).to.have.lengthOf(count);
      expect(
        rows.filter((row) => !row.endsWith(',synthetic')),
        name,
      ).to.deep.equal([]);
    }
  });

  it('have the columns a reconciliation reads without a mapping', () => {
    expect(sessions).to.match(
      /^account,network,taken_at,download_mbps,note\nacct-\d{5},Network \w+,2014-05-01T\d\d:\d\d:\d\dZ,/,
    );
    expect(notices).to.match(
      /^notice_id,account,network,shown_at,note\nN-00001,acct-\d{5},Network \w+,2014-05-1\dT/,
    );
  });

  it('leave what was not measured empty, never zero', () => {
    const unmeasured = synthetic.readings.filter(({ mbps }) => mbps === null);
    expect(unmeasured.length).to.be.within(50, 150);
    expect(sessions.match(/Z,,synthetic\n/g)).to.have.lengthOf(unmeasured.length);
    expect(synthetic.readings.filter(({ mbps }) => mbps === 0)).to.deep.equal([]);
  });

  it('are in order of time', () => {
    for (const rows of [synthetic.readings, synthetic.deliveries])
      expect(rows.every(({ at }, index) => index === 0 || at >= (rows[index - 1]?.at ?? 0))).to.equal(true);
  });

  it('include notices after a slow reading, after a fast one, and with no reading in the window', () => {
    const counts = { slow: 0, fast: 0, none: 0 };
    for (const delivery of synthetic.deliveries) {
      const latest = synthetic.readings.findLast(
        ({ account, mbps, at }) =>
          account === delivery.account &&
          mbps !== null &&
          at <= delivery.at &&
          at >= delivery.at - SAMPLE_WINDOW_MINUTES * 60,
      );
      if (!latest) counts.none++;
      else if ((latest.mbps ?? 0) < SAMPLE_LEVEL_MBPS) counts.slow++;
      else counts.fast++;
    }
    expect(counts.slow).to.be.greaterThan(1_000);
    expect(counts.fast).to.be.greaterThan(150);
    expect(counts.none).to.be.greaterThan(400);
  });

  it('repeat twelve log lines and name another network in nine', () => {
    expect(new Set(synthetic.deliveries.map(({ noticeId }) => noticeId)).size).to.equal(2_000 - 12);
    const networkOf = new Map(synthetic.readings.map(({ account, network }) => [account, network]));
    const misnamed = synthetic.deliveries.filter(({ account, network }) => {
      const known = networkOf.get(account);
      return known !== undefined && known !== network;
    });
    expect(new Set(misnamed.map(({ noticeId }) => noticeId)).size).to.equal(9);
  });
});

describe('the tables made from them', () => {
  const rows = peakSummaryCsv(synthetic.readings)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const median = (network: string, hours: string) =>
    Number(rows.find((row) => row[0] === network && row[1]?.startsWith(`${hours} `))?.[4]);

  for (const [network, dips] of [
    ['Network North', true],
    ['Network South', false],
    ['Network East', true],
    ['Network Vale', false],
  ] as const)
    it(`show ${network} ${dips ? 'slower in the evening' : 'holding its speed'}`, () => {
      const left = median(network, 'peak') / median(network, 'off-peak');
      if (dips) expect(left).to.be.below(0.75);
      else expect(left).to.be.above(0.9);
    });

  it('take one evening of four hours as the excerpt, without the accounts', () => {
    const [header, ...evening] = eveningReadingsCsv(synthetic.readings).trimEnd().split('\n');
    expect(header).to.equal('network,taken at (UTC),download Mbps,note');
    expect(evening).to.have.lengthOf(188);
    expect(evening[0]).to.match(/^Network \w+,2014-05-27T23:/);
    expect(evening.join()).not.to.contain('acct-');
  });
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
