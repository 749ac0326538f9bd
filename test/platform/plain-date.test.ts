import { expect } from 'chai';
import {
  dayText,
  daysLeftText,
  instantText,
  isPlainDate,
  isZone,
  longDayText,
} from '../../src/platform/plain-date.js';

describe('plain dates', () => {
  const cases = [
    // written        a real day?
    ['2014-06-05', true],
    ['2024-02-29', true],
    ['2027-02-29', false],
    ['2014-02-31', false],
    ['2014-13-01', false],
    ['0000-01-01', false],
    ['9999-12-31', false],
    ['05/06/2014', false],
    ['2014-6-5', false],
    ['', false],
  ] as const;
  for (const [written, isReal] of cases)
    it(`“${written}” ${isReal ? 'is' : 'is not'} a day`, () => expect(isPlainDate(written)).to.equal(isReal));

  it('says the weekday with every date', () => {
    expect(dayText('2014-06-09')).to.equal('Mon 9 Jun 2014');
    expect(longDayText('2014-06-05')).to.equal('Thursday 5 June 2014');
  });

  it('says an instant as a person in that zone reads it', () => {
    expect(instantText('2014-06-05T20:50:00Z', 'America/New_York')).to.equal('Thu 5 Jun 2014, 16:50 EDT');
  });

  it('says how long is left', () => {
    expect(
      ['2014-06-05', '2014-06-06', '2014-06-07', '2014-06-09', '2014-06-03'].map((day) =>
        daysLeftText('2014-06-06', day),
      ),
    ).to.deep.equal(['yesterday', 'today', 'tomorrow', 'in 3 days', '3 days ago']);
  });

  it('knows a zone from a wrong one', () => {
    expect(isZone('America/New_York')).to.equal(true);
    expect(isZone('Mars/Olympus')).to.equal(false);
    expect(isZone('')).to.equal(false);
  });
});
