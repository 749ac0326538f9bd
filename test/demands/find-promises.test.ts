import { expect } from 'chai';
import { findPromises } from '../../src/demands/find-promises.js';

const DATED = '2014-06-09';

const cases = [
  // what it shows                              words                                                                   day
  ['day before month, no year', 'The test will end on 16 June.', '2014-06-16'],
  ['month before day, with its year', 'The test will end on June 16, 2014.', '2014-06-16'],
  ['a weekday beside it', 'We shall send the figures by Friday, 13 June.', '2014-06-13'],
  ['an ordinal', 'We undertake to answer by the 1st of July 2014.', '2014-07-01'],
  ['a day of next year', 'We will report on 5 January.', '2015-01-05'],
  ['days counted from the letter', 'We will send the method note within ten (10) days.', '2014-06-19'],
  ['weeks', 'We will revert within two weeks.', '2014-06-23'],
  ['a day written year first', 'We agree to stop by 2014-06-20.', '2014-06-20'],
] as const;

const none = [
  ['a day that has passed', 'We will not go back to what was said on June 5, 2014.'],
  ['no day', 'We will keep you informed.'],
  ['what they are to do', 'You will no doubt answer by 16 June.'],
  ['no promise', 'Your letter of 16 June 2014 says otherwise.'],
  ['a day there is not', 'We will answer by 31 June 2014.'],
  ['an open count', 'We will answer within a few days.'],
] as const;

describe('promises in our own words', () => {
  for (const [shows, words, on] of cases)
    it(shows, () => expect(findPromises(words, DATED)).to.deep.equal([{ words, on }]));

  for (const [shows, words] of none)
    it(`offers nothing for ${shows}`, () => expect(findPromises(words, DATED)).to.deep.equal([]));

  it('takes each sentence by itself', () => {
    const found = findPromises(
      'We decline. The test will end on 16 June. It ran as of 1 May.\n\nWe will write by 20 June.',
      DATED,
    );
    expect(found.map(({ on }) => on)).to.deep.equal(['2014-06-16', '2014-06-20']);
  });
});
