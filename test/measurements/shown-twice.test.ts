import { expect } from 'chai';
import { twiceShownIn } from '../../src/measurements/shown-twice.js';

describe('times that a clock showed twice', () => {
  const cases = [
    // the zone, the first and the last local time              the spans
    [
      ['America/New_York', '2013-10-01T00:00:00', '2014-12-01T00:00:00'],
      ['2013-11-03T01:00:00 to 2013-11-03T02:00:00', '2014-11-02T01:00:00 to 2014-11-02T02:00:00'],
    ],
    [
      ['Europe/Berlin', '2014-10-26T02:30:00', '2014-10-26T02:30:00'],
      ['2014-10-26T02:00:00 to 2014-10-26T03:00:00'],
    ],
    [
      ['Australia/Lord_Howe', '2014-01-01T00:00:00', '2014-12-31T00:00:00'],
      ['2014-04-06T01:30:00 to 2014-04-06T02:00:00'],
    ],
    // At midnight: the hour before it comes twice.
    [
      ['America/Havana', '2014-10-01T00:00:00', '2014-12-01T00:00:00'],
      ['2014-11-02T00:00:00 to 2014-11-02T01:00:00'],
    ],
    [['Asia/Kolkata', '1990-01-01T00:00:00', '2026-01-01T00:00:00'], []],
    [['UTC', '1990-01-01T00:00:00', '2026-01-01T00:00:00'], []],
    [['America/New_York', '2014-05-01T00:00:00', '2014-10-01T00:00:00'], []],
  ] as const;
  for (const [[zone, first, last], spans] of cases)
    it(`${zone} from ${first.slice(0, 10)} to ${last.slice(0, 10)}: ${spans.join(', ') || 'none'}`, () => {
      expect(twiceShownIn(zone, first, last).map(({ from, to }) => `${from} to ${to}`)).to.deep.equal(spans);
    });
});
