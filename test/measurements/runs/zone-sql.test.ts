import { expect } from 'chai';
import {
  dayNumber,
  dayOf,
  hourOf,
  isWeekday,
  localSecond,
  offsetsIn,
} from '../../../src/measurements/runs/zone-sql.js';
import { numberOf, openDuck, text } from '../../../src/tabular/duck.js';

/** Every half hour of the nights on which clocks change, and times far from today, by DuckDB's own table of zones. */
describe('hours and days on the clocks of a zone', () => {
  const CASES: readonly [zone: string, from: string, to: string][] = [
    ['America/New_York', '2014-03-08T00:00:00Z', '2014-11-03T00:00:00Z'],
    ['Europe/Berlin', '2013-10-26T00:00:00Z', '2014-03-31T00:00:00Z'],
    ['Australia/Lord_Howe', '2014-04-05T00:00:00Z', '2014-10-06T00:00:00Z'],
    ['Asia/Kolkata', '2014-06-01T00:00:00Z', '2014-06-03T00:00:00Z'],
    ['Pacific/Apia', '2011-12-28T00:00:00Z', '2012-01-02T00:00:00Z'],
    ['America/New_York', '1967-12-30T00:00:00Z', '1970-01-03T00:00:00Z'],
    ['UTC', '2014-01-01T00:00:00Z', '2014-01-03T00:00:00Z'],
  ];
  for (const [zone, from, to] of CASES)
    it(`${zone}, ${from.slice(0, 10)} to ${to.slice(0, 10)}`, async () => {
      const duck = await openDuck({ files: [], folders: [], spill: '/nowhere' });
      try {
        const second = localSecond('t', offsetsIn(zone, from, to));
        const day = dayOf(second);
        const local = `(t at time zone ${text(zone)})`;
        const [row] = await duck.rows(
          `select count(*) as n, count(*) filter (${hourOf(second)} = hour(${local})) as hours,
             count(*) filter (date '1970-01-01' + ${day} = cast(${local} as date)) as days,
             count(*) filter (${isWeekday(day)} = (isodow(${local}) <= 5)) as weekdays
           from (select unnest(generate_series(timestamptz ${text(from)}, timestamptz ${text(to)}, interval 30 minute)) as t)`,
        );
        const n = numberOf(row?.['n']);
        expect(n).to.be.above(90);
        expect([
          numberOf(row?.['hours']),
          numberOf(row?.['days']),
          numberOf(row?.['weekdays']),
        ]).to.deep.equal([n, n, n]);
      } finally {
        duck.close();
      }
    });

  it('a time that is missing has neither hour nor day', async () => {
    const duck = await openDuck({ files: [], folders: [], spill: '/nowhere' });
    try {
      const second = localSecond(
        't',
        offsetsIn('America/New_York', '2014-01-01T00:00:00Z', '2014-12-01T00:00:00Z'),
      );
      const rows = await duck.rows(
        `select ${hourOf(second)} as h, ${dayOf(second)} as d from (select null::timestamptz as t)`,
      );
      expect(rows).to.deep.equal([{ h: null, d: null }]);
    } finally {
      duck.close();
    }
  });

  it('a day has its number', () => {
    expect([dayNumber('1970-01-01'), dayNumber('2014-06-05'), dayNumber('1969-12-31')]).to.deep.equal([
      0, 16226, -1,
    ]);
  });
});
