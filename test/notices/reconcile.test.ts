import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { prepareSource } from '../../src/measurements/prepare-source.js';
import { prepareNotices } from '../../src/notices/prepare-notices.js';
import { reconcile, ROWS_FILE } from '../../src/notices/reconcile.js';
import type { JoinPlan } from '../../src/notices/match-readings.js';
import type { Reconciliation, ReconcileMethod } from '../../src/notices/reconciliation.js';
import { naiveReconcile } from './naive-reconcile.js';
import type { NaiveNotice, NaiveReading } from './naive-reconcile.js';
import { LAST_DAY, LEVEL, plantLists, WITHIN_MS } from './planted-lists.js';

const AS_OF = '2026-01-01T00:00:00Z';

describe('setting deliveries against measurements', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'reconcile-'))));
  after(() => rm(folder, { recursive: true }));

  async function run(
    notices: string,
    measurements: string,
    method: Partial<ReconcileMethod>,
    plan: JoinPlan = 'auto',
    zone: string | null = null,
  ): Promise<Reconciliation> {
    const still = (): void => undefined;
    const [list, file] = [join(folder, 'notices.csv'), join(folder, 'measurements.csv')];
    await writeFile(list, notices);
    await writeFile(file, measurements);
    const work = join(folder, 'work');
    const prepared = await prepareNotices(
      { path: list, fileName: 'notices.csv', zone },
      join(folder, 'n.parquet'),
      work,
      AS_OF,
      still,
    );
    const source = await prepareSource(
      { path: file, fileName: 'measurements.csv' },
      join(folder, 'm.parquet'),
      work,
      AS_OF,
      still,
    );
    const full = { withinMs: WITHIN_MS, level: LEVEL, cease: null, zone: 'UTC', asOf: AS_OF, ...method };
    return reconcile(
      { notices: prepared, sources: [source], method: full, work, withRows: true, plan },
      still,
    );
  }

  for (const [plan, size] of [
    ['auto', 50_000],
    ['asof', 5_000],
  ] as const)
    it(`finds exactly what was planted among ${size} deliveries and four times as many measurements (${plan})`, async function () {
      this.timeout(120_000);
      const { notices, measurements, expected } = plantLists(20_140_605, size, 4 * size);
      const found = await run(notices, measurements, { cease: LAST_DAY }, plan);
      expect(found).to.deep.include(expected);
      expect(expected.notices).to.equal(size);
      expect(expected.measurements).to.be.within(4 * size, 4 * size + 1_000);
      for (const count of Object.values(expected)) expect(count).to.be.greaterThan(0);
      expect(found.rejected).to.deep.equal({ notices: [], measurements: [] });
      const rows = (await readFile(join(folder, 'work', ROWS_FILE), 'utf8')).trim().split('\n');
      expect(rows).to.have.length(size + 1);
      expect(rows.filter((row) => row.includes(',sharedCause,'))).to.have.length(expected.sharedCause);
    });

  it('counts as a second counter does, whichever way the latest reading is found', async function () {
    this.timeout(240_000);
    const instant = fc.integer({ min: 0, max: 40 }).map((step) => Date.UTC(2014, 10, 2, 4) + step * 300_000);
    const network = fc.constantFrom('A', 'B', 'C');
    const account = fc.constantFrom('x', 'y', '007');
    const notice: fc.Arbitrary<NaiveNotice> = fc.record({
      id: fc.option(fc.constantFrom('1', '2', '3', '4', '5', '6'), { freq: 3 }),
      account,
      network,
      shown: instant,
    });
    const reading: fc.Arbitrary<NaiveReading> = fc.record({
      account: fc.option(account, { freq: 6 }),
      network,
      taken: instant,
      mbps: fc.constantFrom(0, 1, 2.9, 3, 3.1, 4),
    });
    const withins = fc.constantFrom(0, 300_000, 1_500_000, 7_200_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(notice, { minLength: 1, maxLength: 12 }),
        fc.array(reading, { minLength: 1, maxLength: 25 }),
        withins,
        async (notices, readings, withinMs) => {
          const iso = (time: number): string => new Date(time).toISOString();
          const list = `notice_id,account,network,shown_at\n${notices.map((one) => `${one.id ?? ''},${one.account},${one.network},${iso(one.shown)}`).join('\n')}\n`;
          const file = `account,network,taken_at,download_mbps\n${readings.map((one) => `${one.account ?? ''},${one.network},${iso(one.taken)},${one.mbps}`).join('\n')}\n`;
          const expected = naiveReconcile(notices, readings, withinMs, 3, '2014-11-01');
          for (const plan of ['buckets', 'asof'] as const)
            expect(await run(list, file, { withinMs, cease: '2014-11-01' }, plan)).to.deep.include(expected);
        },
      ),
      { numRuns: 20, seed: 1_746 },
    );
  });

  const shown = '2014-06-05T18:00:00Z';
  const cases = [
    // what it shows                                              readings: network, time, Mbit/s                                     verdict
    ['a reading of exactly the level is not below it', [['A', '2014-06-05T17:59:00Z', 3]], 'contradicted'],
    ['a window counts its start', [['A', '2014-06-05T17:30:00Z', 2]], 'supported'],
    [
      'a reading a microsecond before the window is none',
      [['A', '2014-06-05T17:29:59.999999Z', 2]],
      'unmeasured',
    ],
    ['a reading at the very instant counts', [['A', '2014-06-05T18:00:00Z', 2]], 'supported'],
    ['a reading after the delivery does not', [['A', '2014-06-05T18:00:00.000001Z', 2]], 'unmeasured'],
    [
      'of equal instants the later row counts',
      [
        ['A', '2014-06-05T17:59:00Z', 2],
        ['A', '2014-06-05T17:59:00Z', 5],
      ],
      'contradicted',
    ],
    [
      'the latest counts, wherever it stands in the file',
      [
        ['A', '2014-06-05T17:59:00Z', 5],
        ['A', '2014-06-05T17:50:00Z', 2],
      ],
      'contradicted',
    ],
    [
      'others slow in the same UTC hour',
      [
        ['A', '2014-06-05T17:59:00Z', 2],
        ['B', '2014-06-05T18:59:59Z', 1],
      ],
      'sharedCause',
    ],
    [
      'others slow in the hour of the reading only',
      [
        ['A', '2014-06-05T17:59:00Z', 2],
        ['B', '2014-06-05T17:59:59Z', 1],
      ],
      'supported',
    ],
    [
      'a pool whose middle is exactly the level is not below it',
      [
        ['A', '2014-06-05T17:59:00Z', 2],
        ['B', '2014-06-05T18:10:00Z', 2.9],
        ['C', '2014-06-05T18:10:00Z', 3.1],
      ],
      'supported',
    ],
    [
      'a pool is one pool, not a vote of networks',
      [
        ['A', '2014-06-05T17:59:00Z', 2],
        ['B', '2014-06-05T18:10:00Z', 9],
        ['C', '2014-06-05T18:10:00Z', 1],
        ['C', '2014-06-05T18:11:00Z', 1],
      ],
      'sharedCause',
    ],
    ['zero is a reading', [['A', '2014-06-05T17:59:00Z', 0]], 'supported'],
  ] as const;
  for (const [shows, readings, verdict] of cases)
    it(shows, async () => {
      const file = `account,network,taken_at,download_mbps\n${readings.map(([network, taken, mbps]) => `x,${network},${taken},${mbps}`).join('\n')}\n`;
      const found = await run(`notice_id,account,network,shown_at\n1,x,A,${shown}\n`, file, {});
      expect(found).to.deep.include({
        supported: 0,
        sharedCause: 0,
        contradicted: 0,
        unmeasured: 0,
        [verdict]: 1,
      });
    });

  it('takes neither an empty cell nor a row without a zone for a reading or a delivery, and counts each by its reason', async () => {
    const found = await run(
      `notice_id,account,network,shown_at\n1,x,A,${shown}\n2,,A,${shown}\n3,x,,${shown}\n4,x,A,2014-06-05 18:00\n5,x,A,yesterday\n6,x,A,\n7,x,A\n8,x,A,2031-01-01T00:00:00Z\n`,
      `account,network,taken_at,download_mbps\nx,A,2014-06-05T17:59:00Z,\nx,A,2014-06-05T17:59:00Z,-1\nx,A,2014-06-05T17:59:00Z,NaN\nx,,2014-06-05T17:59:00Z,2\nx,A,2014-06-05T17:59,2\n`,
      {},
    );
    expect(found).to.deep.include({ notices: 1, measurements: 0, unmeasured: 1 });
    const because = (list: readonly { reason: string; count: number }[]): unknown =>
      Object.fromEntries(list.map(({ reason, count }) => [reason, count]));
    expect(because(found.rejected.notices)).to.deep.equal({
      'The account is missing.': 1,
      'The network is missing.': 1,
      'The time names no zone.': 1,
      'The time cannot be read.': 1,
      'The time is missing.': 1,
      'The time lies in the future.': 1,
      '3 cells where the first row has 4 cells.': 1,
    });
    expect(because(found.rejected.measurements)).to.deep.equal({
      'No download was measured.': 1,
      'The download is below zero.': 1,
      'The download is not a number.': 1,
      'The reading names no network.': 1,
      'The time names no zone.': 1,
    });
  });

  it('sets a delivery at a time that the clocks showed twice against neither reading it may follow', async () => {
    const readings = [
      'x,A,2013-11-03T05:20:00Z,1.0',
      'x,A,2013-11-03T06:20:00Z,9.0',
      'x,A,2013-11-03T07:20:00Z,9.0',
    ];
    const found = await run(
      'notice_id,account,network,shown_at\n1,x,A,2013-11-03 01:30:00\n2,x,A,2013-11-03 02:30:00\n',
      `account,network,taken_at,download_mbps\n${readings.join('\n')}\n`,
      {},
      'auto',
      'America/New_York',
    );
    expect(found).to.deep.include({ notices: 1, contradicted: 1, supported: 0, unmeasured: 0 });
    expect(found.rejected.notices).to.deep.equal([
      {
        reason:
          'The clocks of America/New_York showed this time twice that night. It is set against readings once it is written with its offset from UTC.',
        count: 1,
      },
    ]);
  });

  it('says of rows with the id of an earlier one whether they are the same delivery; the count is by id', async () => {
    const found = await run(
      `notice_id,account,network,shown_at\nT1,x,A,${shown}\nT1,y,A,${shown}\nT1,x,A,${shown}\nT2,x,A,${shown}\nT2,x,B,${shown}\nT3,z,A,${shown}\nT3,z,A,2014-06-05T18:00:01Z\n`,
      'account,network,taken_at,download_mbps\nx,A,2014-06-05T17:59:00Z,2\n',
      {},
    );
    expect(found).to.deep.include({ notices: 7, duplicates: 4, repeatsUnlike: 3 });
    const rows = (await readFile(join(folder, 'work', ROWS_FILE), 'utf8')).trim().split('\n');
    const unlike = rows.filter((row) =>
      row.includes('"has the id of an earlier row, but another account, network or time"'),
    );
    expect(unlike.map((row) => row.split(',').slice(0, 2).join(' '))).to.deep.equal(['3 T1', '6 T2', '8 T3']);
    expect(rows[3]).to.match(/^4,T1,x,.*,duplicate,repeats an earlier row,.*,2$/);
  });

  it('writes rows that a spreadsheet only reads', async () => {
    await run(
      `notice_id,account,network,shown_at\n=1+1,@x,A,${shown}\n`,
      `account,network,taken_at,download_mbps\n@x,A,2014-06-05T17:59:00Z,2\n`,
      {},
    );
    expect((await readFile(join(folder, 'work', ROWS_FILE), 'utf8')).split('\n')[1]).to.match(
      /^2,'=1\+1,'@x,A,2014-06-05T18:00:00Z,supported,/,
    );
  });

  it('gives the same hash for the same files and method, and another for another level', async () => {
    const list = `notice_id,account,network,shown_at\n1,x,A,${shown}\n`;
    const file = 'account,network,taken_at,download_mbps\nx,A,2014-06-05T17:59:00Z,2\n';
    const [once, again, other] = [
      await run(list, file, {}),
      await run(list, file, { asOf: '2026-02-01T00:00:00Z' }),
      await run(list, file, { level: 2.5 }),
    ];
    expect(once.resultHash).to.equal(again.resultHash).and.not.to.equal(other.resultHash);
  });
});
