import { expect } from 'chai';
import { paperOf } from '../../src/matters/matter.js';

describe('the paper of a matter', () => {
  const cases = [
    // what it shows                                     regime           zone                   paper
    ['an English court takes A4', 'england-wales', 'America/New_York', 'a4'],
    ['an American court takes US Letter', 'us-federal', 'Europe/London', 'letter'],
    ['a private letter is written as its place writes', 'private', 'Europe/London', 'a4'],
    ['in America too', 'private', 'America/Los_Angeles', 'letter'],
    ['in Honolulu too', 'private', 'Pacific/Honolulu', 'letter'],
    ['in Auckland too', 'private', 'Pacific/Auckland', 'a4'],
    ['a zone that names no place says nothing', 'private', 'UTC', 'letter'],
  ] as const;
  for (const [shows, regime, zone, paper] of cases)
    it(shows, () => expect(paperOf({ regime, zone })).to.equal(paper));
});
