import { expect } from 'chai';
import { zoneIn } from '../../../src/deadlines/counting/clock-words.js';

const cases = [
  ['by 5pm PST on June 10, 2014', 'America/Los_Angeles'],
  ['no later than 5:00 p.m. (Pacific time) on Tuesday, 10 June', 'America/Los_Angeles'],
  ['by noon Eastern, June 10', 'America/New_York'],
  ['by close of business EST on 10 June 2014', 'America/New_York'],
  ['by 17:00 BST on 10 June 2014', 'Europe/London'],
  ['by 4.30 pm London time on 10 June 2014', 'Europe/London'],
  ['by 12:00 UTC, 10 June 2014', 'UTC'],
  ['by 5.00 p.m. (CET) on 10 June 2014', 'Europe/Paris'],
  ['by 1700 hours GMT on 10 June 2014', 'Europe/London'],
  ['by 5 p.m. IST on 10 June 2014', null],
  ['by 5 p.m. on June 10, 2014', null],
  ['within five days from the date of this letter', null],
  ['by 5 p.m. Eastern, that is 2 p.m. Pacific', null],
  ['the PST filing by 5 p.m.', null],
] as const;

describe('the zone that words name beside an hour', () => {
  for (const [words, zone] of cases)
    it(`“${words}”: ${zone ?? 'none, or more than one'}`, () => expect(zoneIn(words)).to.equal(zone));
});
