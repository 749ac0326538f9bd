import { expect } from 'chai';
import { quotation } from '../../../src/letters/reading/source.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

describe('a quotation over line ends', () => {
  for (const [text, expected] of [
    ['stop  selling\nthe jars', 'stop selling the jars'],
    ['the NK-\n40 kettle', 'the NK-40 kettle'],
    ['it over-\n   heats', 'it over-heats'],
    ['the NK\u2011\f40', 'the NK\u201140'],
    ['pre-\nand post-sale', 'pre- and post-sale'],
    ['the sale - once\nmade', 'the sale - once made'],
    ['a dash -\nonce', 'a dash - once'],
    ['pre- 2014', 'pre- 2014'],
  ] as const)
    it(JSON.stringify(text), () => expect(quotation(text)).to.equal(expected));

  it('is the demand as its words stand on the page', () => {
    const text =
      'Dear Sirs\n\nWe demand that you cease stating that the NK-\n40 overheats.\n\nYours faithfully';
    const [demand] = readLetter(text).demands;
    expect(demand?.quote).to.equal('We demand that you cease stating that the NK-40 overheats.');
    expect(text.slice(demand?.start, demand?.end)).to.contain('NK-\n40');
  });
});
